"""The next step of a campaign 下一步, whose turn it is, and the reason beside a disabled button."""

import datetime as dt
from dataclasses import dataclass

from mutualfund.campaign_money import DRAW, SETTLE, Money, draft_of, may_handle
from mutualfund.models import DraftStatus, DraftVoucher
from mutualfund.relief_money import relief_in_bank, relief_promised
from staff.campaign_duties import may_decide_window, may_sign, too_late, unavowed_words
from staff.campaign_need import listed_on, need_of
from staff.campaign_page import Board
from staff.models import Campaign, CampaignStatus
from welfare.models import User
from welfare.money import yuan

S = CampaignStatus


@dataclass(frozen=True)
class Bar:
    """The next step: what it is, whose turn, and for whoever looks a button or the reason."""

    kind: str
    title: str
    words: str = ""
    may: bool = False
    blocked: str = ""
    purpose: str = ""


def _money_bar(campaign: Campaign, draft: DraftVoucher | None, purpose: str, user: User) -> Bar:
    name = "领出" if purpose == DRAW else "核销"
    blocked = may_handle(user, campaign)
    if draft is None:
        may = user.may_use("make_voucher")
        return Bar(
            "make", f"等会计制{name}凭证", "制单、审核、出纳由三个人办", may, blocked, purpose
        )
    if draft.status == DraftStatus.DRAFT:
        may, told = user.may_use("review_voucher"), f"{draft.maker.name}已制单"
        return Bar("review", f"等审核{name}凭证", told, may, blocked, purpose)
    told = f"{draft.maker.name}制单，{draft.reviewer.name if draft.reviewer else ''}审核"
    title = "等出纳领钱，领了就开始发" if purpose == DRAW else "等出纳交回余款，办完核销"
    return Bar("post", title, told, user.may_use("pay_claim"), blocked, purpose)


def bar_for(campaign: Campaign, board: Board, money: Money, user: User, *, on: dt.date) -> Bar:
    """The one next step of the campaign on a day, for whoever looks."""
    if campaign.status == S.NOTIFIED and (bar := _bar_days(campaign, user, on)):
        return bar
    if campaign.status == S.DRAFT:
        return _bar_draft(campaign, board, user, on)
    maker = {
        S.APPROVED: _bar_approved,
        S.LIST_LOCKED: _bar_locked,
        S.NOTIFIED: _bar_notified,
        S.DISTRIBUTING: _bar_handing_out,
        S.SIGNED: _bar_signed,
        S.RECONCILED: _bar_reconciled,
    }.get(CampaignStatus(campaign.status))
    if maker is None:
        return Bar("wait", f"活动{campaign.get_status_display()}")
    return maker(campaign, board, money, user)


def _bar_days(campaign: Campaign, user: User, on: dt.date) -> Bar | None:
    """New days wait for the chair, or the days are over before the money came."""
    if waiting := campaign.windows.filter(agreed=None).select_related("proposed_by").first():
        told = f"{waiting.first:%m-%d} 至 {waiting.last:%m-%d}，{waiting.proposed_by.name}报：{waiting.reason}"
        may = user.may_use("approve_campaign")
        why = may_decide_window(user, waiting)
        return Bar("window", "等主任委员批新的发放日期", told, may, why)
    if late := too_late(campaign, on):
        return Bar(
            "days", "发放日期过了，等工会干事报新的日期", late, user.may_use("manage_campaigns")
        )
    return None


def _bar_draft(campaign: Campaign, board: Board, user: User, on: dt.date) -> Bar:
    blocked = may_sign(user, S.APPROVED, campaign)
    if board.unexplained:
        blocked = blocked or f"{board.ticks[2].words}，统一标准以后再批准。"
    may = user.may_use("approve_campaign")
    need, free = need_of(campaign, on=on), relief_in_bank(on) - relief_promised(on)
    told = f"照今天在档的生成名单，{len(listed_on(on).chosen)} 户，要 {yuan(need)} 元"
    short = "，不够，批不了" if need > free else ""
    words = f"{told}；送温暖资金能用 {yuan(free)} 元{short}。拟方案的人不能自己批"
    return Bar("approve", "等主任委员批准方案", words, may, blocked)


def _bar_approved(campaign: Campaign, board: Board, money: Money, user: User) -> Bar:
    may, told = user.may_use("manage_campaigns"), "从在档的困难档案生成，不能手工加人"
    return Bar("lock", "等工会干事锁定名单", told, may)


def _bar_locked(campaign: Campaign, board: Board, money: Money, user: User) -> Bar:
    may = user.may_use("manage_campaigns")
    return Bar("notify", "等通知各站", "一次会、一份通知，各站都要回执", may)


def _bar_notified(campaign: Campaign, board: Board, money: Money, user: User) -> Bar:
    told = []
    if board.silent:
        told.append(f"{len(board.silent)} 个站没有回执")
    if money.unbought:
        told.append(f"{'、'.join(money.unbought)}没有登记购进")
    if told:
        return Bar("wait", "等回执和购进", "，".join(told))
    return _money_bar(campaign, draft_of(campaign, DRAW), DRAW, user)


def _bar_handing_out(campaign: Campaign, board: Board, money: Money, user: User) -> Bar:
    open_lines = sum(not gift.received_on and not gift.why_unpaid for gift in board.gifts)
    blocked = ""
    if open_lines:
        blocked = f"还有 {open_lines} 户没有签领，也没有写没领的原因。"
    elif board.missing:
        numbers = "、".join(str(sheet.number) for sheet in board.missing)
        blocked = f"第 {numbers} 张签领表还没有传照片。"
    elif board.unavowed:
        blocked = unavowed_words(board.unavowed)
    elif names := _unexplained(board):
        blocked = names
    title = f"已签领 {board.signed} / {len(board.gifts)} 户"
    return Bar("finish", title, "", user.may_use("manage_campaigns"), blocked)


def _unexplained(board: Board) -> str:
    """Who signed for many without the office's word, as the action says it."""
    names = "、".join(row.proxy.name for row in board.alarms if row.is_open)
    return f"{names}一个人代领超过 2 户，还没有写说明。" if names else ""


def _bar_signed(campaign: Campaign, board: Board, money: Money, user: User) -> Bar:
    if names := _unexplained(board):
        return Bar("wait", "等工会干事写明代领", names)
    if places := [str(count.goods) for count in money.goods if count.is_open]:
        return Bar("wait", "等写明剩下的慰问品去了哪里", "、".join(places))
    if not money.cash_listed:
        may, blocked = user.may_use("pay_claim"), may_handle(user, campaign)
        return Bar("post", "只有慰问品，等出纳核销", "", may, blocked, SETTLE)
    return _money_bar(campaign, draft_of(campaign, SETTLE), SETTLE, user)


def _bar_reconciled(campaign: Campaign, board: Board, money: Money, user: User) -> Bar:
    return Bar("archive", "等工会干事写总结归档", "", user.may_use("manage_campaigns"))
