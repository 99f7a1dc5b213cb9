"""紧急垫付: capped, by two people, paid at once, ratified by the next meeting or recovered."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError
from django.urls import reverse

from mutualfund.actions.advances import (
    decide_advance,
    make_advance_voucher,
    pay_advance,
    propose_advance,
)
from mutualfund.actions.bounced import reopen_claim, return_advance
from mutualfund.actions.claims import withdraw_claim
from mutualfund.actions.decisions import Refusal, finalise_item, finalise_ripe_items
from mutualfund.actions.handmade import attach_papers, enter_money
from mutualfund.actions.meeting_papers import close_meeting
from mutualfund.actions.meetings import (
    open_meeting,
    plan_meeting,
    record_attendance,
)
from mutualfund.actions.pay_batches import make_batch
from mutualfund.actions.payments import make_payment_voucher, pay_claim, review_payment
from mutualfund.actions.postponing import postpone_item
from mutualfund.actions.vouchers import draft_reversal, post_voucher, review_voucher
from mutualfund.advances import draft_of, tally, told, with_claims
from mutualfund.books import verify
from mutualfund.models import (
    Advance,
    AdvanceStatus,
    Charter,
    Choice,
    Claim,
    ClaimKind,
    CommitteeMember,
    DraftVoucher,
    Payment,
    PayMethod,
    Presence,
    RefusalCode,
)
from mutualfund.purse import purse_on
from staff.actions.cards import ask_card_change, confirm_card_change
from staff.models import Relation
from tests.mutualfund.fund import (
    announce,
    convene,
    enrol,
    file_claim,
    investigate,
    picture,
    vote_all,
)
from tests.mutualfund.payments.test_death import die
from tests.mutualfund.sql import as_app, run
from tests.people import DAY, make_worker
from welfare import clock
from welfare.errors import Refused

WHY = "住院押金等着交"
BAR = Decimal(300)


@pytest.fixture
def ill(zhang_joined, zheng) -> Claim:
    """Zhang is in hospital: 542 yuan by the charter."""
    return file_claim(
        zhang_joined.worker, by=zheng, kind=ClaimKind.MEDICAL, relation=Relation.SELF,
        beneficiary="张桂兰", event="住院手术", total_cost=Decimal(6420),
    )  # fmt: skip


@pytest.fixture
def proposed(ill, committee, zheng) -> Advance:
    """Zheng asks for 300."""
    return propose_advance(ill, amount=BAR, reason=WHY, on=DAY, by=zheng)


def pay_out(advance: Advance, gao, chen, guo, yun) -> Advance:
    """Approved, made, reviewed, paid."""
    decide_advance(advance, agrees=True, on=DAY, by=gao)
    draft = make_advance_voucher(advance, on=DAY, by=chen)
    review_voucher(draft, on=DAY, by=guo)
    return pay_advance(advance, on=DAY, by=yun)


@pytest.fixture
def paid(proposed, gao, chen, guo, yun) -> Advance:
    """The money is gone."""
    return pay_out(proposed, gao, chen, guo, yun)


@pytest.fixture
def before_the_committee(paid, zheng, liang, he) -> Claim:
    """Two looked into it: it waits for the meeting."""
    return investigate(paid.claim, [liang, he], by=zheng)


def state(advance: Advance, on: dt.date = DAY) -> str:
    """What became of it, as the list says it."""
    (row,) = [one for one in told(with_claims(), on=on) if one.advance.pk == advance.pk]
    return row.words


def balance() -> Decimal:
    """What lies in the bank."""
    return purse_on(DAY, Charter.objects.get()).balance


def press(client, name, row, **sent) -> str:
    """Press a button; the page that follows."""
    return client.post(reverse(name, args=[row.pk]), sent, follow=True).content.decode()


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


@pytest.fixture
def accepted_other(coop, zheng) -> Claim:
    """Somebody's child goes to school: no emergency."""
    worker = make_worker("李秀芬")
    enrol(worker, joined_on=DAY.replace(month=2))
    return file_claim(worker, by=zheng, beneficiary="李小海")


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


def test_the_next_meeting_must_take_it_up(
    as_, before_the_committee, accepted_other, zheng, liang, he, gao
):
    other = investigate(accepted_other, [liang, he], by=zheng)
    with pytest.raises(Refused, match="已经紧急垫付，要在这次会上追认"):
        convene([other], chair=gao, recorder=zheng)
    sitting = convene([other, before_the_committee], chair=gao, recorder=zheng)
    text = as_(gao).get(sitting.get_absolute_url()).content.decode()
    assert "已垫付 300，请追认" in text
    case = reverse("meeting-case", args=[sitting.pk, 2])
    assert "这次表决就是追认" in as_(gao).get(case).content.decode()


