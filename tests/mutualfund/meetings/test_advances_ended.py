"""紧急垫付 afterwards: ratified by the next meeting and settled, recovered, or come back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from mutualfund.actions.advances import (
    decide_advance,
    make_advance_voucher,
    pay_advance,
    recover_advance,
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
from mutualfund.actions.vouchers import (
    Line,
    draft_reversal,
    draft_voucher,
    post_voucher,
    review_voucher,
    send_back,
)
from mutualfund.advances import account, tally
from mutualfund.books import verify
from mutualfund.models import (
    Account,
    Advance,
    AdvanceStatus,
    Choice,
    Claim,
    CommitteeMember,
    DraftVoucher,
    Fund,
    Payment,
    PayMethod,
    Presence,
    RefusalCode,
    Side,
    Voucher,
    VoucherKind,
)
from mutualfund.purse import purse_on
from tests.mutualfund.fund import (
    announce,
    convene,
    investigate,
    picture,
    vote_all,
)
from tests.mutualfund.meetings.advanced import WHY, balance, press, state
from tests.mutualfund.payments.test_death import die
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from welfare import clock
from welfare.errors import Refused
from welfare.models import AuditEntry


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


def recover(advance: Advance, chen, guo, yun) -> Voucher:
    """All of it comes back from Zhang."""
    draft = recover_advance(advance, amount=advance.amount, on=DAY, by=chen)
    draft = attach_papers(draft, papers=[("回单", picture())], by=chen)
    return enter_money(review_voucher(draft, on=DAY, by=guo), on=DAY, by=yun)


def by_hand(advance: Advance, chen, **told) -> None:
    """A draft as somebody would write it past the action."""
    sides = (Account.objects.of("bank"), Side.DEBIT), (account(), Side.CREDIT)
    party = f"member:{advance.claim.member_id}"
    sign = -1 if "reverses" in told else 1
    lines = [Line(a, side, advance.amount * sign, party) for a, side in sides]
    told = {"source": f"{advance.source}:9", "purpose": "hand"} | told
    draft_voucher(
        Fund.objects.mutual_aid(), date=DAY, summary="x", lines=lines, attachments=1, by=chen,
        **told,
    )  # fmt: skip


def test_what_the_bank_sent_back_is_not_recovered_too(as_, paid, zheng, chen, guo, yun):
    withdraw_claim(paid.claim, reason="不申请了", on=DAY, by=zheng)
    red = draft_reversal(paid.voucher, reason="银行退票", on=DAY, by=chen)
    with pytest.raises(Refused, match="正在红字冲销"):
        recover_advance(paid, amount=Decimal(300), on=DAY, by=chen)
    post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)
    assert state(paid) == "凭证已冲销，等登记退回"
    with pytest.raises(Refused, match="凭证已冲销，等登记退回」，不用收回"):
        recover_advance(paid, amount=Decimal(300), on=DAY, by=chen)
    with pytest.raises(IntegrityError, match="nothing is to be recovered"):
        by_hand(paid, chen)
    page = as_(chen).get(paid.get_absolute_url()).content.decode()
    assert ("登记退回" in page, "登记收回" in page) == (True, False)
    return_advance(paid, reason="账号不符", on=DAY, by=chen)
    assert (balance(), verify()) == (Decimal(10000), [])


def test_what_was_recovered_is_not_reversed_too(paid, zheng, chen, guo, yun):
    withdraw_claim(paid.claim, reason="不申请了", on=DAY, by=zheng)
    waits = recover_advance(paid, amount=Decimal(300), on=DAY, by=chen)
    with pytest.raises(Refused, match="收回的凭证还没有记账"):
        draft_reversal(paid.voucher, reason="退票", on=DAY, by=chen)
    send_back(waits, reason="重做", by=guo)
    back = recover(paid, chen, guo, yun)
    with pytest.raises(Refused, match="已经收回过，先冲销收回的凭证"):
        draft_reversal(paid.voucher, reason="退票", on=DAY, by=chen)
    red = {"kind": VoucherKind.REVERSAL, "reverses": paid.voucher}
    with pytest.raises(IntegrityError, match="was recovered: its voucher stands"):
        by_hand(paid, chen, source=f"voucher:{paid.voucher_id}", purpose="reverse", **red)
    undo(back, chen, guo, yun)
    undo(paid.voucher, chen, guo, yun)
    return_advance(paid, reason="账号不符", on=DAY, by=chen)
    assert (balance(), verify()) == (Decimal(10000), [])


def test_verify_finds_what_came_back_both_ways(paid, zheng, chen, guo, yun, monkeypatch):
    withdraw_claim(paid.claim, reason="不申请了", on=DAY, by=zheng)
    recover(paid, chen, guo, yun)
    assert verify() == []
    monkeypatch.setattr("mutualfund.actions.vouchers.why_not_undone", lambda voucher: "")
    run("ALTER TABLE mutualfund_draftvoucher DISABLE TRIGGER one_way", role="")
    undo(paid.voucher, chen, guo, yun)
    found = {problem.code for problem in verify()}
    assert found == {"advance_back_twice", "advance_reversed", "guard_off"}
    monkeypatch.setattr("mutualfund.actions.bounced.recovery_of", lambda advance: "")
    with pytest.raises(IntegrityError, match="did not come back"):
        return_advance(paid, reason="退票", on=DAY, by=chen)


def test_why_it_came_back_is_sealed_and_shown_with_the_step(as_, paid, chen, guo, yun, lin):
    undo(paid.voucher, chen, guo, yun)
    press(as_(chen), "advance-return", paid, reason="张桂兰的卡销了户")
    told = AuditEntry.objects.filter(action="advance.returned").get()
    assert "销了户" not in str(told.facts)
    kept = Advance.objects.filter(pk=paid.pk).values_list("returned_why", flat=True)
    assert "销了户".encode() not in bytes(kept[0])
    page = as_(chen).get(paid.get_absolute_url()).content.decode()
    assert f"{chen.name}登记：张桂兰的卡销了户" in page
    assert "销了户" not in as_(yun).get(paid.get_absolute_url()).content.decode()


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
