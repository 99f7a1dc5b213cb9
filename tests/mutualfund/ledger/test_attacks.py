"""The attack list on the books: direct SQL with the rights of the served product, one line an attack.

A second payment and the vote of an investigator are tried in tests/mutualfund/payments/test_pay.py
and tests/mutualfund/claims/test_duties.py.
"""

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from mutualfund.actions.vouchers import draft_reversal, post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.models import Account, DraftVoucher
from tests.people import DAY

POST = """
SELECT mutualfund_post_voucher({fund}, '{date}', '{kind}', '收捐款', '{source}', 'receive', '{key}',
  {maker}, {reviewer}, {maker}, {cashier}, 1, {reverses}, NULL, '2026-10-20 10:00+08',
  ARRAY[{bank}, {gift}]::bigint[], ARRAY['', 'donation:1']::text[], ARRAY[1, -1]::smallint[],
  ARRAY[{debit}, {credit}]::numeric[])
"""
OWNER = "guanai_owner"
DENIED, OWNERS = "permission denied", "must be owner"
CALLS = {  # the function inside the posting, which only its owner may call, with some facts changed
    "unbalanced": ({"debit": 110}, "unbalanced by 10"),
    "one line of nothing": ({"debit": 0, "credit": 0}, "entry_amount_not_zero|misfit t"),
    "negative outside a reversal": ({"debit": -100, "credit": -100}, "misfit t"),
    "another amount than reviewed": ({"debit": 200, "credit": 200}, "is not what was reviewed"),
    "maker as reviewer": ({"reviewer": "{maker}"}, "voucher_reviewed_by_another"),
    "maker as cashier": ({"cashier": "{maker}"}, "voucher_cashier_apart"),
    "a cashier nobody knows": ({"cashier": 2**40}, "names nobody we know"),
    "a closed month": ({"date": "2026-08-20"}, "closed through 2026-08-31"),
    "a year before another": ({"date": "2005-06-01"}, "year 2005 lies before one that has begun"),
    "a day to come": ({"date": "2026-10-21"}, "dated in the future"),
    "a voucher nobody drafted": ({"key": str(uuid.UUID(int=7)), "source": "test:x"},
                                 "is not what was reviewed"),
    "a known key with other content": ({"key": "{posted_key}"}, "another content"),
    "an event booked before": ({"source": "{posted_source}"}, "voucher_one_per_source_and_purpose"),
    "a reversal that undoes nothing": ({"kind": "reversal"}, "reversal_names_its_twin"),
    "a second reversal": ({"kind": "reversal", "reverses": "{wrong}", "debit": -100, "credit": -100},
                          "reverses_id"),
    "the reversal of a reversal": ({"kind": "reversal", "reverses": "{red}"}, "misfit t"),
}  # fmt: skip
STATEMENTS = {
    "a header": ("INSERT INTO mutualfund_voucher SELECT * FROM mutualfund_voucher", DENIED),
    "a line": ("INSERT INTO mutualfund_entry SELECT * FROM mutualfund_entry", DENIED),
    "change a line": ("UPDATE mutualfund_entry SET amount = amount + 1", DENIED),
    "change a header": ("UPDATE mutualfund_voucher SET summary = 'x'", DENIED),
    "delete a header": ("DELETE FROM mutualfund_voucher", DENIED),
    "delete a line": ("DELETE FROM mutualfund_entry", DENIED),
    "truncate": ("TRUNCATE mutualfund_entry", DENIED),
    "switch a guard off": ("ALTER TABLE mutualfund_entry DISABLE TRIGGER check_lines", OWNERS),
    "drop a guard": ("DROP TRIGGER append_only ON mutualfund_voucher", OWNERS),
    "pass as a replica": ("SET LOCAL session_replication_role = replica", DENIED),
    "pass as the owner": (
        "SET LOCAL ROLE guanai_owner; UPDATE mutualfund_entry SET amount = 1", "append-only",
    ),
    "wind the number back": ("UPDATE mutualfund_series SET last_number = 0", DENIED),
    "leave a gap": ("UPDATE mutualfund_series SET last_number = last_number + 5", DENIED),
    "wind a month back": ("UPDATE mutualfund_series SET month_numbers[10] = 0", DENIED),
    "another head": ("UPDATE mutualfund_series SET last_hash = sha256(last_hash)", DENIED),
    "move the wall": ("UPDATE mutualfund_series SET closed_through = '2000-01-01'", DENIED),
    "a series of one's own": (
        "INSERT INTO mutualfund_series SELECT * FROM mutualfund_series", DENIED,
    ),
    "change a balance": ("UPDATE mutualfund_periodbalance SET debit = 0", DENIED),
    "a closing of one's own": (
        "INSERT INTO mutualfund_closing SELECT * FROM mutualfund_closing", DENIED,
    ),
    "delete a head": ("DELETE FROM mutualfund_dailyhead", DENIED),
    "replace the function": ("DROP FUNCTION mutualfund_post_draft", OWNERS),
    "replace the batch": (
        "ALTER FUNCTION mutualfund_post_batch(bigint[], bigint, bigint, timestamptz) OWNER TO"
        " guanai_app", OWNERS,
    ),
    "the batch's inside": (
        "SELECT mutualfund_post_year(1, 2026, '2026-10-20', '2026-10-20', ARRAY[1], NULL, NULL, now())",
        DENIED,
    ),
    "delete who signed": ("DELETE FROM welfare_user WHERE id = {maker}", "stands on vouchers"),
    "change a reviewed draft": ("UPDATE mutualfund_draftline SET amount = 1", "are fixed"),
}  # fmt: skip