def test_no_meeting_opens_past_it(paid, accepted_other, zheng, liang, he, gao):
    """Planned before the advance was looked into: it must be put on an agenda first."""
    other = investigate(accepted_other, [liang, he], by=zheng)
    sitting = convene_later(other, gao, zheng)
    investigate(paid.claim, [liang, he], by=zheng)
    with pytest.raises(Refused, match="还没排上议程"):
        open_meeting(sitting, on=DAY, by=zheng)
    with pytest.raises(IntegrityError, match="passes over an advance"):
        run("UPDATE mutualfund_meeting SET status = 'open' WHERE id = %s", sitting.pk)


def convene_later(claim, chair, recorder):
    """A meeting that is planned, with all there, and not opened."""
    seats = list(CommitteeMember.objects.in_office(on=DAY))
    meeting = plan_meeting(
        held_on=DAY, place="工会会议室", chair=next(s for s in seats if s.user_id == chair.pk),
        recorder=recorder, claims=[claim], by=recorder,
    )  # fmt: skip
    everyone = {seat.pk: Presence.PRESENT for seat in seats}
    record_attendance(meeting, presence=everyone, on=DAY, by=recorder)
    return meeting


def test_before_the_meeting_it_is_not_put_off(before_the_committee, gao, zheng):
    sitting = convene_later(before_the_committee, gao, zheng)
    with pytest.raises(Refused, match="要在这次会上追认"):
        postpone_item(sitting.items.get(), on=DAY, by=zheng)


def test_what_is_agreed_to_is_ratified_and_settled_by_the_payment(
    as_, before_the_committee, paid, committee, gao, zheng, bian, chen, guo, yun
):
    sitting = convene([before_the_committee], chair=gao, recorder=zheng)
    vote_all(sitting, committee)
    finalise_ripe_items(sitting, on=DAY, by=gao)
    assert state(paid) == "已追认"
    close_meeting(sitting, on=DAY, by=zheng)
    page = as_(gao).get(reverse("meeting-pay-list", args=[sitting.pk])).content.decode()
    assert "人民币贰佰肆拾贰元整" in page
    claim = announce(Claim.objects.get(pk=before_the_committee.pk), by=bian)
    assert purse_on(DAY, claim.charter).committed == Decimal(242)
    make_payment_voucher(claim, on=DAY, by=chen)
    review_payment(claim, on=DAY, by=guo)
    with pytest.raises(Refused, match=r"已经垫付 300.00 元，只付余下的"):
        make_batch([claim.pk], method=PayMethod.BANK, on=DAY, by=yun)
    pay_claim(claim, on=DAY, by=yun)
    assert balance() == Decimal(10000) - Decimal(542)
    assert Advance.objects.outstanding() == 0
    assert Payment.objects.get().amount == Decimal(542)
    assert verify() == []


def undo(voucher, chen, guo, yun) -> None:
    """The bank sent the money back: reversed in red."""
    red = draft_reversal(voucher, reason="银行退票", on=DAY, by=chen)
    post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)


def agreed(claim, committee, gao, zheng, bian) -> Claim:
    """Agreed to, and its notice is over."""
    sitting = convene([claim], chair=gao, recorder=zheng)
    vote_all(sitting, committee)
    finalise_ripe_items(sitting, on=DAY, by=gao)
    return announce(Claim.objects.get(pk=claim.pk), by=bian)


def test_a_payment_that_came_back_settles_its_advance_again(
    before_the_committee, committee, gao, zheng, bian, chen, guo, yun
):
    claim = agreed(before_the_committee, committee, gao, zheng, bian)
    for _ in range(2):
        make_payment_voucher(claim, on=DAY, by=chen)
        review_payment(claim, on=DAY, by=guo)
        later = DAY + dt.timedelta(days=1)  # the day of the money, not that of the voucher
        with clock.travel(later), as_app():
            payment = pay_claim(claim, on=later, by=yun)
        if not Payment.with_bounced.filter(bounced_claim=claim).exists():
            with clock.travel(later):
                red = draft_reversal(payment.voucher, reason="退票", on=later, by=chen)
                post_voucher(review_voucher(red, on=later, by=guo), on=later, by=chen, cashier=yun)
                claim = reopen_claim(claim, reason="账号不符", on=later, by=chen)
    with clock.travel(later):
        assert purse_on(later, claim.charter).balance == Decimal(10000) - Decimal(542)
        assert Advance.objects.outstanding() == 0
        assert verify() == []


def test_an_advance_that_came_back_was_not_paid(
    as_, before_the_committee, paid, committee, gao, zheng, bian, chen, guo, yun
):
    assert "还没有红字冲销" in press(as_(chen), "advance-return", paid, reason="退票")
    with pytest.raises(IntegrityError, match="did not come back"):
        run("UPDATE mutualfund_advance SET status = 'bounced'")
    claim = agreed(before_the_committee, committee, gao, zheng, bian)
    undo(paid.voucher, chen, guo, yun)
    assert "advance_reversed" in [problem.code for problem in verify()]
    with pytest.raises(Refused, match="在垫付的页上登记退回"):
        make_payment_voucher(claim, on=DAY, by=chen)
    assert "登记退回" in as_(chen).get(paid.get_absolute_url()).content.decode()
    with as_app():
        assert "已登记退回" in press(as_(chen), "advance-return", paid, reason="账号不符")
    make_payment_voucher(claim, on=DAY, by=chen)
    review_payment(claim, on=DAY, by=guo)
    pay_claim(claim, on=DAY, by=yun)
    assert balance() == Decimal(10000) - Decimal(542)
    assert Advance.objects.outstanding() == 0
    assert verify() == []


