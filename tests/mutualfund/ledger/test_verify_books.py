"""verify_books: silent on whole books, and names the voucher for any changed column."""

import datetime as dt
import json
import re

import pytest
from django.core.management import call_command
from django.db import connection

from mutualfund.actions.vouchers import draft_reversal, post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.books_text import texts
from tests.mutualfund.sql import force, run
from tests.people import DAY

TAMPER = {
    "mutualfund_voucher": {
        "date": "date - 1", "summary": "summary || 'x'", "source": "source || '1'",
        "purpose": "'other'", "attachments": "attachments + 1", "total": "total + 1",
        "maker_id": "poster_id + 1000", "reviewer_id": "reviewer_id + 1000",
        "cashier_id": "NULL", "poster_id": "reviewer_id", "number": "number + 50",
        "month_number": "month_number + 5", "line_count": "line_count + 1",
        "posted_at": "posted_at + interval '1 second'", "kind": "'opening'",
        "key": "gen_random_uuid()", "hash": "sha256(hash)",
    },
    "mutualfund_entry": {
        "amount": "amount + 1", "side": "-side", "party": "'member:9'", "date": "date - 1",
        "account_id": "account_id + 1", "line": "line + 7",
    },
    "mutualfund_series": {
        "last_number": "last_number + 1", "last_hash": "sha256(last_hash)",
        "month_numbers": "array_fill(7, ARRAY[12])",
    },
    "mutualfund_periodbalance": {"debit": "debit + 1", "credit": "credit + 1"},
    "mutualfund_duespayment": {
        "year": "year + 1", "amount": "amount + 1", "paid_on": "paid_on - 1",
        "receipt_no": "'x'", "member_id": "member_id + 1", "voucher_id": "NULL",
    },
    "mutualfund_donation": {
        "amount": "amount + 1", "given_on": "given_on - 1", "number": "'x'", "voucher_id": "NULL",
    },
    "mutualfund_grant": {
        "amount": "amount + 1", "received_on": "received_on - 1", "document_no": "'x'",
        "voucher_id": "NULL",
    },
}  # fmt: skip
DECIDED = {
    "mutualfund_vote": {"choice": "'abstain'"},
    "mutualfund_decision": {
        "agreed": "agreed - 1", "amount": "amount - 1", "entitled": "entitled + 9",
        "outcome": "'rejected', amount = NULL, reason = 'x', reason_code = 'other'",
    },
    "mutualfund_claim": {"approved_amount": "approved_amount - 1", "asked_amount": "1"},
}  # fmt: skip
INCOME = ("mutualfund_duespayment", "mutualfund_donation", "mutualfund_grant")
CASES = [(table, column) for table, columns in TAMPER.items() for column in columns]
DECISION_CASES = [(table, column) for table, columns in DECIDED.items() for column in columns]


def tamper(table: str, column: str) -> None:
    """Change one column of one row."""
    force(
        table,
        f"UPDATE {table} SET {column} = {(TAMPER | DECIDED)[table][column]}"
        f" WHERE ctid = (SELECT max(ctid) FROM {table})",
    )


def test_it_finds_nothing_in_whole_books(post, capsys):
    post()
    post()
    call_command("verify_books", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "ok": True,
        "vouchers": 2,
        "problems": [],
    }


@pytest.mark.parametrize(("table", "column"), CASES, ids=lambda value: value)
def test_it_finds_every_changed_column(post, received, table, column):
    post("100.00")
    post("40.00")
    assert verify() == []
    tamper(table, column)
    assert verify()


@pytest.mark.parametrize("table", INCOME)
def test_it_finds_every_deleted_income(received, table):
    force(table, f"DELETE FROM {table}")
    assert [problem.code for problem in verify()] == ["voucher_without_income"]


@pytest.mark.parametrize(
    ("change", "code"),
    [("year = year + 1", "income_year"), ("voucher_id = NULL", "income_without_voucher")],
)
def test_it_names_the_row_of_a_due(received, change, code):
    force("mutualfund_duespayment", f"UPDATE mutualfund_duespayment SET {change}")
    (place,) = {problem.place for problem in verify() if problem.code == code}
    assert place.startswith("会费 SJ-0001（")


@pytest.mark.parametrize(("table", "column"), DECISION_CASES, ids=lambda value: value)
def test_it_counts_every_decision_again(approved, table, column):
    assert verify() == []
    tamper(table, column)
    assert any(problem.place == f"申请 {approved.number} 的决定" for problem in verify())


def test_it_knows_how_far_the_months_were_closed(post, close):
    post(date=dt.date(2026, 8, 3))
    close(dt.date(2026, 8, 31))
    assert verify() == []
    force("mutualfund_series", "UPDATE mutualfund_series SET closed_through = '2000-01-01'")
    assert [problem.code for problem in verify()] == ["closing_differs"]


def test_it_names_the_voucher_and_exits_with_one(post, capsys):
    post()
    tamper("mutualfund_entry", "amount")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_books")
    assert ended.value.code == 1
    assert re.search(r"凭证 2026-10 记-001：借贷差 -?1\.00 元", capsys.readouterr().out)


GOLDEN = (  # the text the function of the posting hashes
    "SELECT mutualfund_canonical(fund_id, year, number, month_number, date, kind, summary, source,"
    " purpose, key, maker_id, reviewer_id, poster_id, cashier_id, attachments, reverses_id,"
    " corrects_id, posted_at, line_count, total, (SELECT string_agg(concat_ws(',', e.line, a.code,"
    " e.party, e.side, e.amount), ';' ORDER BY e.line) FROM mutualfund_entry e"
    " JOIN mutualfund_account a ON a.id = e.account_id WHERE e.voucher_id = v.id))"
    " FROM mutualfund_voucher v ORDER BY number"
)


def test_both_texts_of_a_voucher_are_one(post, fund, guo, chen, yun):
    red = draft_reversal(post(), reason="重复", on=DAY, by=chen)
    post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)
    with connection.cursor() as cursor:
        cursor.execute(GOLDEN)
        stored = [bytes(text) for (text,) in cursor.fetchall()]
    assert stored == [told.text for told in texts(fund)]
    assert stored[0].decode().split("\x1f")[:6] == [
        "v1",
        str(fund.pk),
        "2026",
        "1",
        "1",
        "2026-10-20",
    ]
    assert stored[0].endswith(b"\x1f1,102,,1,100.00;2,402,donation:1,-1,100.00")


def test_it_finds_a_guard_that_was_taken_away(post):
    post()
    run("ALTER TABLE mutualfund_entry DISABLE TRIGGER append_only", role="")
    assert [(p.place, p.code) for p in verify()] == [("数据表 mutualfund_entry", "guard_off")]
    run("ALTER TABLE mutualfund_entry ENABLE TRIGGER append_only", role="")
    assert [problem.code for problem in verify()] == ["guard_off"]  # a replica role passes it
    run("ALTER TABLE mutualfund_entry ENABLE ALWAYS TRIGGER append_only", role="")
    assert verify() == []
