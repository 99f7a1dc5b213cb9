"""困难救助: file first, approved by another, paid by three more, asked about; all help on one sheet."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from disclosure.period_tables import periods_to_announce
from disclosure.sources import table_of
from mutualfund.actions.campaigns import approve_with_money
from mutualfund.actions.drawer import move_cash
from mutualfund.actions.handmade import enter_money
from mutualfund.actions.reliefs import (
    Asked,
    Handed,
    decide_relief,
    make_relief_voucher,
    pay_relief,
    propose_relief,
    record_relief_call,
)
from mutualfund.actions.vouchers import draft_reversal, post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.models import Fund, FundKey, Relief, ReliefKind
from mutualfund.models.counts import CashWay
from mutualfund.relief_duties import draft_of
from mutualfund.relief_money import relief_in_bank
from staff.actions.campaigns import plan_campaign
from staff.actions.departures import leave_roster
from staff.actions.kinships import declare_kinship
from staff.models import KinRelation, LeaveReason
from staff.plan_digest import digest_of
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import force, run
from tests.people import DAY, make_worker
from tests.staff.campaign import allot, make_file, plan_of
from welfare import clock
from welfare.errors import Refused
from welfare.help_page import lines_of

CARD = "6222020000001233306"
ILL = Asked(ReliefKind.ILLNESS, Decimal(500), "段工会〔2026〕示例 15 号", "住院两个月")


@pytest.fixture
def purse(house, chen, guo, yun):
    """5,000 yuan of the 送温暖 fund."""
    allot(5_000, maker=chen, reviewer=guo, cashier=yun)


@pytest.fixture
def asked(purse, zhang, zheng) -> Relief:
    """Zheng asks 500 for Zhang, whose file is in force."""
    zhang.bank_card = CARD
    zhang.save()
    make_file(zhang, zheng)
    return propose_relief(zhang, ILL, on=DAY, by=zheng)


@pytest.fixture
def ready(asked, gao, chen, guo) -> Relief:
    """Approved, made, reviewed."""
    decide_relief(asked, agrees=True, on=DAY, by=gao)
    review_voucher(make_relief_voucher(asked, on=DAY, by=chen), on=DAY, by=guo)
    return asked


@pytest.fixture
def paid(ready, yun) -> Relief:
    """The money is on Zhang's card."""
    return pay_relief(ready, on=DAY, by=yun)


def press(client, name, row, **sent) -> str:
    """Press a button; the page that follows."""
    return client.post(reverse(name, args=[row.pk]), sent, follow=True).content.decode()


def test_it_goes_over_five_desks_and_is_asked_about(as_, purse, zhang, zheng, gao, chen, guo, yun):
    zhang.bank_card = CARD
    zhang.save()
    make_file(zhang, zheng)
    assert "提出救助" in as_(zheng).get(zhang.get_absolute_url()).content.decode()
    form = {"kind": "illness", "amount": "500", "document_no": "示例 15 号", "reason": "住院"}
    assert "等主任委员批准" in press(as_(zheng), "relief-new", zhang, **form)
    relief = Relief.objects.get()
    assert "批准：张桂兰 大病救助 500.00 元" in as_(gao).get("/office/").content.decode()
    assert "会计可以制单" in press(as_(gao), "relief-decide", relief, agrees="yes")
    assert "已制单，等审核" in press(as_(chen), "relief-voucher", relief)
    assert "还没有审核" in press(as_(yun), "relief-pay", relief, method="bank")
    assert "审核：张桂兰" in as_(guo).get("/office/").content.decode()
    press(as_(guo), "draft-review", draft_of(relief))
    assert "已发放" in press(as_(yun), "relief-pay", relief, method="bank")
    assert "已发放" in press(as_(yun), "relief-pay", relief, method="bank")  # a second click
    assert relief_in_bank(DAY) == Decimal(4_500)
    later = DAY + dt.timedelta(days=7)
    with clock.travel(later):
        assert "发了 7 天还没问钱到了没有" in as_(zheng).get("/office/").content.decode()
        assert "已到本人" not in as_(zheng).get(reverse("relief-list")).content.decode()
        press(as_(zheng), "relief-call", relief, arrived="yes")
        assert "已到本人" in as_(zheng).get(reverse("relief-list")).content.decode()
    assert verify() == []


def test_nobody_without_a_file_but_for_what_befalls_anybody(purse, zheng):
    worker = make_worker()
    with pytest.raises(Refused, match="先建档，后帮扶"):
        propose_relief(worker, ILL, on=DAY, by=zheng)
    asked = Asked(ReliefKind.HOSPITAL, Decimal(200), "示例 1", "住院")
    assert propose_relief(worker, asked, on=DAY, by=zheng).file is None


