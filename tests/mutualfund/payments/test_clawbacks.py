"""追回 of a part: paid too much, asked back with a reason, by five hands, and counted net everywhere."""

import datetime as dt
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from disclosure.sources import table_of
from mutualfund.actions.clawbacks import (
    ask_clawback,
    decide_clawback,
    make_clawback_voucher,
    take_clawback,
    withdraw_clawback,
)
from mutualfund.actions.endings import confirm_own_money
from mutualfund.actions.handmade import attach_papers
from mutualfund.actions.payments import pay_claim
from mutualfund.actions.vouchers import (
    Line,
    draft_reversal,
    draft_voucher,
    post_voucher,
    review_voucher,
    send_back,
)
from mutualfund.books import verify
from mutualfund.claim_checks import assess
from mutualfund.claim_history import amounts_of
from mutualfund.claim_stats import claim_stats
from mutualfund.clawbacks import draft_of, due_for
from mutualfund.models import Account, Claim, Clawback, Fund, Side, VoucherKind
from mutualfund.purse import purse_on
from mutualfund.shapes import CLAIMS
from staff.models import Household
from tests.mutualfund.fund import facts_of, picture
from tests.mutualfund.sql import as_app, rewrite, run
from tests.people import DAY, make_worker
from tests.welfare.test_annual import words_of
from welfare import clock
from welfare.annual_report import report_of
from welfare.errors import Refused
from welfare.help_page import lines_of
from welfare.models import AuditEntry

WHY = "一张票据重复，多算了"
PART = Decimal(120)
LATER = dt.date(DAY.year + 1, 1, 4)  # a year and a quarter in which nothing was paid


@pytest.fixture
def paid(reviewed, yun) -> Claim:
    """500 yuan went to Zhang's card."""
    pay_claim(reviewed, on=DAY, by=yun)
    return Claim.objects.get(pk=reviewed.pk)


@pytest.fixture
def asked(paid, zheng) -> Clawback:
    """Zheng found that 120 of them were too much."""
    return ask_clawback(paid, amount=PART, reason=WHY, on=DAY, by=zheng)


def take(asked: Clawback, gao, chen, guo, yun, *, made=DAY, on=DAY) -> Clawback:
    """Approved, made with its paper, reviewed, entered."""
    decide_clawback(asked, agrees=True, on=DAY, by=gao)
    draft = make_clawback_voucher(asked, paper=picture(), on=made, by=chen)
    review_voucher(draft, on=made, by=guo)
    return take_clawback(asked, on=on, by=yun)


def press(client, name, row, **sent) -> str:
    """Press a button; the page that follows."""
    return client.post(reverse(name, args=[row.pk]), sent, follow=True).content.decode()


def test_a_part_comes_back_by_five_hands_and_counts_net(
    as_, paid, zhang, zheng, gao, chen, guo, yun, coop
):
    before = purse_on(DAY, coop)
    with as_app():
        page = press(as_(zheng), "claim-clawback", paid, amount="120", reason=WHY)
    assert "等主任批准" in page
    assert f"批准追回：{paid.number} 120.00 元" in as_(gao).get("/office/").content.decode()
    assert WHY in page
    row = Clawback.objects.get()
    with as_app():
        assert "批准了" in press(as_(gao), "clawback-decide", row, agrees="yes")
        assert "附上退款的银行回单" in press(as_(chen), "clawback-voucher", row)
        scan = SimpleUploadedFile("回单.jpg", picture())
        page = press(as_(chen), "clawback-voucher", row, paper=scan)
        assert "已制单，等审核" in page
        assert WHY not in page
        assert "先请审核人看过" in press(as_(yun), "clawback-take", row)
        review_voucher(draft_of(row), on=DAY, by=guo)
        assert "钱追回来了" in press(as_(yun), "clawback-take", row)
    assert take_clawback(row, on=DAY, by=yun).voucher.attachments == 1
    assert dict(amounts_of(paid)) | {"实付": 500, "追回": 120} == dict(amounts_of(paid))
    listed = [one.back for one in CLAIMS.rows(zheng, {}, DAY)]
    assert listed == [PART]
    after = purse_on(DAY, coop)
    assert (after.balance - before.balance, before.spent - after.spent) == (PART, PART)
    assert claim_stats(on=DAY).total.amount == Decimal(380)
    assert assess(facts_of(zhang), on=DAY).arithmetic.used == Decimal(380)
    told = words_of(report_of(DAY.year, user=gao, on=DAY))
    assert "500.00元。追回多付的120.00元，减去追回是380.00元。其中" in told
    assert [line.amount for line in lines_of([zhang.pk], since=None, until=DAY)] == [Decimal(380)]
    assert "后来追回 120.00 元" in as_(zhang.user).get(f"/me/claims/{paid.pk}/").content.decode()
    assert verify() == []


