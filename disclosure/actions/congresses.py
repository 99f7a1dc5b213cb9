"""Meetings 职工代表大会、联席会: recorded with their minutes and resolutions, confirmed by another."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from disclosure.actions.papers import keep_papers
from disclosure.congress_links import Behind
from disclosure.delegate_lines import Attending
from disclosure.models import (
    Attendance,
    Congress,
    CongressKind,
    CongressPaper,
    Delegate,
    Resolution,
)
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import next_number
from welfare.uploads import CleanFile


def _next_number(year: int) -> str:
    """编号: ZH-2026-01."""
    return next_number(Congress.objects.all(), f"ZH-{year}-", digits=2)


@transaction.atomic
def record_congress(
    kind: CongressKind,
    *,
    title: str,
    held_on: dt.date,
    place: str,
    entitled: int = 0,
    present: int = 0,
    delegates: Sequence[Attending] = (),
    agenda: str,
    files: Sequence[CleanFile],
    on: dt.date,
    by: User,
) -> Congress:
    """登记会议 with the signed minutes; who was entitled and there is counted from the list of delegates
    代表名单 where one is kept.

    Raises Refused for a day to come, more present than entitled, or without minutes.
    """
    if held_on > on:
        raise Refused(f"{held_on:%Y-%m-%d} 还没有到，开完会再登记。")
    if delegates:
        entitled = len(delegates)
        present = sum(one.attendance == Attendance.PRESENT for one in delegates)
    if entitled < 1 or present > entitled:
        raise Refused("应到至少 1 人，实到不能多于应到。")
    if not files:
        raise Refused("登记会议要传签了字的纪要。")
    congress = Congress.objects.create(
        number=_next_number(held_on.year), kind=kind, title=title.strip(), held_on=held_on,
        place=place.strip(), entitled=entitled, present=present, agenda=agenda.strip(),
        recorded_by=by, recorded_on=on,
    )  # fmt: skip
    keep_papers(CongressPaper, files, by=by, congress=congress)
    Delegate.objects.bulk_create(
        Delegate(
            congress=congress, worker_id=one.tenure.worker_id, station_id=one.tenure.station_id,
            attendance=one.attendance,
        )
        for one in delegates
    )  # fmt: skip
    audit.record(
        "congress.recorded", congress, by=by, kind=kind, present=present, listed=len(delegates)
    )
    return congress


@transaction.atomic
def add_resolution(
    congress: Congress,
    *,
    number: str,
    title: str,
    agreed: int,
    refused: int,
    abstained: int,
    behind: Behind | None = None,
    by: User,
) -> Resolution:
    """登记决议, with what it stands behind when it was passed.

    Raises Refused after the confirmation, for a number taken, votes that are not those present, a
    link without a majority, or a charter that names another resolution.
    """
    congress, behind = _locked(congress), behind or Behind()
    if congress.confirmed_by_id:
        raise Refused("会议已经核对，不能再加决议。")
    if Resolution.objects.filter(number=number.strip()).exists():
        raise Refused(f"决议文号 {number.strip()} 已经登记过。")
    if agreed + refused + abstained != congress.present:
        raise Refused(f"同意、不同意、弃权加起来要等于实到 {congress.present} 人。")
    told = Resolution(
        congress=congress, number=number.strip(), title=title.strip(), agreed=agreed,
        refused=refused, abstained=abstained, by=by, at=clock.now(), **vars(behind),
    )  # fmt: skip
    if behind.is_anything and not told.is_passed:
        raise Refused("没有通过的决议，不能作章程、标准和报告的依据。")
    if behind.charter and behind.charter.resolution != told.number:
        raise Refused(f"章程写的决议文号是「{behind.charter.resolution}」，和这份决议不一样。")
    if behind.charter and Resolution.objects.filter(charter=behind.charter).exists():
        raise Refused("这一版章程已经连着别的决议。")
    told.save(force_insert=True)
    audit.record("congress.resolved", congress, by=by, number=told.number, passed=told.is_passed)
    return told


def _locked(congress: Congress) -> Congress:
    return Congress.objects.select_for_update().get(pk=congress.pk)


def may_confirm(user: User, congress: Congress) -> str:
    """Why this person may not confirm it; empty when he may."""
    if congress.confirmed_by_id:
        return "已经核对过。"
    if congress.recorded_by_id == user.pk:
        return "是您登记的，要由别人核对。"
    return ""


@transaction.atomic
def confirm_congress(congress: Congress, *, on: dt.date, by: User) -> Congress:
    """核对 with the minutes, by another than recorded it; nothing is added afterwards.

    Raises Refused for him, or twice.
    """
    congress = _locked(congress)
    if reason := may_confirm(by, congress):
        raise Refused(reason)
    congress.confirmed_by, congress.confirmed_on = by, on
    congress.save(update_fields=["confirmed_by", "confirmed_on"])
    audit.record("congress.confirmed", congress, by=by)
    return congress
