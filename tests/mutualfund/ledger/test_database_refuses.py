"""What the database itself refuses: the attack list of the ledger, by direct SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from mutualfund.models import Account, FundKey

APP = "SET LOCAL ROLE guanai_app; "
FUNCTION_CALL = """
SELECT mutualfund_post_voucher({fund}, '2026-10-20', '{kind}', 's', 'test:1', 'p',
  '{key}', {maker}, {reviewer}, {maker}, NULL, 1, {reverses}, NULL, '2026-10-20 10:00+08',
  ARRAY[{bank}, {gift}]::bigint[], ARRAY['', '']::text[], ARRAY[1, -1]::smallint[],
  ARRAY[{debit}, {credit}]::numeric[])
"""
KEY = "00000000-0000-4000-8000-000000000001"


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refusal(sql: str) -> str:
    with pytest.raises(DatabaseError) as refused:
        run(sql)
    return str(refused.value)


@pytest.fixture
def call(fund, chen, guo):
    """The posting function, by SQL, with some facts changed."""
    facts = {
        "fund": fund.pk, "kind": "normal", "key": KEY, "maker": chen.pk, "reviewer": guo.pk,
        "reverses": "NULL", "bank": Account.objects.of("bank").pk,
        "gift": Account.objects.of("donations").pk, "debit": 100, "credit": 100,
    }  # fmt: skip
    return lambda **changes: FUNCTION_CALL.format(**{**facts, **changes})


def test_it_lets_the_application_post(call):
    run(APP + call())


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO mutualfund_voucher SELECT * FROM mutualfund_voucher",
        "UPDATE mutualfund_entry SET amount = 1",
        "UPDATE mutualfund_voucher SET summary = 'x'",
        "DELETE FROM mutualfund_voucher",
        "DELETE FROM mutualfund_entry",
        "TRUNCATE mutualfund_entry",
        "ALTER TABLE mutualfund_entry DISABLE TRIGGER append_only",
        "SET LOCAL session_replication_role = replica",
        "UPDATE mutualfund_series SET last_number = 0",
        "UPDATE mutualfund_periodbalance SET debit = 0",
        "DROP FUNCTION mutualfund_post_voucher",
        "SET LOCAL ROLE guanai_owner; UPDATE mutualfund_entry SET amount = 1",
    ],
)
def test_it_keeps_the_application_out_of_the_books(post, attack):
    post()
    words = refusal(APP + attack)
    refused = ("permission denied", "must be owner", "append-only")
    assert any(word in words for word in refused), words


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mutualfund_entry SET amount = amount + 1",
        "UPDATE mutualfund_voucher SET date = '2026-01-01'",
        "DELETE FROM mutualfund_entry",
        "SET LOCAL session_replication_role = replica; UPDATE mutualfund_entry SET amount = 1",
    ],
)
def test_it_stops_even_the_owner(post, attack):
    post()
    assert "append-only" in refusal(attack)


@pytest.mark.django_db(transaction=True)
def test_it_refuses_a_line_added_later(post):
    voucher = post()
    attack = (
        "INSERT INTO mutualfund_entry (voucher_id, line, account_id, party, date, side, amount)"
        f" SELECT {voucher.pk}, 3, account_id, '', date, 1, 5 FROM mutualfund_entry LIMIT 1"
    )
    assert "only with their voucher" in refusal(attack)


def test_it_refuses_an_unbalanced_voucher(call):
    assert "unbalanced by 10" in refusal(call(debit=110))


def test_it_refuses_negative_amounts_outside_a_reversal(call):
    assert "misfit t" in refusal(call(debit=-5, credit=-5))


def test_it_refuses_one_person_as_maker_and_reviewer(call, chen):
    assert "voucher_reviewed_by_another" in refusal(call(reviewer=chen.pk))


def test_it_refuses_the_same_key_with_other_content(call):
    run(call())
    assert "another content" in refusal(call(debit=7, credit=7))


def test_it_gives_the_same_voucher_for_the_same_key(call):
    run(call())
    run(call())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM mutualfund_voucher")
        assert cursor.fetchone() == (1,)


def test_it_refuses_an_account_of_the_other_fund(call):
    other = Account.objects.of("donations", FundKey.RELIEF)
    assert "misfit t" in refusal(call(gift=other.pk))


def test_it_refuses_a_second_voucher_for_the_same_event(call):
    run(call())
    assert "voucher_one_per_source_and_purpose" in refusal(call(key=KEY[:-1] + "2"))


def test_it_refuses_a_new_code_for_a_used_account(post):
    post()
    assert "is in use" in refusal("UPDATE mutualfund_account SET code = '999' WHERE key = 'bank'")
