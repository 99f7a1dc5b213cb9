"""verify_books: silent on whole books, and names the voucher for any changed column."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from mutualfund.books import canonical, verify
from mutualfund.models import Voucher

TAMPER = {
    "mutualfund_voucher": {
        "date": "date - 1", "summary": "summary || 'x'", "source": "source || '1'",
        "purpose": "'other'", "attachments": "attachments + 1", "total": "total + 1",
        "maker_id": "poster_id + 1000", "reviewer_id": "reviewer_id + 1000",
        "cashier_id": "NULL", "poster_id": "reviewer_id", "number": "number + 5",
        "month_number": "month_number + 5", "line_count": "line_count + 1",
        "posted_at": "posted_at + interval '1 second'", "kind": "'opening'",
        "key": "gen_random_uuid()", "hash": "sha256(hash)",
    },
    "mutualfund_entry": {
        "amount": "amount + 1", "side": "-side", "party": "'member:9'", "date": "date - 1",
        "account_id": "account_id + 1", "line": "line + 7",
    },
    "mutualfund_series": {"last_number": "last_number + 1", "last_hash": "sha256(last_hash)"},
    "mutualfund_periodbalance": {"debit": "debit + 1", "credit": "credit + 1"},
}  # fmt: skip
CASES = [(table, column) for table, columns in TAMPER.items() for column in columns]


def tamper(table: str, column: str) -> None:
    """What someone with the owner's password could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        cursor.execute(
            f"UPDATE {table} SET {column} = {TAMPER[table][column]}"
            f" WHERE ctid = (SELECT min(ctid) FROM {table})"
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
def test_it_finds_every_changed_column(post, table, column):
    post("100.00")
    post("40.00")
    tamper(table, column)
    assert verify()


def test_it_names_the_voucher_and_exits_with_one(post, capsys):
    post()
    tamper("mutualfund_entry", "amount")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_books")
    assert ended.value.code == 1
    assert "凭证 2026-10 记-001：借贷差 1.00 元" in capsys.readouterr().out


def test_it_says_in_python_what_the_database_says(post):
    voucher = Voucher.objects.prefetch_related("entries__account").get(pk=post().pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mutualfund_canonical(v, (SELECT string_agg(concat_ws(',', e.line, a.code, e.party,"
            " e.side, e.amount), ';' ORDER BY e.line) FROM mutualfund_entry e JOIN mutualfund_account a"
            " ON a.id = e.account_id WHERE e.voucher_id = v.id)) FROM mutualfund_voucher v"
        )
        assert cursor.fetchone() == (canonical(voucher, list(voucher.entries.all())),)
