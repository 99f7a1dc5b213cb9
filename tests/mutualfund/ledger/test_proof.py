"""账目证明: heads are published, the night checks, an outsider checks a copy without us."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.proofs import check_books, publish_heads
from mutualfund.actions.vouchers import draft_reversal, post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.models import DailyHead, SelfCheck, Voucher
from tests.mutualfund.sql import force, run
from tests.people import DAY

SCRIPT = Path(__file__).parents[3] / "docs" / "verify_export.py"


@pytest.fixture
def books(post, chen, guo, yun):
    """Three vouchers and a red one."""
    post("100.00", date=dt.date(2026, 9, 3))
    wrong = post("20.00")
    red = draft_reversal(wrong, reason="重复", on=DAY, by=chen)
    post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)
    return post("7.50")


@pytest.fixture
def exported(books, tmp_path, capsys) -> Path:
    """A copy for outsiders."""
    path = tmp_path / "books.jsonl"
    call_command("export_books", "--format", "jsonl", "--output", str(path))
    return path


def outside(path: Path, *heads: str) -> tuple[int, str]:
    """What the outsider's script says, in a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(path), *heads],
        capture_output=True, text=True, encoding="utf-8", check=False, env={"PYTHONUTF8": "1"},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def rewritten(path: Path, number: int, change) -> Path:
    """The copy with one voucher changed by hand."""
    lines = path.read_text(encoding="utf-8").splitlines()
    told = json.loads(lines[number])
    change(told)
    lines[number] = json.dumps(told, ensure_ascii=False)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_script_fits_on_a_hundred_lines_and_imports_the_standard_library_alone():
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    imports = {line.split()[1] for line in text.splitlines() if line.startswith(("import", "from"))}
    assert imports <= set(sys.stdlib_module_names)


def test_an_outsider_finds_the_copy_whole(exported, books):
    head = f"2026/{books.number}={books.short_hash}"
    assert outside(exported, head) == (0, "4 张凭证完整，1 个校验码相符\n")


@pytest.mark.parametrize("field", range(1, 22))
def test_an_outsider_finds_every_changed_field(exported, field):
    def change(told):
        told["fields"][field] = told["fields"][field] + "1"

    code, words = outside(rewritten(exported, 1, change))
    assert code != 0, words


def test_an_outsider_finds_a_voucher_taken_out(exported):
    lines = exported.read_text(encoding="utf-8").splitlines()
    exported.write_text("\n".join([lines[0], *lines[2:]]), encoding="utf-8")
    code, words = outside(exported)
    assert code == 1
    assert "号码不连续" in words


def test_an_outsider_with_a_printed_head_finds_a_chain_rewritten_from_the_start(exported, books):
    """Whoever recomputes every hash after a change is caught by the old print."""
    code, words = outside(exported, f"2026/{books.number}=0000-1111-2222")
    assert code == 1
    assert "和印出来的校验码" in words
    assert outside(exported, f"2026/{books.number}=")[0] == 1


def test_the_night_publishes_the_head_and_keeps_its_check(books, capsys):
    call_command("daily")
    head = DailyHead.objects.get()
    assert (head.day, head.last_number, head.short_hash) == (DAY, 4, books.short_hash)
    assert SelfCheck.objects.get().is_whole
    assert "账目自检 4 张凭证：没有问题" in capsys.readouterr().out
    call_command("daily")
    assert DailyHead.objects.count() == 1
    assert SelfCheck.objects.count() == 2


def test_the_next_day_has_a_head_of_its_own(books, post):
    publish_heads(on=DAY)
    later = post("1.00")
    (head,) = publish_heads(on=DAY + dt.timedelta(days=1))
    assert head.short_hash == later.short_hash
    assert verify() == []


def test_the_board_shows_the_heads_to_everybody(client, as_, guo, books):
    publish_heads(on=DAY)
    assert books.short_hash in client.get(reverse("book-heads")).content.decode()
    assert books.short_hash in as_(guo).get(reverse("books-proof")).content.decode()