def test_what_is_wrong_with_it_is_said(paid, asked, zheng, gao, chen):
    told = {"reason": WHY, "on": DAY, "by": zheng}
    with pytest.raises(Refused, match="上一次追回还没有办完"):
        ask_clawback(paid, amount=PART, **told)
    with pytest.raises(Refused, match="是您提出的"):
        decide_clawback(asked, agrees=True, on=DAY, by=zheng)
    with pytest.raises(Refused, match="批准以后才能收钱"):
        make_clawback_voucher(asked, paper=picture(), on=DAY, by=chen)
    decide_clawback(asked, agrees=False, on=DAY, by=gao)
    with pytest.raises(Refused, match="不用再批"):
        decide_clawback(asked, agrees=True, on=DAY, by=gao)
    for amount in (Decimal(0), Decimal(500)):
        with pytest.raises(Refused, match=r"小于 500\.00 元。整笔都要退的，红字冲销"):
            ask_clawback(paid, amount=amount, **told)
    with pytest.raises(Refused, match="追回要写原因"):
        ask_clawback(paid, amount=PART, reason=" ", on=DAY, by=zheng)
    assert WHY.encode() not in bytes(Clawback.objects.values_list("reason", flat=True)[0])
    assert WHY not in str(AuditEntry.objects.filter(action="clawback.asked").get().facts)


def test_who_asked_takes_a_slip_back_and_the_approval_outlives_its_giving_up(
    as_, paid, asked, zheng, gao, chen
):
    with pytest.raises(Refused, match="不是您提出的"):
        withdraw_clawback(asked, on=DAY, by=gao)
    with pytest.raises(DatabaseError, match="does not decide"):
        run(
            "UPDATE mutualfund_clawback SET status = 'declined', given_up_on = now(),"
            " given_up_by_id = %s", gao.pk,
        )  # fmt: skip
    with as_app():
        assert "撤回了，不追回" in press(as_(zheng), "clawback-withdraw", asked)
    with pytest.raises(Refused, match="不能撤回"):
        withdraw_clawback(asked, on=DAY, by=zheng)
    row = ask_clawback(paid, amount=PART, reason=WHY, on=DAY, by=zheng)
    decide_clawback(row, agrees=True, on=DAY, by=gao)
    with pytest.raises(DatabaseError, match="goes forward only"):
        run(
            "UPDATE mutualfund_clawback SET status = 'declined', decided_by_id = %s"
            " WHERE status = 'approved'", chen.pk,
        )  # fmt: skip
    later = DAY + dt.timedelta(days=1)
    with as_app():
        row = decide_clawback(row, agrees=False, on=later, by=gao)
    assert (row.decided_on, row.given_up_on, row.given_up_by) == (DAY, later, gao)
    page = as_(zheng).get(paid.get_absolute_url()).content.decode()
    assert "撤回追回" in page
    assert f"{DAY} {gao.name}批准" in page
    assert draft_reversal(paid.payment.voucher, reason="退票", on=DAY, by=chen)


def test_who_asked_or_approved_does_not_review_its_voucher(asked, zheng, gao, chen, guo):
    decide_clawback(asked, agrees=True, on=DAY, by=gao)
    draft = make_clawback_voucher(asked, paper=picture(), on=DAY, by=chen)
    for person, why in ((zheng, "是您提出的"), (gao, "是您批准的")):
        with pytest.raises(Refused, match=why):
            review_voucher(draft, on=DAY, by=person)
    assert review_voucher(draft, on=DAY, by=guo).reviewer == guo


def test_nobody_decides_on_a_claim_he_does_not_see(as_, asked, gao):
    sees = Permission.objects.get(codename="view_claims")
    for group in gao.groups.all():
        group.permissions.remove(sees)
    answer = as_(gao).post(reverse("clawback-decide", args=[asked.pk]), {"agrees": "yes"})
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert not Clawback.objects.exclude(status="asked").exists()


