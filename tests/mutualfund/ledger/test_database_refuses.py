"""What the database itself refuses beyond the attack list of test_attacks.py, also of its owner."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from mutualfund.actions.vouchers import Line, draft_reversal, post_voucher, review_voucher
from mutualfund.models import Account, DraftVoucher, FundKey, PeriodStep, Side
from tests.mutualfund import sql
from tests.people import DAY
from welfare import clock
from welfare.errors import Refused

APP = "SET LOCAL ROLE guanai_app; "
FUNCTION_CALL = """
SELECT mutualfund_post_voucher({fund}, '2026-10-20', '{kind}', 's', 'test:1', 'receive',
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


@transaction.atomic
def post_to_the_commit(draft, cashier=None) -> None:
    """Post, and let every deferred trigger have its word."""
    post_voucher(draft, on=DAY, by=draft.maker, cashier=cashier)
    run("SELECT")


def lines(amount="100.00") -> list[Line]:
    """Donations into the bank, as the call has them."""
    money = Decimal(amount)
    bank, gifts = Account.objects.of("bank"), Account.objects.of("donations")
    return [Line(bank, Side.DEBIT, money), Line(gifts, Side.CREDIT, money)]


@pytest.fixture
def reviewed(draft, guo):
    """The reviewed draft the call posts."""
    day = dt.date(2026, 10, 20)
    made = draft(date=day, summary="s", source="test:1", key=KEY, lines=lines())
    return review_voucher(made, on=DAY, by=guo)


def test_it_lets_the_application_post(reviewed):
    at = "'2026-10-20 10:00+08'"
    run(APP + f"SELECT mutualfund_post_draft({reviewed.pk}, {reviewed.maker_id}, NULL, {at})")


def test_it_refuses_a_draft_that_is_not_there(house):
    words = refusal(APP + "SELECT mutualfund_post_draft(0, 1, NULL, '2026-10-20 10:00+08')")
    assert "unbalanced" in words


def test_it_refuses_a_draft_nobody_reviewed(call, draft):
    draft(date=dt.date(2026, 10, 20), summary="s", source="test:1", key=KEY, lines=lines())
    assert "is not what was reviewed" in refusal(call())


@pytest.mark.parametrize("what", ["amount", "reviewer", "account"])
def test_it_refuses_a_voucher_that_differs_from_its_draft(call, reviewed, yun, what):
    changes = {
        "amount": {"debit": 200, "credit": 200},
        "reviewer": {"reviewer": yun.pk},
        "account": {"bank": Account.objects.of("donations").pk},
    }
    assert "is not what was reviewed" in refusal(call(**changes[what]))


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mutualfund_draftline SET amount = amount + 1",
        "UPDATE mutualfund_draftline SET party = 'member:1'",
        "DELETE FROM mutualfund_draftline",
        "INSERT INTO mutualfund_draftline (draft_id, line, account_id, party, side, amount)"
        " SELECT draft_id, 9, account_id, party, side, amount FROM mutualfund_draftline LIMIT 1",
    ],
)
def test_it_fixes_the_lines_of_a_reviewed_draft(reviewed, attack):
    assert "are fixed" in refusal(APP + attack)


@pytest.mark.parametrize(
    "change", ["date = '2026-01-01'", "summary = 'x'", "maker_id = reviewer_id", "source = 'y'"]
)
def test_it_keeps_the_content_of_a_draft(reviewed, change):
    assert "keeps its content" in refusal(APP + f"UPDATE mutualfund_draftvoucher SET {change}")


def test_it_refuses_a_reversal_that_does_not_undo_its_original(post, draft, guo, yun):
    wrong = draft(lines=lines("-1.00"), kind="reversal", reverses=post(lines=lines()))
    review_voucher(wrong, on=DAY, by=guo)
    with pytest.raises(DatabaseError, match="does not undo"):
        post_to_the_commit(wrong, cashier=yun)


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM mutualfund_duespayment",
        "DELETE FROM mutualfund_donation",
        "UPDATE mutualfund_grant SET voucher_id = NULL",
        "UPDATE mutualfund_duespayment SET year = 2000",
        "UPDATE mutualfund_donation SET amount = 1",
        "INSERT INTO mutualfund_closing (fund_id, through, at) SELECT id, '2026-09-30', now() FROM mutualfund_fund",
    ],
)
def test_it_keeps_what_came_in(received, attack):
    words = refusal(APP + attack)
    assert "permission denied" in words or "is booked" in words


@pytest.mark.parametrize(
    "attack", ["DELETE FROM mutualfund_grant", "UPDATE mutualfund_donation SET amount = 1"]
)
def test_it_keeps_what_came_in_from_the_owner(received, attack):
    assert "is booked" in refusal(attack)


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


def test_it_gives_the_same_voucher_for_the_same_key(call, reviewed):
    run(call())
    run(call())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM mutualfund_voucher")
        assert cursor.fetchone() == (1,)


