"""Notices 公开事项: drafted by one, released by another, taken down by the calendar."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from disclosure.actions.notice_walk import walk
from disclosure.models import Notice, NoticeAct, NoticeStatus
from disclosure.period_tables import periods_to_announce
from disclosure.scan import refuse_leaks
from disclosure.sources import (
    CAMPAIGN,
    CERTIFICATION,
    MEETING,
    certification_source,
    table_of,
)
from disclosure.table import PublicTable
from mutualfund.actions.claims import prolong_publicity, start_publicity
from mutualfund.actions.meetings import locked_meeting
from mutualfund.models import Charter, Claim, ClaimStatus, Fund, Meeting, MeetingStatus
from staff.actions.approvals import peer_review_of
from staff.actions.approvals import start_publicity as announce_certification
from staff.models import Campaign, Certification, CertificationRule, FileStatus
from staff.models.campaigns import HANDED_OUT
from welfare import audit
from welfare.days import last_working_day, working_days
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import next_number, take_turn


def next_notice_number(prefix: str, column: str = "number") -> str:
    """公开编号 GS-2026-0001, 归档号 GD-2026-0001."""
    return next_number(Notice.objects.all(), prefix, column=column)


def _draft(source: str, *, told: str, on: dt.date, by: User) -> Notice:
    """A draft of a source nobody drafted yet; `told` is said of one that was."""
    if Notice.objects.filter(source=source).exists():
        raise Refused(told)
    notice = Notice(
        number=next_notice_number(f"GS-{on.year}-"), source=source, editor=by, drafted_on=on
    )
    draw(notice, table_of(source))
    notice.save()
    walk(notice, NoticeAct.DRAFTED, on=on, by=by)
    audit.record("notice.drafted", notice, by=by)
    return notice


@transaction.atomic
def draft_claims_notice(meeting: Meeting, *, on: dt.date, by: User) -> Notice:
    """拟公示 of the claims a meeting agreed to; the table is drawn, never typed.

    Raises Refused before the meeting is over, when it agreed to none or was announced before.
    """
    meeting = locked_meeting(meeting)
    if meeting.status != MeetingStatus.CLOSED:
        raise Refused("会议还没有结束，散会以后再拟公示，免得漏掉后签发的。")
    told = "这次会议的补助已经拟过公示。"
    return _draft(f"{MEETING}:{meeting.pk}", told=told, on=on, by=by)


@transaction.atomic
def draft_campaign_notice(campaign: Campaign, *, on: dt.date, by: User) -> Notice:
    """拟公示 of what a campaign handed out. Raises Refused before all have signed, or the second time."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.status not in HANDED_OUT:
        raise Refused(f"活动现在是「{campaign.get_status_display()}」，全部签领以后再公示结果。")
    told = "这次活动的发放结果已经拟过公示。"
    return _draft(f"{CAMPAIGN}:{campaign.pk}", told=told, on=on, by=by)


@transaction.atomic
def draft_certification_notice(run: Certification, *, on: dt.date, by: User) -> Notice:
    """拟公示 of a proposed hardship file: masked name, unit, tier.

    Raises Refused before the peer review, or when it was announced before.
    """
    run = Certification.objects.select_for_update().get(pk=run.pk)
    source = certification_source(run)
    review = peer_review_of(run) if run.status == FileStatus.PEER_REVIEW else None
    waits = review is not None and review.is_passed
    if not waits and not Notice.objects.filter(source=source).exists():
        raise Refused(f"档案现在是「{run.get_status_display()}」，评议以后才公示。")
    return _draft(source, told="这份档案已经拟过公示。", on=on, by=by)


@transaction.atomic
def draft_period_notice(source: str, *, on: dt.date, by: User) -> Notice:
    """拟公示 of a quarter or a drive. Raises Refused before it is over and the second time."""
    take_turn("notice.periods")
    told = "这一期还没有结束，或者已经拟过公示。从名单里重选。"
    if source not in {one.source for one in periods_to_announce(on=on)}:
        raise Refused(told)
    return _draft(source, told=told, on=on, by=by)


def draw(notice: Notice, table: PublicTable) -> None:
    """Put the table drawn from the records into the notice. Raises Refused for an empty one."""
    if not table.rows:
        raise Refused("名单是空的，不用公示。")
    for name, value in vars(table).items():
        setattr(notice, name, value)


def _texts(notice: Notice) -> dict[str, str]:
    """What of a notice is looked over, by place."""
    texts = {"题目": notice.title, "正文": notice.intro, "补充说明": notice.note}
    rows = {f"第 {n} 行": " | ".join(row) for n, row in enumerate(notice.rows, start=1)}
    return texts | {"更正原因": notice.correction} | rows


@transaction.atomic
def note_on_notice(notice: Notice, *, note: str, by: User) -> Notice:
    """补充说明, the only words of a notice that are typed.

    Raises Refused when it is no draft, or for an ID number, a card or a phone in them.
    """
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.status != NoticeStatus.DRAFT:
        raise Refused(f"公示现在是「{notice.get_status_display()}」，不能改说明了。")
    refuse_leaks({"补充说明": note})
    notice.note = note.strip()
    notice.save(update_fields=["note"])
    audit.record("notice.noted", notice, by=by)
    return notice


