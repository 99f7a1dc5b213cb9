"""The money of a campaign 送温暖的钱: drawn before it is handed out, closed when it is signed for.

Two vouchers of the 送温暖(帮困)资金, never of the mutual-aid fund (domain.md 9.3): 领出 takes the cash
of the list and pays for the goods, 核销 books what was signed for and brings the rest back.
"""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.vouchers import Line, draft_voucher, post_voucher, review_voucher, send_back
from mutualfund.campaign_money import (
    DRAW,
    SETTLE,
    Money,
    draft_of,
    may_handle,
    may_not_cancel,
    money_of,
    source_of,
)
from mutualfund.models import (
    Account,
    DraftStatus,
    DraftVoucher,
    Fund,
    FundKey,
    Payer,
    Side,
    Voucher,
)
from mutualfund.relief_money import relief_in_bank, relief_promised
from staff.actions.campaigns import (
    approve_campaign,
    cancel_campaign,
    lock_campaign,
    reconcile_campaign,
    refuse_open_leftovers,
    start_handing_out,
)
from staff.campaign_duties import too_late
from staff.campaign_need import need_of
from staff.models import Campaign, CampaignStatus
from staff.plan_digest import digest_of
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan

RELIEF = FundKey.RELIEF
WORDS = {DRAW: "领出", SETTLE: "核销"}
WAITS_IN = {DRAW: CampaignStatus.NOTIFIED, SETTLE: CampaignStatus.SIGNED}


def _account(key: str) -> Account:
    return Account.objects.of(key, RELIEF)


@transaction.atomic
def receive_relief_money(
    *, payer: Payer, amount: Decimal, document_no: str, on: dt.date, by: User
) -> DraftVoucher:
    """拨入送温暖资金, yuan: 借 银行存款 / 贷 拨款收入. The document is the event: it comes once.

    Raises Refused without an amount or a document number, or for a document booked before.
    """
    if amount <= 0:
        raise Refused("拨款金额要大于 0 元。")
    if not document_no.strip():
        raise Refused("拨款要写批准文号。")
    fund = Fund.objects.locked(RELIEF)
    return draft_voucher(
        fund,
        date=on,
        summary=f"收{payer.label}送温暖拨款 {document_no.strip()}"[:200],
        lines=[
            Line(_account("bank"), Side.DEBIT, amount),
            Line(_account(f"grant_{payer}"), Side.CREDIT, amount),
        ],
        source=f"relief:{document_no.strip()}"[:60],
        purpose="receive",
        attachments=1,
        by=by,
    )


@transaction.atomic
def approve_with_money(campaign: Campaign, *, seen: str, on: dt.date, by: User) -> Campaign:
    """批准 a plan the fund can pay: its families' cash and goods, beside what is promised already.

    `seen` is the sum of the plan as it was read. Fund first, then the campaign. Raises Refused as
    approve_campaign does, when the plan was changed since, and when the bank of the 送温暖 fund
    holds too little.
    """
    Fund.objects.locked(RELIEF)
    if seen != digest_of(lock_campaign(campaign)):
        raise Refused("您看过以后，方案又改了。下面是现在的方案，重新看一遍再批准。")
    campaign = approve_campaign(campaign, on=on, by=by)
    promised = relief_promised(on, but_campaign=campaign.pk)
    need, balance = need_of(campaign, on=on), relief_in_bank(on)
    if need + promised > balance:
        beside = f"，别的已批准、没付的要 {yuan(promised)} 元" if promised else ""
        raise Refused(
            f"送温暖资金银行存款只有 {yuan(balance)} 元{beside}，"
            f"不够这次要的 {yuan(need)} 元。等拨款到账，或者改标准再批准。"
        )
    return campaign


@transaction.atomic
def cancel_before_money(campaign: Campaign, *, reason: str, on: dt.date, by: User) -> Campaign:
    """取消 while no money has moved: the festival is free for another plan.

    Raises Refused as cancel_campaign does, and while the voucher of 领出 is made.
    """
    Fund.objects.locked(RELIEF)
    if why := may_not_cancel(lock_campaign(campaign)):
        raise Refused(why)
    return cancel_campaign(campaign, reason=reason, on=on, by=by)


def _lines(purpose: str, money: Money, party: str) -> list[Line]:
    """What the voucher says; lines of nothing are left out."""
    cash, bank, relief = _account("cash"), _account("bank"), _account("relief")
    if purpose == DRAW:
        told = [
            (cash, Side.DEBIT, money.cash_listed, ""),
            (relief, Side.DEBIT, money.goods_bought, party),
            (bank, Side.CREDIT, money.cash_listed + money.goods_bought, ""),
        ]
    else:
        told = [
            (relief, Side.DEBIT, money.cash_signed, party),
            (bank, Side.DEBIT, money.cash_left, ""),
            (cash, Side.CREDIT, money.cash_listed, ""),
        ]
    return [Line(account, side, amount, whose) for account, side, amount, whose in told if amount]