def test_the_payee_is_told_what_to_give_back_once_it_is_approved(
    as_, paid, asked, zhang, gao, chen
):
    address = f"/me/claims/{paid.pk}/"
    assert "多付" not in as_(zhang.user).get(address).content.decode()
    decide_clawback(asked, agrees=True, on=DAY, by=gao)
    page = as_(zhang.user).get(address).content.decode()
    assert "多付了 120.00 元，请退到工会的银行账户" in page
    assert WHY not in page
    confirm_own_money(paid, on=DAY, by=zhang.user)
    assert "<b>多付了 120.00 元，请退回</b>" in as_(zhang.user).get(address).content.decode()
    make_clawback_voucher(asked, paper=picture(), on=DAY, by=chen)
    page = as_(zhang.user).get(address).content.decode()
    assert "退来的钱正在入账" in page
    assert "请退" not in page


def test_a_clawback_waits_only_for_who_may_take_its_next_act(
    as_, asked, zheng, gao, chen, guo, yun
):
    def waits(person, act) -> bool:
        page = reverse("claim-list") + f"?clawback={act}"
        listed = asked.claim.number in as_(person).get(page).content.decode()
        assert listed == bool(due_for(person, act))
        return listed

    assert waits(gao, "decide")
    assert not waits(zheng, "decide")
    assert not waits(chen, "make")
    decide_clawback(asked, agrees=True, on=DAY, by=gao)
    assert waits(chen, "make")
    assert not waits(gao, "make")
    review_voucher(make_clawback_voucher(asked, paper=picture(), on=DAY, by=chen), on=DAY, by=guo)
    assert (waits(chen, "make"), waits(yun, "take"), waits(chen, "take")) == (False, True, False)


def test_a_payment_is_taken_back_by_parts_or_whole(paid, asked, zheng, gao, chen, guo, yun):
    with pytest.raises(Refused, match="正在追回 120"):
        draft_reversal(paid.payment.voucher, reason="退票", on=DAY, by=chen)
    row = take(asked, gao, chen, guo, yun)
    with pytest.raises(Refused, match="已经追回过 120"):
        draft_reversal(paid.payment.voucher, reason="退票", on=DAY, by=chen)
    whole = [(line.account, line.side, line.amount) for line in paid.payment.voucher.entries.all()]
    with pytest.raises(IntegrityError, match="came back: its voucher stands"):
        draft_voucher(
            Fund.objects.mutual_aid(), date=DAY, summary="x", source="voucher:1", attachments=1,
            lines=[Line(account, Side(side), -amount) for account, side, amount in whole],
            purpose="reverse", kind=VoucherKind.REVERSAL, reverses=paid.payment.voucher, by=chen,
        )  # fmt: skip
    red = draft_reversal(row.voucher, reason="没有到账", on=DAY, by=chen)
    post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)
    assert not Clawback.objects.taken().exists()
    assert draft_reversal(paid.payment.voucher, reason="退票", on=DAY, by=chen)
    with pytest.raises(Refused, match="正在红字冲销"):
        ask_clawback(Claim.objects.get(), amount=PART, reason=WHY, on=DAY, by=zheng)


def test_the_database_wants_the_same_hands(paid, asked, zheng, gao, chen):
    for attack, words in (
        ("UPDATE mutualfund_clawback SET amount = 1", "permission denied"),
        ("DELETE FROM mutualfund_clawback", "permission denied"),
        ("UPDATE mutualfund_clawback SET status = 'taken'", "goes forward only"),
        (
            "UPDATE mutualfund_clawback SET status = 'approved', decided_on = now(),"
            " decided_by_id = asked_by_id",
            "approved_by_another",
        ),
        (
            "INSERT INTO mutualfund_clawback (uid, claim_id, payment_id, amount, reason, status,"
            " asked_by_id, asked_on) SELECT gen_random_uuid(), claim_id, payment_id, 380, reason,"
            " 'asked', asked_by_id, asked_on FROM mutualfund_clawback",
            "gives back no part",
        ),
    ):
        with pytest.raises(DatabaseError, match=words):
            run(attack)
    bank, aid = Account.objects.of("bank"), Account.objects.of("aid_education")
    with pytest.raises(IntegrityError, match="is not approved"):
        draft_voucher(
            Fund.objects.mutual_aid(), date=DAY, summary="x", source=asked.source, attachments=1,
            lines=[Line(bank, Side.DEBIT, PART), Line(aid, Side.CREDIT, PART)],
            purpose="clawback", by=chen,
        )  # fmt: skip