def test_the_same_kind_is_not_asked_twice_a_day(asked, zhang, zheng):
    with pytest.raises(Refused, match=f"提过大病救助 {asked.number}"):
        propose_relief(zhang, ILL, on=DAY, by=zheng)


def test_nobody_helps_himself_or_his_family(purse, hire, zhang, zheng, liang, gao):
    make_file(zhang, zheng)
    declare_kinship(zhang, gao, relation=KinRelation.IN_LAW, source="本人申报", on=DAY, by=zheng)
    declare_kinship(zhang, liang, relation=KinRelation.OTHER, source="本人申报", on=DAY, by=zheng)
    with pytest.raises(Refused, match="要由别人来提"):
        propose_relief(zhang, ILL, on=DAY, by=liang)
    relief = propose_relief(zhang, ILL, on=DAY, by=zheng)
    with pytest.raises(Refused, match="本人或亲属，要由别人批准"):
        decide_relief(relief, agrees=True, on=DAY, by=gao)
    with pytest.raises(IntegrityError, match="is family of worker"):
        run(
            "UPDATE mutualfund_relief SET status = 'approved', decided_by_id = %s,"
            " decided_on = proposed_on WHERE id = %s",
            gao.pk, relief.pk,
        )  # fmt: skip


def test_who_asked_or_approved_handles_no_money(asked, gao, zheng, chen, guo, yun):
    with pytest.raises(Refused, match="要由别人批准"):
        decide_relief(asked, agrees=True, on=DAY, by=zheng)
    decide_relief(asked, agrees=True, on=DAY, by=gao)
    for person in (zheng, gao):
        with pytest.raises(Refused, match="账和钱要由别人来办"):
            make_relief_voucher(asked, on=DAY, by=person)
    draft = make_relief_voucher(asked, on=DAY, by=chen)
    review_voucher(draft, on=DAY, by=zheng)  # at the desk of all vouchers
    with pytest.raises(Refused, match="由别人审核"):
        pay_relief(asked, on=DAY, by=yun)


def test_a_short_purse_is_told_before_the_approval(asked, gao, zheng, zhang):
    other = make_worker("孙玉兰")
    make_file(other, zheng)
    dear = propose_relief(
        other, Asked(ReliefKind.ILLNESS, Decimal(4_600), "示例", "病"), on=DAY, by=zheng
    )
    decide_relief(asked, agrees=True, on=DAY, by=gao)
    with pytest.raises(Refused, match=r"能用的只有 4,500\.00 元"):
        decide_relief(dear, agrees=True, on=DAY, by=gao)


def test_what_is_promised_here_is_not_promised_to_a_campaign_again(asked, gao, liang, zheng):
    decide_relief(asked, agrees=True, on=DAY, by=gao)
    for _ in range(8):
        make_file(make_worker(), zheng)
    campaign = plan_campaign(plan_of(), on=DAY, by=liang)  # nine families, 530 yuan each
    with pytest.raises(Refused, match=r"别的已批准、没付的要 500\.00 元"):
        approve_with_money(campaign, seen=digest_of(campaign), on=DAY, by=gao)


def test_cash_is_handed_out_by_two_and_never_by_family(ready, as_, liang, chen, guo, yun, zheng):
    text = press(as_(yun), "relief-pay", ready, method="cash")
    assert "现金要两个人一起发" in text
    declare_kinship(
        ready.worker, liang, relation=KinRelation.OTHER, source="本人申报", on=DAY, by=zheng
    )
    with pytest.raises(Refused, match="经办要换一个人"):
        pay_relief(ready, on=DAY, by=yun, handed=Handed(liang))
    with pytest.raises(Refused, match=r"库存现金只有 0.00 元，不够 500.00 元"):
        pay_relief(ready, on=DAY, by=yun, handed=Handed(zheng))
    drawn = move_cash(
        Fund.objects.get(key=FundKey.RELIEF), way=CashWay.DRAW, amount=Decimal(500),
        reason="发救助", papers=[("存根.jpg", picture())], on=DAY, by=chen,
    )  # fmt: skip
    enter_money(review_voucher(drawn, on=DAY, by=guo), on=DAY, by=yun)
    relief = pay_relief(ready, on=DAY, by=yun, handed=Handed(zheng, "王小兰，女儿，本人住院"))
    assert (relief.method, relief.card_last4, relief.witness) == ("cash", "", zheng)
    assert "代领：王小兰" in as_(zheng).get(relief.get_absolute_url()).content.decode()
    assert "王小兰" not in as_(yun).get(relief.get_absolute_url()).content.decode()