@transaction.atomic
def make_campaign_voucher(
    campaign: Campaign, purpose: str, *, on: dt.date, by: User
) -> DraftVoucher:
    """制单 of 领出 or 核销.

    Raises Refused out of turn, after the days, before every thing is bought or every rest has its place, when the
    fund holds too little, and for whoever planned, approved or handed out.
    """
    fund = Fund.objects.locked(RELIEF)
    campaign = lock_campaign(campaign)
    if campaign.status != WAITS_IN[purpose]:
        raise Refused(
            f"活动现在是「{campaign.get_status_display()}」，还不能制{WORDS[purpose]}凭证。"
        )
    if reason := may_handle(by, campaign):
        raise Refused(reason)
    money = money_of(campaign)
    if purpose == DRAW:
        if late := too_late(campaign, on):
            raise Refused(late)
        if money.unbought:
            raise Refused(f"{'、'.join(money.unbought)}还没有登记购进。")
        _refuse_overdraft(money.cash_listed + money.goods_bought, on)
    else:
        refuse_open_leftovers(campaign)
    lines = _lines(purpose, money, f"campaign:{campaign.pk}")
    if not lines:
        raise Refused("没有现金要核销，请出纳直接核销。")
    return draft_voucher(
        fund,
        date=on,
        summary=f"{campaign}{WORDS[purpose]} {campaign.number}",
        lines=lines,
        source=source_of(campaign),
        purpose=purpose,
        attachments=money.papers(purpose),
        by=by,
    )


def _refuse_overdraft(amount: Decimal, on: dt.date) -> None:
    if amount > (balance := relief_in_bank(on)):
        raise Refused(
            f"送温暖资金银行存款只有 {yuan(balance)} 元，不够领 {yuan(amount)} 元。等拨款到账再办。"
        )


@transaction.atomic
def review_campaign_voucher(
    campaign: Campaign, purpose: str, *, on: dt.date, by: User
) -> DraftVoucher:
    """审核. Raises Refused without a voucher, for its maker, or for whoever took part."""
    draft = draft_of(lock_campaign(campaign), purpose)
    if draft is None:
        raise Refused("还没有制单，先请会计制单。")
    if reason := may_handle(by, campaign):
        raise Refused(reason)
    return review_voucher(draft, on=on, by=by)


@transaction.atomic
def send_campaign_voucher_back(campaign: Campaign, purpose: str, *, reason: str, by: User) -> None:
    """退回 to the maker. Raises Refused without a voucher or a reason, or once it is posted."""
    draft = draft_of(lock_campaign(campaign), purpose)
    if draft is None:
        raise Refused("还没有制单，没有可以退的。")
    send_back(draft, reason=reason, by=by)


@transaction.atomic
def post_campaign_voucher(
    campaign: Campaign, purpose: str, *, on: dt.date, by: User
) -> Voucher | None:
    """The cashier's step: 领出 opens the handing out, 核销 closes the campaign. Once.

    Fund first, then the campaign: one order, no deadlock. A second click finds the voucher; a
    campaign of goods alone is closed without one (None).
    Raises Refused without a reviewed voucher, for its maker or reviewer, for whoever took part, or
    while a station has not acknowledged.
    """
    Fund.objects.locked(RELIEF)
    campaign = lock_campaign(campaign)
    draft = draft_of(campaign, purpose)
    if draft is not None and draft.voucher is not None:
        return draft.voucher
    if campaign.status != WAITS_IN[purpose]:
        raise Refused(f"活动现在是「{campaign.get_status_display()}」，还不能{WORDS[purpose]}。")
    if reason := may_handle(by, campaign):
        raise Refused(reason)
    if draft is None and purpose == SETTLE and not money_of(campaign).cash_listed:
        reconcile_campaign(campaign, on=on, by=by, note="只有慰问品，没有现金")
        return None
    voucher = _post(draft, campaign, on=on, cashier=by)
    if purpose == DRAW:
        start_handing_out(campaign, on=on, by=by, note=str(voucher))
    else:
        reconcile_campaign(campaign, on=on, by=by, note=str(voucher))
    audit.record(f"campaign.{purpose}_posted", campaign, by=by, voucher=str(voucher))
    return voucher


def _post(draft: DraftVoucher | None, campaign: Campaign, *, on: dt.date, cashier: User) -> Voucher:
    if draft is None:
        raise Refused("还没有制单，先请会计制单。")
    if draft.status != DraftStatus.REVIEWED:
        raise Refused("凭证还没有审核，先请审核人看过。")
    if draft.purpose == DRAW:
        _refuse_overdraft(money_of(campaign).drawn, on)
    return post_voucher(draft, on=on, by=draft.maker, cashier=cashier)