@transaction.atomic
def send_for_release(notice: Notice, *, on: dt.date, by: User) -> Notice:
    """送放行: the table is drawn once more, so that what is released is what stands now.

    Raises Refused when the text holds an ID number, a card or a phone.
    """
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.status != NoticeStatus.DRAFT:
        raise Refused(f"公示现在是「{notice.get_status_display()}」，不用再送。")
    draw(notice, table_of(notice.source))
    refuse_leaks(_texts(notice))
    notice.status = NoticeStatus.IN_REVIEW
    notice.save()
    walk(notice, NoticeAct.SENT, on=on, by=by)
    audit.record("notice.sent", notice, by=by)
    return notice


@transaction.atomic
def return_notice(notice: Notice, *, reason: str, on: dt.date, by: User) -> Notice:
    """退回拟稿人 with a reason. Raises Refused without one, or for the editor himself."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if words := may_release(by, notice):
        raise Refused(words)
    if not reason.strip():
        raise Refused("退回要写明哪里不对。")
    notice.status = NoticeStatus.DRAFT
    notice.save(update_fields=["status"])
    walk(notice, NoticeAct.RETURNED, words=reason, on=on, by=by)
    audit.record("notice.returned", notice, by=by, reason=reason.strip())
    return notice


def may_release(user: User, notice: Notice) -> str:
    """Why this person may not release the notice (S10); empty when he may."""
    if user.pk == notice.editor_id:
        return "这件公示是您拟的，要由监督小组的人放行。"
    if notice.status != NoticeStatus.IN_REVIEW:
        return f"公示现在是「{notice.get_status_display()}」，还不能放行。"
    return ""


@transaction.atomic
def release_notices(notices: Sequence[Notice], *, on: dt.date, by: User) -> list[Notice]:
    """一起放行: all of them or none. Raises Refused naming the first that may not go out, and why."""
    if not notices:
        raise Refused("勾上要一起放行的公示。")
    released = []
    for notice in sorted(notices, key=lambda one: one.pk):
        try:
            released.append(release_notice(notice, on=on, by=by))
        except Refused as refusal:
            raise Refused(f"{notice.number}：{refusal}一件也没有放行。") from refusal
    return released


@transaction.atomic
def release_notice(notice: Notice, *, on: dt.date, by: User) -> Notice:
    """放行: the working-day clock starts, and with it the period of the claims or the file.

    The days are those of the charter or the certification rule in force. One that corrects
    another takes its place. Raises Refused for the editor himself, and when the decisions have
    changed since the notice was sent: what was withdrawn is never announced.
    """
    Fund.objects.locked()  # before the claims, as everywhere
    notice = (
        Notice.objects.select_for_update(of=("self",)).select_related("replaces").get(pk=notice.pk)
    )
    if reason := may_release(by, notice):
        raise Refused(reason)
    if table_of(notice.source).rows != notice.rows:
        raise Refused("名单和现在的决定对不上了，可能有人撤回。退回拟稿人，重新送一次就会更新。")
    notice.status, notice.releaser = NoticeStatus.PUBLISHED, by
    notice.public_from = on
    notice.public_until = last_working_day(on, _days_of(notice, on=on))
    notice.check_code = notice.computed_code()
    notice.save()
    walk(notice, NoticeAct.RELEASED, on=on, by=by)
    if notice.replaces is not None:
        _take_down(notice.replaces, words=f"由 {notice.number} 更正：{notice.correction}", on=on)
    _start_periods(notice, on=on, last=notice.public_until, by=by)
    audit.record("notice.released", notice, by=by, until=notice.public_until)
    return notice


def _days_of(notice: Notice, *, on: dt.date) -> int:
    """How many working days the notice stands: by the charter, or by the certification's rule."""
    if notice.source.startswith(CERTIFICATION):
        return CertificationRule.objects.in_force(on=on).publicity_days
    return Charter.objects.in_force(on=on).publicity_days


def _start_periods(notice: Notice, *, on: dt.date, last: dt.date, by: User) -> None:
    """What was announced begins its period with the notice; a correction lets it begin again."""
    if notice.source.startswith(CERTIFICATION):
        run = Certification.objects.get(pk=int(notice.source.split(":")[1]))
        announce_certification(run, number=notice.number, first=on, last=last, on=on, by=by)
    for claim in Claim.objects.filter(pk__in=notice.claims).order_by("pk"):
        if claim.status == ClaimStatus.PUBLICITY:
            prolong_publicity(claim, last=last, by=by)
        elif claim.status == ClaimStatus.APPROVED or notice.replaces_id is None:
            start_publicity(claim, first=on, last=last, by=by)


def notice_days(notice: Notice) -> list[dt.date]:
    """The working days of a released notice; none before its release. One query."""
    if notice.public_from is None or notice.public_until is None:
        return []
    return working_days(notice.public_from, notice.public_until)


def _take_down(notice: Notice, *, words: str, on: dt.date) -> None:
    if notice.status == NoticeStatus.PUBLISHED:
        notice.status = NoticeStatus.WITHDRAWN
        notice.save(update_fields=["status"])
        walk(notice, NoticeAct.WITHDRAWN, words=words, on=on, by=None)
        audit.record("notice.withdrawn", notice, by=None)


@transaction.atomic
def take_down_due(*, on: dt.date) -> int:
    """撤下 what has had its days: names go, the count and the amount stay. Returns how many."""
    due = Notice.objects.select_for_update().filter(
        status=NoticeStatus.PUBLISHED, public_until__lt=on
    )
    for notice in due:
        _take_down(notice, words="公示期满", on=on)
    return len(due)
