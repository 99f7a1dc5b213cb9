"""紧急垫付: capped, by two people, paid at once, and what the database keeps of it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError

from mutualfund.actions.advances import (
    decide_advance,
    make_advance_voucher,
    pay_advance,
    propose_advance,
)
from mutualfund.advances import draft_of
from mutualfund.books import verify
from mutualfund.models import (
    Advance,
)
from staff.actions.cards import ask_card_change, confirm_card_change
from tests.mutualfund.meetings.advanced import BAR, WHY, balance, pay_out, press
from tests.mutualfund.sql import run
from tests.people import DAY
from welfare.errors import Refused


def test_it_goes_over_five_desks_at_once(as_, ill, committee, zheng, gao, chen, guo, yun):
    assert "等不到开会，紧急垫付" in as_(zheng).get(ill.get_absolute_url()).content.decode()
    assert "等主任批准" in press(as_(zheng), "claim-advance", ill, amount="300", reason=WHY)
    advance = Advance.objects.get()
    assert "批准紧急垫付" in as_(gao).get("/office/").content.decode()
    assert "批准了，会计可以制单" in press(as_(gao), "advance-decide", advance, agrees="yes")
    assert "已制单，等审核" in press(as_(chen), "advance-voucher", advance)
    assert "审核紧急垫付" in as_(guo).get("/office/").content.decode()
    assert "还没有审核" in press(as_(yun), "advance-pay", advance)
    press(as_(guo), "draft-review", draft_of(advance))
    text = press(as_(yun), "advance-pay", advance)
    assert "下一次委员会会议要追认" in text
    assert "等追认" in text
    assert balance() == Decimal(9700)
    assert "已垫付" in press(as_(yun), "advance-pay", advance)
    assert balance() == Decimal(9700)
    assert verify() == []


def test_it_is_capped_and_only_for_what_the_charter_names(as_, ill, accepted_other, zheng):
    text = press(as_(zheng), "claim-advance", ill, amount="300.01", reason=WHY)
    assert "按章程第二十条，这件最多垫付 300.00 元" in text
    assert "写明为什么等不到开会" in press(as_(zheng), "claim-advance", ill, amount="10")
    text = press(as_(zheng), "claim-advance", accepted_other, amount="10", reason=WHY)
    assert "子女入学不能紧急垫付" in text
    assert not Advance.objects.exists()


def test_one_claim_has_one_advance(proposed, zheng):
    with pytest.raises(Refused, match="已经有一笔紧急垫付"):
        propose_advance(proposed.claim, amount=BAR, reason=WHY, on=DAY, by=zheng)


def test_who_proposes_or_stands_near_does_not_approve(as_, proposed, zheng, gao, hire):
    with pytest.raises(Refused, match="由别人批准"):
        decide_advance(proposed, agrees=True, on=DAY, by=zheng)
    statement = (
        "UPDATE mutualfund_advance SET status = 'approved', decided_by_id = %s, decided_on = %s"
    )
    with pytest.raises(IntegrityError):
        run(statement, zheng.pk, DAY)
    text = press(as_(gao), "advance-decide", proposed)
    assert "选「批准」或「不批准」" in text


def test_what_is_declined_is_not_paid_and_may_be_asked_for_again(as_, proposed, gao, chen, zheng):
    assert "没有批准" in press(as_(gao), "advance-decide", proposed, agrees="no")
    assert "批准以后才能制单" in press(as_(chen), "advance-voucher", proposed)
    assert propose_advance(proposed.claim, amount=BAR, reason=WHY, on=DAY, by=zheng).pk


def test_it_is_not_paid_unless_approved_and_by_other_hands(proposed, gao, chen, yun):
    with pytest.raises(Refused, match="没有等着付的凭证"):
        pay_advance(proposed, on=DAY, by=yun)
    decide_advance(proposed, agrees=True, on=DAY, by=gao)
    with pytest.raises(Refused, match="您提出或批准了这笔垫付"):
        make_advance_voucher(proposed, on=DAY, by=gao)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE mutualfund_advance SET amount = 9", "goes forward only"),
        ("UPDATE mutualfund_advance SET status = 'proposed'", "goes forward only"),
        ("UPDATE mutualfund_advance SET status = 'paid'", "goes forward only"),
    ],
)
def test_the_database_keeps_what_was_asked_and_done(paid, statement, words):
    with pytest.raises(IntegrityError, match=words):
        run(statement)
    with pytest.raises(ProgrammingError, match="permission denied"):
        run("DELETE FROM mutualfund_advance")


@pytest.mark.parametrize("amount", ["300.01", "9999"])
def test_the_database_knows_the_cap(ill, zheng, amount):
    statement = (
        "INSERT INTO mutualfund_advance (uid, number, claim_id, amount, status, proposed_by_id,"
        " proposed_on, method, card_last4)"
        " VALUES (gen_random_uuid(), 'DF-X', %s, %s, 'proposed', %s, %s, '', '')"
    )
    with pytest.raises(IntegrityError, match="takes no advance"):
        run(statement, ill.pk, amount, zheng.pk, DAY)


def test_it_goes_to_no_card_that_was_just_changed(
    proposed, gao, chen, guo, yun, zheng, zhou, monkeypatch
):
    card = "6222020200112233445"
    change = ask_card_change(
        proposed.claim.member.worker,
        card=card,
        bank_name="",
        bank_branch="",
        document="新卡",
        by=zheng,
    )
    confirm_card_change(change, card=card, by=zhou)
    with pytest.raises(Refused, match="72 小时"):
        pay_out(proposed, gao, chen, guo, yun)
    monkeypatch.setattr("mutualfund.actions.advances.card_for", lambda claim: card)
    with pytest.raises(IntegrityError, match="72 hours"):
        pay_advance(proposed, on=DAY, by=yun)


def test_the_database_pays_none_without_its_voucher(proposed, gao, yun):
    decide_advance(proposed, agrees=True, on=DAY, by=gao)
    voucher = "(SELECT min(id) FROM mutualfund_voucher)"
    statement = (
        f"UPDATE mutualfund_advance SET status = 'paid', voucher_id = {voucher}, paid_on = %s,"
        " cashier_id = %s, method = 'cash'"
    )
    with pytest.raises(IntegrityError, match="does not fit its voucher"):
        run(statement, DAY, yun.pk)
