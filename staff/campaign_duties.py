"""Separation of duties 一事不兼办 on a campaign: the reason shown beside the disabled button.

The actions raise the same reason; triggers (migrations/sql/campaigns.sql) refuse it by direct SQL.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from staff.kinship import kin_of
from staff.models import Campaign, CampaignStatus, CampaignWindow, Gift, Norm
from staff.models.proxies import PROXY_LIMIT
from welfare.models import User

S = CampaignStatus


def signers_of(campaign: Campaign) -> dict[str, int]:
    """Who signed which step, by user id. One query."""
    return dict(campaign.steps.values_list("status", "by"))


def may_sign(user: User, status: CampaignStatus, campaign: Campaign) -> str:
    """Why this user may not take the campaign to the status; empty when he may."""
    signers = signers_of(campaign)
    if status == S.APPROVED and signers.get(S.DRAFT) == user.pk:
        return "方案是您拟的，要由别人批准。"
    if status != S.RECONCILED:
        return ""
    if user.pk in (signers.get(S.DRAFT), signers.get(S.APPROVED)):
        return "方案是您拟的或批的，核销要由别人来办。"
    if campaign.gifts.filter(Q(paid_by=user) | Q(paid_with=user)).exists():
        return "您发过这次的慰问，核销要由别人来办。"
    return ""


def may_decide_window(user: User, window: CampaignWindow) -> str:
    """Why this user may not decide the new days of a campaign; empty when he may."""
    if not user.may_use("approve_campaign"):
        return "新的发放日期由主任委员批。"
    return "新的发放日期是您报的，要由别人来批。" if window.proposed_by_id == user.pk else ""


def may_decide_norm(user: User, norm: Norm) -> str:
    """Why this user may not confirm the norm; empty when he may."""
    if not user.may_use("approve_campaign"):
        return "慰问标准由主任委员核对。"
    return "标准是您录的，要由别人来核。" if norm.entered_by_id == user.pk else ""


def too_late(campaign: Campaign, on: dt.date) -> str:
    """Why money drawn today could be given to nobody; empty while there are days left."""
    if on <= campaign.window_until:
        return ""
    return f"发放日期到 {campaign.window_until:%m-%d}，已经过了。先报新的发放日期，批了再领钱。"


def may_explain(user: User, gifts: Iterable[Gift], campaign: Campaign) -> str:
    """Why this user may not write why one proxy signed for these lines; empty when he may."""
    if not user.may_use("manage_campaigns"):
        return "代领说明由工会干事核实以后写。"
    if campaign.status not in (S.DISTRIBUTING, S.SIGNED):
        return f"活动现在是「{campaign.get_status_display()}」，不用再写代领说明。"
    if any(user.pk in (gift.paid_by_id, gift.paid_with_id) for gift in gifts):
        return "这几户是您发的，代领说明要由别人核实了写。"
    return ""


def may_undo(user: User, gift: Gift) -> str:
    """Why this user may not take a signature back that was entered by mistake; empty when he may."""
    if not user.may_use("manage_campaigns"):
        return "登记错了，由工会干事撤销。"
    if gift.campaign.status != S.DISTRIBUTING:
        return f"活动现在是「{gift.campaign.get_status_display()}」，签领不能再撤销。"
    if user.pk in (gift.paid_by_id, gift.paid_with_id):
        return "这一行是您发的，撤销要由别人来办。"
    return ""


def unexplained_words(campaign: Campaign) -> str:
    """Which proxies still want the office's word, in one sentence; empty when none does. One query."""
    names = "、".join(campaign.proxies.unexplained().values_list("name", flat=True))
    if not names:
        return ""
    return f"{names}一个人代领超过 {PROXY_LIMIT} 户，还没有写说明。"


def unavowed_words(many: int) -> str:
    """How many lines want their second payer's word, in one sentence; empty when none does."""
    if not many:
        return ""
    return f"{many} 户的签领还没有同去的发放人确认，或者他说没有去。"


def own_family(gift: Gift, *users: User) -> User | None:
    """The payer who is the recipient himself or kin of his (staff/kinship.py). One query."""
    worker = gift.file.worker
    found = kin_of(worker).users | {worker.user_id}
    return next((user for user in users if user.pk in found), None)
