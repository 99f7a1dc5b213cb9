"""The board 公开栏 at the front door."""

from decimal import Decimal

import pytest

from disclosure.actions.boards import put_up_board
from disclosure.actions.suggestions import collect_suggestion
from disclosure.models import Board, SuggestionField
from mutualfund.actions.payments import pay_claim
from mutualfund.actions.vouchers import Line, draft_voucher, post_voucher, review_voucher
from mutualfund.models import Account, Fund, PayMethod, Series, Side, Voucher
from mutualfund.pay_answers import Taken
from staff.models import Branch
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair
from welfare.errors import Refused
from welfare.models import AuditEntry


def test_forty_workers_ask_as_many_questions_as_two(
    client, coop, zhang, zhao, zheng, django_assert_max_num_queries, django_assert_num_queries
):
    cadre = make_cadre(zhao, zheng)
    pair(zhang, cadre, zheng)
    Board.objects.create(number=1, branch=Branch.objects.get(), place="走廊", keeper="工会小组")
    client.get("/")
    with django_assert_max_num_queries(41) as few:
        client.get("/")
    for n in range(40):
        worker = make_worker(f"职工{n:02d}")
        pair(worker, cadre, zheng)
        collect_suggestion(
            [worker], field=SuggestionField.SAFETY, title=f"第 {n} 条", present="", measure="改",
            on=DAY, by=zheng,
        )  # fmt: skip
        Board.objects.create(
            number=n + 2, branch=Branch.objects.get(), place="走廊", keeper="工会小组"
        )
    with django_assert_num_queries(len(few)):
        client.get("/")


def test_it_reads_without_a_login_and_names_nobody(client, coop, zhang, zhao, zheng):
    pair(zhang, make_cadre(zhao, zheng), zheng)
    page = client.get("/").content.decode()
    assert "决不让一名职工" in page
    assert "10,000" in page
    assert "张桂兰" not in page
    assert "赵志强" not in page


def test_large_print_and_high_contrast_stand_in_the_address(client, coop):
    page = client.get("/?size=large&contrast=high").content.decode()
    assert 'data-size="large"' in page
    assert 'data-contrast="high"' in page


@pytest.mark.parametrize("address", ["/", "/fund/"])
def test_it_prints_the_head_of_the_chain(client, as_, coop, chen, address):
    series = Series.objects.get()
    page = client.get(address).content.decode()
    assert f"2026 年第 {series.last_number} 号凭证" in page
    assert series.short_hash in page
    voucher = Voucher.objects.get(number=series.last_number)
    assert series.short_hash in as_(chen).get(voucher.get_absolute_url()).content.decode()


def test_the_seal_says_that_in_less_out_is_what_lies_there(client, coop, chen, guo, yun):
    page = client.get("/").content.decode()
    assert "账目已核对，分毫不差" in page
    draft = draft_voucher(
        Fund.objects.mutual_aid(), date=DAY, summary="查不清的一笔",
        lines=[
            Line(Account.objects.of("bank"), Side.DEBIT, Decimal("75.00")),
            Line(Account.objects.of("unexplained"), Side.CREDIT, Decimal("75.00")),
        ],
        source="test:1", purpose="receive", attachments=1, by=chen,
    )  # fmt: skip
    review_voucher(draft, on=DAY, by=guo)
    post_voucher(draft, on=DAY, by=chen, cashier=yun)
    page = client.get("/").content.decode()
    assert "账目已核对" not in page
    assert "存款和现金是 10,075.00 元，和收进减补助差 75.00 元，正在查" in page


@pytest.mark.parametrize("address", ["/", "/fund/"])
def test_sources_have_names_a_worker_uses(client, coop, address):
    page = client.get(address).content.decode()
    assert "车务段拨款" in page
    assert "拨款收入" not in page


def test_a_board_is_put_up_once_and_leaves_a_line(coop, zhang, zheng):
    facts = {"number": 1, "place": "走廊", "keeper": "工会小组", "by": zheng}
    board = put_up_board(Branch.objects.get(), **facts)
    assert AuditEntry.objects.about(board).get().action == "board.put_up"
    with pytest.raises(Refused, match="已有 1 号公开栏"):
        put_up_board(Branch.objects.get(), **facts)
    with pytest.raises(Refused, match="位置和责任人"):
        put_up_board(Branch.objects.get(), **facts | {"number": 2, "place": " "})


def test_a_payment_stands_there_by_kind_and_count_and_names_nobody(client, reviewed, yun):
    before = len(client.get("/fund/").context["lines"])
    pay_claim(reviewed, method=PayMethod.CASH, taken=Taken(), on=DAY, by=yun)
    answer = client.get("/fund/?year=2026")
    newest = answer.context["lines"][0]
    assert len(answer.context["lines"]) == before + 1
    assert (newest.name, newest.voucher.paid) == ("子女入学", Decimal("500.00"))
    page = answer.content.decode()
    assert "1 人次 500 元" in page  # beside its band in the picture
    assert "张桂兰" not in page
    assert client.get("/fund/?year=1999").context["year"] == DAY.year