def test_it_refuses_an_account_of_the_other_fund(call):
    other = Account.objects.of("donations", FundKey.RELIEF)
    assert "misfit t" in refusal(call(gift=other.pk))


def test_it_refuses_a_new_code_for_a_used_account(post):
    post()
    assert "is in use" in refusal("UPDATE mutualfund_account SET code = '999' WHERE key = 'bank'")


# -- the rest of the attack list: red letters, closed months, the owner's hand -------------------


@pytest.fixture
def red(post, chen, guo):
    """A reviewed red twin of a posted voucher."""
    made = draft_reversal(post(), reason="重复", on=DAY, by=chen)
    return review_voucher(made, on=DAY, by=guo)


def copy_of(draft, **changes) -> DraftVoucher:
    """The draft once more, past the actions that would refuse it."""
    lines = list(draft.lines.all())
    status = changes.pop("status", draft.status)
    facts = {"pk": None, "key": uuid.uuid4(), "voucher": None, "status": "draft", **changes}
    for name, value in facts.items():
        setattr(draft, name, value)
    draft._state.adding = True
    draft.save()
    for line in lines:
        line.pk, line.draft, line.amount = None, draft, changes.get("sign", 1) * line.amount
        line.save()
    draft.status = status
    draft.save(update_fields=["status"])
    return draft


def test_it_posts_no_red_money_without_a_cashier(red):
    with pytest.raises(Refused, match="由出纳核对收付"):
        post_to_the_commit(red)
    with pytest.raises(DatabaseError, match="needs its cashier"), transaction.atomic():
        sql.run("SELECT mutualfund_post_draft(%s, %s, NULL, now())", red.pk, red.maker_id)
    with pytest.raises(DatabaseError, match="needs its cashier"), transaction.atomic():
        sql.run("SELECT mutualfund_post_batch(ARRAY[%s], %s, NULL, now())", red.pk, red.maker_id)


def test_it_refuses_a_second_red_twin(red, yun):
    post_to_the_commit(red, cashier=yun)
    second = copy_of(DraftVoucher.objects.get(pk=red.pk), source="again", status="reviewed")
    with pytest.raises(DatabaseError, match="reverses_id"):
        post_to_the_commit(second, cashier=yun)


def test_it_refuses_the_reversal_of_a_reversal(red, yun):
    twin = post_voucher(red, on=DAY, by=red.maker, cashier=yun)
    again = copy_of(
        DraftVoucher.objects.get(pk=red.pk),
        source="again",
        status="reviewed",
        reverses=twin,
        sign=-1,
    )
    with pytest.raises(DatabaseError, match="misfit t"):
        post_to_the_commit(again, cashier=yun)


def test_it_lets_nobody_past_the_wall_by_sql(call, reviewed, post, close):
    post(date=dt.date(2026, 8, 3))
    close(dt.date(2026, 8, 31))
    assert "closed through 2026-08-31" in refusal(
        call().replace("'2026-10-20', 'normal'", "'2026-08-20', 'normal'")
    )
    run(call())


def test_it_refuses_to_close_earlier_than_it_is(fund, chen, guo, post, close):
    post(date=dt.date(2026, 8, 3))
    close(dt.date(2026, 8, 31))
    step = PeriodStep.objects.create(
        fund=fund, kind="close", year=2026, through=dt.date(2026, 7, 31), asked_by=chen,
        asked_at=clock.now(),
    )  # fmt: skip
    assert "already closed beyond" in refusal(
        APP + f"SELECT mutualfund_move_wall({step.pk}, {guo.pk}, now())"
    )


def test_it_stops_the_owner_from_a_header_without_lines(post):
    post()
    names = (
        "fund_id, year, number, month_number, date, kind, summary, source, purpose, key, content_hash,"
        " maker_id, reviewer_id, poster_id, cashier_id, attachments, posted_at, line_count, total, hash"
    )
    told = names.replace("number,", "number + 1,", 1).replace("source", "'x'").replace(
        " key,", " gen_random_uuid(),"
    )  # fmt: skip
    assert "refused: 0 of 2 lines" in refusal(
        f"INSERT INTO mutualfund_voucher ({names}) SELECT {told} FROM mutualfund_voucher"
    )


@pytest.mark.parametrize(
    "function",
    [
        "mutualfund_post_draft",
        "mutualfund_post_voucher",
        "mutualfund_post_batch",
        "mutualfund_post_year",
        "mutualfund_move_wall",
    ],
)
def test_no_other_role_may_call_the_functions(house, function):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(acl.grantee = 0) FROM pg_proc, aclexplode(proacl) acl"
            " WHERE proname = %s AND acl.privilege_type = 'EXECUTE'",
            [function],
        )
        assert cursor.fetchone() == (False,)