def test_verify_finds_more_taken_back_than_paid(asked, gao, chen, guo, yun):
    take(asked, gao, chen, guo, yun)
    run("ALTER TABLE mutualfund_clawback DISABLE TRIGGER goes_on", role="")
    Clawback.objects.update(amount=501)
    run("ALTER TABLE mutualfund_clawback ENABLE ALWAYS TRIGGER goes_on", role="")
    assert {problem.code for problem in verify()} == {"clawback_differs", "clawback_too_much"}


def test_nothing_counts_as_back_without_money_on_the_payments_correction(
    paid, asked, gao, chen, guo, yun
):
    decide_clawback(asked, agrees=True, on=DAY, by=gao)

    def take_by(account: str, corrects) -> None:
        aid, party = Account.objects.of("aid_education"), f"member:{paid.member_id}"
        lines = [
            Line(Account.objects.of(account), Side.DEBIT, PART), Line(aid, Side.CREDIT, PART, party),
        ]  # fmt: skip
        draft = draft_voucher(
            Fund.objects.mutual_aid(), date=DAY, summary="x", source=asked.source, attachments=0,
            lines=lines, purpose="clawback", corrects=corrects, by=chen,
        )  # fmt: skip
        draft = attach_papers(draft, papers=[("退款回单", picture())], by=chen)
        review_voucher(draft, on=DAY, by=guo)
        take_clawback(asked, on=DAY, by=yun)

    for account, corrects in (("fees", paid.payment.voucher), ("bank", None)):
        with pytest.raises(IntegrityError, match="does not fit its voucher"), transaction.atomic():
            take_by(account, corrects)
    run("ALTER TABLE mutualfund_clawback DISABLE TRIGGER goes_on", role="")
    take_by("fees", paid.payment.voucher)
    run("ALTER TABLE mutualfund_clawback ENABLE ALWAYS TRIGGER goes_on", role="")
    assert {problem.code for problem in verify()} == {"clawback_without_money"}


def test_it_counts_on_the_day_it_has_in_the_books(asked, gao, chen, guo, yun):
    with clock.travel(LATER):
        take(asked, gao, chen, guo, yun, made=DAY, on=LATER)
    assert claim_stats(on=DAY).total.amount == Decimal(380)
    assert claim_stats(on=LATER, since=LATER.replace(day=1)).total.amount == 0


def test_where_nothing_was_paid_it_lowers_its_part_and_shows_nobodys_kind(
    paid, asked, gao, chen, guo, yun
):
    rewrite(Claim.objects.get(), guard="keeps_facts", subtype="升大学")
    with clock.travel(LATER):
        take(asked, gao, chen, guo, yun, made=LATER, on=LATER)
    (part,) = claim_stats(on=LATER, since=LATER.replace(day=1), divided=True).kinds[0].parts
    assert (part.label, part.cases, part.persons, part.amount) == ("升大学", 0, 0, -PART)
    shown = [row[1:4] for row in table_of(f"fund:{LATER.year}:1").rows]
    assert shown[1:-1] == [["其他补助", "", "-120.00"]]
    assert "补助：无。追回多付的120.00元" in words_of(report_of(LATER.year, user=gao, on=LATER))


def test_a_maker_who_became_family_since_is_told_and_another_makes_it(
    asked, zhang, gao, chen, guo, yun
):
    decide_clawback(asked, agrees=True, on=DAY, by=gao)
    review_voucher(make_clawback_voucher(asked, paper=picture(), on=DAY, by=chen), on=DAY, by=guo)
    zhang.household = Household.objects.create(number="H-9")
    zhang.save()
    make_worker(chen.name, household=zhang.household, user=chen)
    with pytest.raises(Refused, match=r"制单人陈静.*请退回凭证，由别人制单"):
        take_clawback(asked, on=DAY, by=yun)
    send_back(draft_of(asked), reason="换人制单", by=guo)
    assert draft_of(asked) is None