def test_no_payment_settles_an_advance_that_came_back(
    before_the_committee, paid, committee, gao, zheng, bian, chen, guo, yun, monkeypatch
):
    claim = agreed(before_the_committee, committee, gao, zheng, bian)
    make_payment_voucher(claim, on=DAY, by=chen)
    review_payment(claim, on=DAY, by=guo)
    undo(paid.voucher, chen, guo, yun)
    with pytest.raises(Refused, match="先请审核人退回那张凭证"):
        return_advance(paid, reason="退票", on=DAY, by=chen)
    with pytest.raises(Refused, match="在垫付的页上登记退回"):
        pay_claim(claim, on=DAY, by=yun)
    monkeypatch.setattr("mutualfund.actions.payments.refuse_returned", lambda claim: None)
    with pytest.raises(IntegrityError, match="settles an advance that came back"):
        pay_claim(claim, on=DAY, by=yun)


def test_what_is_refused_is_recovered_in_parts_and_shown(
    as_, client, before_the_committee, paid, committee, gao, zheng, chen, guo, yun
):
    sitting = convene([before_the_committee], chair=gao, recorder=zheng)
    vote_all(sitting, committee, Choice.REFUSE)
    refusal = Refusal(RefusalCode.UNTRUE, "没有住院")
    finalise_item(sitting.items.get(), refusal=refusal, on=DAY, by=gao)
    assert state(paid) == "没有追认，正在收回"
    assert "收回紧急垫付" in as_(zheng).get("/office/").content.decode()
    assert "正在收回 1 笔" in client.get(reverse("fund-public")).content.decode()
    assert "金额要大于 0" in press(as_(chen), "advance-recover", paid, amount="301")
    for part in ("100", "200"):
        assert "收回的凭证已制单" in press(as_(chen), "advance-recover", paid, amount=part)
        assert "上一笔收回的凭证还没有记账" in press(as_(chen), "advance-recover", paid, amount="1")
        draft = attach_papers(
            DraftVoucher.objects.latest("pk"), papers=[("回单", picture())], by=chen
        )
        enter_money(review_voucher(draft, on=DAY, by=guo), on=DAY, by=yun)
    assert state(paid) == "已收回"
    assert (balance(), Advance.objects.outstanding()) == (Decimal(10000), 0)
    assert "不用收回" in press(as_(chen), "advance-recover", paid, amount="1")
    assert verify() == []


def test_it_is_overdue_after_the_term_or_a_meeting_without_it(as_, client, paid, zheng, gao):
    term = dt.timedelta(days=paid.claim.charter.ratify_days)
    assert state(paid, DAY + term) == "等追认"
    late = DAY + term + dt.timedelta(days=1)
    assert state(paid, late) == "超期没有追认"
    assert tally(on=late).overdue == 1
    with clock.travel(late):
        assert "紧急垫付超期没有追认" in as_(zheng).get("/office/").content.decode()
        assert "其中超期 1 笔" in client.get(reverse("fund-public")).content.decode()
        listed = as_(gao).get(reverse("advance-list"), {"state": "overdue"}).content.decode()
        assert paid.number in listed
    others = as_(gao).get(reverse("advance-list"), {"state": AdvanceStatus.PROPOSED})
    assert paid.number not in others.content.decode()


def test_the_reason_is_sealed_and_read_by_who_decides(as_, proposed, gao, chen):
    assert WHY in as_(gao).get(proposed.get_absolute_url()).content.decode()
    assert WHY not in as_(chen).get(proposed.get_absolute_url()).content.decode()
    kept = Advance.objects.filter(pk=proposed.pk).values_list("reason", flat=True)
    assert WHY.encode() not in bytes(kept[0])


def test_what_is_withdrawn_after_it_was_advanced_comes_back(paid, zheng):
    withdraw_claim(paid.claim, reason="不申请了", on=DAY, by=zheng)
    assert state(paid) == "没有追认，正在收回"


def test_nothing_is_advanced_to_the_dead(proposed, gao, chen, guo, yun, zhou):
    decide_advance(proposed, agrees=True, on=DAY, by=gao)
    draft = make_advance_voucher(proposed, on=DAY, by=chen)
    review_voucher(draft, on=DAY, by=guo)
    die(proposed.claim, zhou)
    with pytest.raises(Refused, match="去世，停止付款"):
        pay_advance(proposed, on=DAY, by=yun)
