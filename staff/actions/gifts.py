"""Lines of a campaign 发放: the list from live files, the sheets, signing, photographs, leftover."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from django.db import transaction

from staff.actions.campaigns import lock_campaign, move
from staff.actions.proxies import recognise_proxy
from staff.campaign_duties import may_undo, own_family
from staff.campaign_need import NOBODY, listed_on
from staff.campaign_plan import Proxy, Settled
from staff.models import (
    Campaign,
    CampaignStatus,
    Gift,
    GiftUndo,
    HardshipFile,
    Sheet,
)
from staff.models.gifts import LINES_PER_SHEET
from staff.models.proxies import PROXY_LIMIT
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User

S = CampaignStatus


@transaction.atomic
def lock_list(campaign: Campaign, *, on: dt.date, by: User) -> Campaign:
    """锁定名单: one line per household with a file in force on the day, leavers and dead out.

    Raises Refused out of turn, without anyone, or when the plan has no standard for a tier.
    """
    campaign = lock_campaign(campaign)
    standards = {line.tier_id: line for line in campaign.standards.all()}
    found = listed_on(on)
    chosen = found.chosen
    if not chosen:
        raise Refused(NOBODY)
    facts = {
        "files": found.files, "left": found.left, "same_home": found.same_home,
        "listed": len(chosen),
    }  # fmt: skip
    campaign = move(campaign, S.LIST_LOCKED, on=on, by=by, facts=facts)
    for number, file in enumerate(chosen, start=1):
        if file.tier_id not in standards:
            raise Refused(f"方案里没有{file.tier.name}的标准，补上再锁定名单。")
        file.line = number  # type: ignore[attr-defined]  # its place on the list
    for sheet, lines in _sheets(campaign, chosen):
        Gift.objects.bulk_create(
            Gift(
                campaign=campaign,
                file=file,
                tier=file.tier,
                cash=standards[file.tier_id].cash,
                goods=standards[file.tier_id].goods,
                goods_value=standards[file.tier_id].goods_value,
                sheet=sheet,
                line=file.line,  # type: ignore[attr-defined]  # given above
            )
            for file in lines
        )
    return campaign


def _sheets(
    campaign: Campaign, files: list[HardshipFile]
) -> Iterable[tuple[Sheet, list[HardshipFile]]]:
    """A page for each station, several for a long one."""
    number = 0
    for station, rows in groupby(files, key=lambda file: file.worker.station):
        lines = list(rows)
        for first in range(0, len(lines), LINES_PER_SHEET):
            number += 1
            sheet = Sheet.objects.create(campaign=campaign, number=number, station=station)
            yield sheet, lines[first : first + LINES_PER_SHEET]


def _refuse_line(gift: Gift, on: dt.date) -> None:
    campaign, worker = gift.campaign, gift.file.worker
    if campaign.status != S.DISTRIBUTING:
        raise Refused(f"活动现在是「{campaign.get_status_display()}」，不能发放。")
    if gift.received_on is not None:
        raise Refused(f"{worker.name}这一行 {gift.received_on:%m-%d} 已签领过。")
    if gift.stopped_on is not None:
        raise Refused(f"{worker.name}这一行停发：{gift.stop_reason}。登记错了，请工会干事先更正。")
    if not campaign.window_from <= on <= campaign.window_until:
        first, last = campaign.window_from, campaign.window_until
        raise Refused(f"统一行动，只在 {first:%m-%d} 至 {last:%m-%d} 发，{on:%m-%d} 不在里面。")


def _refuse_hands(gift: Gift, payers: Sequence[User], proxy: Proxy | None) -> None:
    worker = gift.file.worker
    if payers[0].pk == payers[1].pk:
        raise Refused("发放要两个人，换一位同去的人。")
    if kin := own_family(gift, *payers):
        raise Refused(f"{kin.name}是{worker.name}本人或一家人，要由别人来发。")
    if other := next((one for one in payers if not one.may_use("hand_out_gift")), None):
        raise Refused(f"{other.name}没有发放慰问的权限，换一位能登录确认的人。")
    if proxy is not None and not (proxy.name and proxy.relation and proxy.reason):
        raise Refused(f"{worker.name}的代领要写齐代领人、关系和原因。")


def _locked(gift: Gift) -> Gift:
    """The line, held after its campaign: two sheets of one proxy are entered one after the other."""
    lock_campaign(gift.campaign)
    rows = Gift.objects.select_related("campaign", "file__worker")
    return rows.select_for_update(of=("self",)).get(pk=gift.pk)


@transaction.atomic
def hand_out(
    gift: Gift, *, on: dt.date, by: User, paid_with: User, proxy: Proxy | None = None
) -> Gift:
    """签领 of one line, paid by two; `on` is the day of the signature.

    Raises Refused outside the window, twice, for a line that is stopped, to one's own family, or
    for a proxy without relation, reason and number. A third family of one proxy, known by his
    number and not by what he is called, is written into the trail as an alarm.
    """
    gift = _locked(gift)
    _refuse_line(gift, on)
    _refuse_hands(gift, (by, paid_with), proxy)
    gift.received_on, gift.paid_by, gift.paid_with, gift.unpaid_reason = on, by, paid_with, ""
    gift.entered_at = clock.now()
    if proxy is not None:
        gift.proxy = recognise_proxy(gift, proxy, payers=(by, paid_with), on=on)
        gift.proxy_name, gift.proxy_relation = proxy.name, proxy.relation
        gift.proxy_reason = proxy.reason
    gift.save()
    audit.record("gift.received", gift, by=by, paid_with=paid_with.pk, proxy=proxy is not None)
    if gift.proxy is not None and (same := gift.proxy.gifts.count()) > PROXY_LIMIT:
        audit.record(
            "campaign.proxy_alarm", gift.campaign, by=by, proxy=gift.proxy_id, families=same
        )
    return gift


@transaction.atomic
def undo_line(gift: Gift, *, reason: str, by: User) -> Gift:
    """撤销签领 entered by mistake, by somebody of the office who did not hand it out; the line is open.

    What stood there is kept. Raises Refused without a reason, for a line nobody signed, for a
    payer, and once the handing out is over.
    """
    gift = _locked(gift)
    worker = gift.file.worker
    if gift.received_on is None:
        raise Refused(f"{worker.name}这一行没有签领，不用撤销。")
    if why := may_undo(by, gift):
        raise Refused(why)
    if not reason.strip():
        raise Refused(f"写明{worker.name}这一行错在哪里。")
    payers = "、".join(one.name for one in (gift.paid_by, gift.paid_with) if one)
    came = (
        f"{gift.proxy_name}（{gift.proxy_relation}，{gift.proxy_reason!s}）代领"
        if gift.proxy
        else "本人领"
    )
    GiftUndo.objects.create(
        gift=gift, received_on=gift.received_on, stood=f"{came}，发放 {payers}",
        reason=reason.strip()[:200], at=clock.now(), by=by,
    )  # fmt: skip
    gift.received_on = gift.paid_by = gift.paid_with = gift.proxy = gift.entered_at = None
    gift.proxy_name = gift.proxy_relation = gift.proxy_reason = ""
    gift.undone += 1
    gift.save()
    audit.record("gift.undone", gift, by=by)
    return gift


@transaction.atomic
def note_unpaid(gift: Gift, *, reason: str, by: User) -> Gift:
    """没有领, with the reason. Raises Refused without one, after signing, or out of turn."""
    gift = _locked(gift)
    if gift.campaign.status != S.DISTRIBUTING:
        raise Refused(f"活动现在是「{gift.campaign.get_status_display()}」，不能改。")
    if gift.received_on is not None:
        raise Refused(f"{gift.file.worker.name}这一行已签领过。")
    if not reason.strip():
        raise Refused(f"写明{gift.file.worker.name}为什么没有领。")
    gift.unpaid_reason = reason.strip()[:60]
    gift.save(update_fields=["unpaid_reason"])
    audit.record("gift.unpaid", gift, by=by)  # the words stand in the line
    return gift


@transaction.atomic
def settle_sheet(
    sheet: Sheet, lines: Iterable[Settled], *, on: dt.date, by: User, paid_with: User
) -> int:
    """Enter a signed sheet, each line paid or not; returns how many lines changed. All or nothing.

    Raises Refused for a signature of a day to come, a line of another sheet, or as hand_out and
    note_unpaid do.
    """
    lock_campaign(sheet.campaign)
    changed = 0
    for line in lines:
        if line.gift.sheet_id != sheet.pk:
            raise Refused("这一行不在这张签领表上，刷新再填。")
        if line.received_on is not None:
            if line.received_on > on:
                raise Refused(f"领取日期 {line.received_on:%m-%d} 还没到，照纸上写的填。")
            hand_out(line.gift, on=line.received_on, by=by, paid_with=paid_with, proxy=line.proxy)
        else:
            note_unpaid(line.gift, reason=line.unpaid_reason, by=by)
        changed += 1
    if not changed:
        raise Refused("一行都没有填。领了的写领取日期，没领的写原因。")
    return changed