def test_nothing_is_paid_to_the_dead(ready, yun, zheng):
    leave_roster(
        ready.worker, reason=LeaveReason.DIED, left_on=DAY, document="死亡证明", on=DAY, by=zheng
    )
    with pytest.raises(Refused, match="去世，不能发给本人"):
        pay_relief(ready, on=DAY, by=yun)


def test_who_handed_it_out_does_not_ask_whether_it_arrived(paid, yun, gao, zheng):
    for person in (yun, gao):
        with pytest.raises(Refused, match="请别人打这个电话"):
            record_relief_call(paid, arrived=True, words="", on=DAY, by=person)
    with pytest.raises(Refused, match="写明职工怎么说的"):
        record_relief_call(paid, arrived=False, words="", on=DAY, by=zheng)
    with pytest.raises(IntegrityError, match="does not call"):
        run(
            "INSERT INTO mutualfund_reliefcall (uid, relief_id, arrived, called_on, called_by_id)"
            " VALUES (gen_random_uuid(), %s, true, %s, %s)",
            paid.pk, DAY, yun.pk,
        )  # fmt: skip


def test_one_that_did_not_arrive_stays_on_the_office_s_list(as_, paid, zheng):
    record_relief_call(paid, arrived=False, words="卡上没有", on=DAY, by=zheng)
    assert "困难救助回访说没到" in as_(zheng).get("/office/").content.decode()
    page = as_(zheng).get(reverse("relief-list"), {"show": "not_arrived"}).content.decode()
    assert paid.number in page


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mutualfund_relief SET amount = 900 WHERE id = %s",
        "UPDATE mutualfund_relief SET status = 'paid' WHERE id = %s",
        "UPDATE mutualfund_relief SET status = 'proposed', decided_by_id = NULL WHERE id = %s",
    ],
)
def test_the_database_lets_nobody_go_round(ready, statement):
    with pytest.raises(IntegrityError):
        run(statement, ready.pk)


def test_paid_relief_is_help_until_a_red_reversal(as_, paid, zhang, zheng, chen, guo, yun):
    assert [
        (line.source_words, line.amount) for line in lines_of([zhang.pk], since=None, until=DAY)
    ] == [("困难救助", Decimal(500))]
    draft = draft_reversal(paid.voucher, reason="重复", on=DAY, by=chen)
    review_voucher(draft, on=DAY, by=guo)
    post_voucher(draft, on=DAY, by=chen, cashier=yun)
    assert lines_of([zhang.pk], since=None, until=DAY) == []
    for address in (paid.get_absolute_url(), f"{reverse('relief-list')}?show=reversed"):
        assert "已红字冲销" in as_(zheng).get(address).content.decode()
    late = DAY + dt.timedelta(days=9)
    assert Relief.objects.calls_missing(until=late) == (0, 0)


def test_a_voucher_without_its_relief_is_found(paid):
    force("mutualfund_relief", f"UPDATE mutualfund_relief SET amount = 501 WHERE id = {paid.pk}")
    assert [problem.code for problem in verify()] == ["relief_differs"]


def test_the_sheet_says_all_that_is_signed_for(as_, paid, zheng, yun):
    page = as_(zheng).get(reverse("relief-sheet", args=[paid.pk])).content.decode()
    for words in (paid.number, "人民币伍佰元整", "段工会〔2026〕示例 15 号", "经办二人"):
        assert words in page
    assert as_(yun).get(reverse("relief-sheet", args=[paid.pk])).status_code == 403


def test_what_a_quarter_gave_is_announced_by_kind_and_nobody_is_named(
    purse, zheng, gao, chen, guo, yun
):
    for n in range(6):
        worker = make_worker(bank_card=CARD)
        kind = ReliefKind.HOSPITAL if n else ReliefKind.TEMPORARY
        relief = propose_relief(worker, Asked(kind, Decimal(100), "示例", "住院"), on=DAY, by=zheng)
        decide_relief(relief, agrees=True, on=DAY, by=gao)
        review_voucher(make_relief_voucher(relief, on=DAY, by=chen), on=DAY, by=guo)
        pay_relief(relief, on=DAY, by=yun)
    table = table_of("reliefs:2026:4")
    assert table.rows == [["1", "其他", "6", "600.00"]]
    assert table.summary == "共 6 笔，合计 600.00 元"
    later = DAY.replace(year=DAY.year + 1, month=1)
    assert "reliefs:2026:4" in [one.source for one in periods_to_announce(on=later)]