@pytest.fixture
def books(fund, post, draft, chen, guo, yun, close) -> SimpleNamespace:
    """A wrong voucher with its red twin, August closed, and a reviewed draft that waits."""
    post(date=dt.date(2026, 8, 3))
    close(dt.date(2026, 8, 31))
    wrong = post(summary="记错的")
    red = draft_reversal(wrong, reason="重复", on=DAY, by=chen)
    twin = post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)
    waiting: DraftVoucher = review_voucher(draft(), on=DAY, by=guo)
    return SimpleNamespace(
        draft=waiting.pk, fund=fund.pk, date=waiting.date, kind="normal", source=waiting.source, key=waiting.key,
        maker=chen.pk, reviewer=guo.pk, cashier=yun.pk, reverses="NULL", debit=100, credit=100,
        bank=Account.objects.of("bank").pk, gift=Account.objects.of("donations").pk,
        wrong=wrong.pk, red=twin.pk, posted_key=wrong.key, posted_source=wrong.source,
    )  # fmt: skip


def attack(statement: str, role: str = "guanai_app") -> None:
    """As the application's role, up to the commit's last look."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def calling(books: SimpleNamespace, **changes) -> str:
    """The call of the posting function; a change may name another fact of the books."""
    facts = vars(books)
    told = {name: str(value).format(**facts) for name, value in changes.items()}
    return POST.format(**{**facts, **told})


def test_the_application_may_post_what_was_reviewed_and_ask_again(books):
    post = f"SELECT mutualfund_post_draft({books.draft}, {books.maker}, {books.cashier}, '2026-10-20 10:00+08')"
    attack(post)
    attack(post)
    assert verify() == []


def test_the_application_may_not_tell_what_it_posts(books):
    with pytest.raises(DatabaseError, match=DENIED):
        attack(calling(books))


@pytest.mark.parametrize("name", CALLS)
def test_the_posting_function_refuses(books, name):
    changes, words = CALLS[name]
    with pytest.raises(DatabaseError, match=words):
        attack(calling(books, **changes), OWNER)
    assert verify() == []


def test_the_posting_function_refuses_a_line_more_than_was_reviewed(books):
    statement = calling(books)
    for old, more in (
        ("]::bigint", f", {books.bank}, {books.gift}]::bigint"), ("]::text", ", '', '']::text"),
        ("]::smallint", ", 1, -1]::smallint"), ("]::numeric", ", 5, 5]::numeric"),
    ):  # fmt: skip
        statement = statement.replace(old, more)
    with pytest.raises(DatabaseError, match="is not what was reviewed"):
        attack(statement, OWNER)


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_tables_refuse(books, name):
    statement, words = STATEMENTS[name]
    with pytest.raises(DatabaseError, match=words):
        attack(statement.format(maker=books.maker))
