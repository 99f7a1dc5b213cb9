"""改期: the money came after the days of the plan; new days, proposed by one, decided by another."""

import datetime as dt

from django.db import transaction

from staff.actions.campaigns import lock_campaign
from staff.campaign_duties import may_decide_window
from staff.models import Campaign, CampaignStatus, CampaignWindow
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

WORDS = 100  # characters of a reason
LONGEST = dt.timedelta(days=31)


def _open(campaign: Campaign) -> Campaign:
    campaign = lock_campaign(campaign)
    if campaign.status != CampaignStatus.NOTIFIED:
        raise Refused(
            f"活动现在是「{campaign.get_status_display()}」，部署以后、领钱以前才能改发放日期。"
        )
    return campaign


@transaction.atomic
def propose_window(
    campaign: Campaign,
    *,
    window: tuple[dt.date, dt.date],
    reason: str,
    notice: str,
    on: dt.date,
    by: User,
) -> CampaignWindow:
    """报新的发放日期, before the money is drawn; a festival that is over is no hindrance.

    Raises Refused out of turn, without a reason or how the stations are told, for days that are
    over, for more than a month, or while another proposal waits.
    """
    campaign, (first, last) = _open(campaign), window
    if not reason.strip() or not notice.strip():
        raise Refused("改期要写原因，和怎样通知各站。")
    if last < first:
        raise Refused("发放结束日期早于开始日期，请改一下。")
    if first < on:
        raise Refused(f"新的发放日期从今天（{on:%m-%d}）或以后开始。")
    if last - first > LONGEST:
        raise Refused("统一行动，一次最多发 31 天，把日期改近。")
    if campaign.windows.filter(agreed=None).exists():
        raise Refused("已经报过新的发放日期，等主任委员批。")
    found = CampaignWindow.objects.create(
        campaign=campaign, first=first, last=last, was_first=campaign.window_from,
        was_last=campaign.window_until, reason=reason.strip()[:WORDS],
        notice=notice.strip()[:WORDS], proposed_on=on, proposed_by=by,
    )  # fmt: skip
    audit.record("campaign.window_proposed", campaign, by=by, first=first, last=last)
    return found


@transaction.atomic
def decide_window(
    campaign: Campaign, *, agree: bool, words: str = "", on: dt.date, by: User
) -> CampaignWindow:
    """批准 or 不批准 the new days, by another than who proposed them.

    Raises Refused when nothing waits, for the proposer, for a no without words, or for days that
    are over by now.
    """
    campaign = _open(campaign)
    window = campaign.windows.select_for_update().filter(agreed=None).first()
    if window is None:
        raise Refused("没有等批的发放日期，刷新再看。")
    if why := may_decide_window(by, window):
        raise Refused(why)
    if not agree and not words.strip():
        raise Refused("不批准要写原因。")
    if agree and window.last < on:
        raise Refused(f"报的日期到 {window.last:%m-%d}，已经过了，不批准、写明再报。")
    window.agreed, window.words = agree, words.strip()[:WORDS]
    window.decided_on, window.decided_by = on, by
    window.save(update_fields=["agreed", "words", "decided_on", "decided_by"])
    if agree:
        campaign.window_from, campaign.window_until = window.first, window.last
        campaign.save(update_fields=["window_from", "window_until"])
    audit.record("campaign.window_decided", campaign, by=by, agree=agree)
    return window
