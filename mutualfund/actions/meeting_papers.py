"""散会: the closing act writes minutes, letters and payment list together; what comes after them."""

import datetime as dt
import json
from dataclasses import asdict, replace
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.meetings import locked_meeting
from mutualfund.ballot import Sitting, sitting_of
from mutualfund.minutes import Minutes, digest_of, minutes_of, put_off_at, read_minutes
from mutualfund.models import (
    AgendaItem,
    Fund,
    Letter,
    LetterReading,
    Meeting,
    MeetingStatus,
    MinutesVersion,
    Outcome,
    PayList,
    SignedCopy,
)
from mutualfund.models.minutes import FOLDER
from welfare import audit, clock
from welfare.days import last_working_day
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import last_serial
from welfare.uploads import clean_all, keep, read

ONE = dt.timedelta(days=1)
MOST_PAGES = 20


@transaction.atomic
def close_meeting(meeting: Meeting, *, on: dt.date, by: User) -> Meeting:
    """散会: every claim is decided or put off; minutes, letters and payment list are written with it.

    Votes and decisions stay as they are. Raises Refused while a claim has no result.
    """
    Fund.objects.locked()  # numbers are given behind this lock
    meeting = locked_meeting(meeting)
    if not meeting.can_become(MeetingStatus.CLOSED):
        raise Refused(f"会议是「{meeting.get_status_display()}」，不能结束。")
    left = AgendaItem.objects.undecided().filter(meeting=meeting).count()
    if left:
        raise Refused(f"还有 {left} 件没有结果。表决完，或改到下次再议。")
    meeting.status = MeetingStatus.CLOSED
    meeting.save(update_fields=["status"])
    sitting = sitting_of(meeting)
    _write(meeting, minutes_of(sitting, put_off=put_off_at(meeting)), version=1, by=by)
    letters = _write_letters(sitting, on=on, by=by)
    pay_list = _make_pay_list(sitting, on=on, by=by)
    audit.record(
        "meeting.closed", meeting, by=by, on=on, letters=letters, pay_list=str(pay_list or "")
    )
    return meeting


def _write(
    meeting: Meeting,
    text: Minutes,
    *,
    version: int,
    by: User,
    before: str = "",
    correction: str = "",
) -> MinutesVersion:
    told = json.dumps(asdict(text), ensure_ascii=False, sort_keys=True)
    return MinutesVersion.objects.create(
        meeting=meeting, version=version, text=told, digest=digest_of(text), before=before,
        correction=correction, written_by=by, written_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def note_reading(letter: Letter, *, by: User) -> LetterReading:
    """本人看过: the applicant opened his letter; the first time is kept, later ones change nothing."""
    reading, is_first = LetterReading.objects.get_or_create(
        letter=letter, defaults={"read_by": by, "read_at": clock.now()}
    )
    if is_first:
        audit.record("letter.read", letter, by=by)
    return reading


def _write_letters(sitting: Sitting, *, on: dt.date, by: User) -> int:
    """A letter to each applicant of a decision in force; returns how many."""
    prefix = f"TZ-{on.year}-"
    last = last_serial(Letter.objects.all(), prefix)
    decided = [
        (ballot.item.claim, ballot.decision)
        for ballot in sitting.ballots
        if ballot.decision and not ballot.item.is_revoked
    ]
    for number, (claim, decision) in enumerate(decided, start=last + 1):
        refused = decision.outcome == Outcome.REJECTED
        Letter.objects.create(
            number=f"{prefix}{number:04d}",
            decision=decision,
            issued_on=on,
            appeal_until=last_working_day(on + ONE, claim.charter.appeal_days)
            if refused and claim.appeal_of_id is None
            else None,
            issued_by=by,
        )
    return len(decided)


def _make_pay_list(sitting: Sitting, *, on: dt.date, by: User) -> PayList | None:
    """The list of what was agreed to; none when nothing was."""
    granted = [
        ballot.decision.amount or Decimal(0)
        for ballot in sitting.ballots
        if ballot.decision
        and ballot.decision.outcome == Outcome.APPROVED
        and not ballot.item.is_revoked
    ]
    if not granted:
        return None
    prefix = f"FK-{on.year}-"
    return PayList.objects.create(
        number=f"{prefix}{last_serial(PayList.objects.all(), prefix) + 1:02d}",
        meeting=sitting.meeting,
        cases=len(granted),
        total=sum(granted, Decimal(0)),
        made_on=on,
        made_by=by,
    )


def latest_minutes(meeting: Meeting) -> MinutesVersion | None:
    """The minutes in force; None before the meeting is closed."""
    return meeting.minutes.select_related("written_by").order_by("-version").first()


@transaction.atomic
def correct_minutes(meeting: Meeting, *, words: str, on: dt.date, by: User) -> MinutesVersion:
    """更正纪要 as a new version with a paragraph more; the version before stays readable.

    Raises Refused before the meeting is closed, without words, or for who neither recorded nor
    presided.
    """
    meeting = locked_meeting(meeting)
    last = latest_minutes(meeting)
    if last is None:
        raise Refused("会议还没有结束，纪要还没有写定。散会以后才有更正。")
    if not words.strip():
        raise Refused("写明更正什么，例如「第 3 件的意见应为……」。")
    if by.pk not in (meeting.recorder_id, meeting.chair.user_id):
        raise Refused("纪要由这次会议的记录人或主持人更正。")
    text = read_minutes(last)
    told = f"{on} 更正：{words.strip()[:500]}"
    added = replace(text, corrections=[*text.corrections, told])
    version = _write(
        meeting, added, version=last.version + 1, by=by, before=last.digest,
        correction=words.strip()[:500],
    )  # fmt: skip
    audit.record("meeting.minutes_corrected", meeting, by=by, version=version.version, on=on)
    return version


@transaction.atomic
def add_signed_copy(
    meeting: Meeting, *, pages: list[tuple[str, bytes]], on: dt.date, by: User
) -> list[SignedCopy]:
    """存签字件: photographs or a scan of the minutes as signed, kept with their version.

    Raises Refused before the close, without a page, for what is no picture or PDF, or a page that
    is there already.
    """
    meeting = locked_meeting(meeting)
    minutes = latest_minutes(meeting)
    if minutes is None:
        raise Refused("会议还没有结束，纪要还没有写定。散会以后打印、签字，再拍照传上来。")
    if not pages:
        raise Refused("选签好字的纪要照片或扫描件，再上传。")
    files = clean_all(pages)
    there = set(minutes.copies.values_list("sha256", flat=True))
    if len(there) + len(files) > MOST_PAGES:
        raise Refused(f"一版纪要最多存 {MOST_PAGES} 页，合并成一份 PDF 再传。")
    if len({file.sha256 for file in files} - there) < len(files):
        raise Refused("这张照片已经存过，选另一张。")
    kept = [
        SignedCopy.objects.create(
            minutes=minutes, uid=keep(file, folder=FOLDER), file_type=file.file_type,
            size=len(file.content), sha256=file.sha256, stored_sha256=file.stored_sha256,
            added_by=by, added_at=clock.now(),
        )
        for file in files
    ]  # fmt: skip
    audit.record("meeting.minutes_signed", meeting, by=by, pages=len(kept), on=on)
    return kept


@transaction.atomic
def open_signed_copy(copy: SignedCopy, *, by: User) -> bytes:
    """The file of a signed page, with a line in the audit trail. Raises Refused when it is damaged."""
    content = read(copy.path, sha256=copy.stored_sha256, name="纪要签字件")
    audit.record("meeting.signed_copy_opened", copy.minutes.meeting, by=by)
    return content