def test_the_check_names_what_is_off_on_its_page(as_, guo, zheng, books):
    force(
        "mutualfund_entry",
        "UPDATE mutualfund_entry SET amount = amount + 1 WHERE line = 1 AND amount = 7.50",
    )
    page = as_(guo).post(reverse("books-check"), follow=True).content.decode()
    assert f"凭证 {books}：借贷差 1.00 元" in page
    assert not SelfCheck.objects.get().is_whole
    overview = reverse("fund-overview")
    assert "处问题" in as_(guo).get(overview).content.decode()
    assert "账目自检发现问题" in as_(zheng).get(overview).content.decode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("hash = sha256(hash)", "published_head_differs"),
        ("root = sha256(root)", "published_root_differs"),
    ],
)
def test_verify_holds_the_books_against_every_published_head(books, change, code):
    publish_heads(on=DAY)
    force("mutualfund_dailyhead", f"UPDATE mutualfund_dailyhead SET {change}")
    assert [problem.code for problem in verify()] == [code]


def test_the_database_takes_only_true_heads_and_keeps_them(books, fund):
    publish_heads(on=DAY)
    lie = (
        "INSERT INTO mutualfund_dailyhead (fund_id, year, day, last_number, hash, root, at)"
        " SELECT fund_id, year, day + 1, last_number, sha256(hash), root, at FROM mutualfund_dailyhead"
    )
    with pytest.raises(DatabaseError, match="has this hash"):
        run(lie)
    check_books()
    for table in ("dailyhead", "selfcheck"):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(f"DELETE FROM mutualfund_{table}")
        with pytest.raises(DatabaseError, match="append-only"):
            run(f"UPDATE mutualfund_{table} SET at = now()", role="")


@pytest.mark.parametrize("form", ["xlsx", "beancount", "jsonl", "script"])
def test_the_books_are_downloaded_from_the_page(as_, xu, books, form):
    answer = as_(xu).get(reverse("books-export", args=[form]))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert as_(xu).get(reverse("books-export", args=["exe"])).status_code == 404


def test_the_download_is_what_the_script_reads(as_, xu, books, tmp_path):
    path = tmp_path / "books.jsonl"
    path.write_bytes(as_(xu).get(reverse("books-export", args=["jsonl"])).content)
    assert outside(path)[0] == 0
    assert Voucher.objects.count() == 4


def two_years(post) -> Voucher:
    """A year and the next one, which begins while the old one still grows; its first voucher."""
    post(date=dt.date(2025, 12, 3))
    first = post(date=dt.date(2026, 1, 5))
    post(date=dt.date(2025, 12, 30))
    assert verify() == []
    return first


def test_a_year_goes_on_from_the_head_of_the_one_before(post, tmp_path, capsys):
    two_years(post)
    path = tmp_path / "books.jsonl"
    call_command("export_books", "--format", "jsonl", "--output", str(path))
    assert outside(path) == (0, "3 张凭证完整，0 个校验码相符\n")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(lines[2], encoding="utf-8")
    code, words = outside(path)
    assert (code, words) == (1, "2026/1：内容和校验码不符，这一张或前一张被改过，或前一年不在\n")


def test_verify_finds_a_year_taken_out_whole(post):
    first = two_years(post)
    for table, gone in (
        ("entry", "date < '2026-01-01'"), ("voucher", "year = 2025"), ("series", "year = 2025"),
        ("periodbalance", "month < '2026-01-01'"),
    ):  # fmt: skip
        force(f"mutualfund_{table}", f"DELETE FROM mutualfund_{table} WHERE {gone}")
    assert ("chain_broken", f"凭证 {first}") in {(p.code, p.place) for p in verify()}


def test_verify_finds_a_year_slipped_in_whole(post):
    first = post()
    away = "CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM mutualfund_series;"
    force("mutualfund_series", f"{away} DELETE FROM mutualfund_series")
    post(date=dt.date(2005, 6, 1))
    force("mutualfund_series", "INSERT INTO mutualfund_series SELECT * FROM kept")
    assert [(p.code, p.place) for p in verify()] == [("chain_broken", f"凭证 {first}")]
