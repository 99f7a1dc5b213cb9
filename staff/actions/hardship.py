"""Hardship files 困难档案: taking over what was certified on paper, changing the tier."""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Q

from staff.actions.pairings import end_pairings
from staff.models import (
    IN_FORCE,
    Cause,
    FileStatus,
    HardshipFile,
    Household,
    Tier,
    TierChange,
    Worker,
)
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn


def _next_number(year: int) -> str:
    """档案号: KN-2026-0001."""
    prefix = f"KN-{year}-"
    take_turn(prefix)
    last = HardshipFile.objects.filter(number__startswith=prefix).aggregate(last=Max("number"))
    return f"{prefix}{int(last['last'][len(prefix) :]) + 1 if last['last'] else 1:04d}"


@transaction.atomic
def take_over_file(
    worker: Worker, *, tier: Tier, cause: Cause, basis: str, on: dt.date, by: User
) -> HardshipFile:
    """Enter a file that was certified on paper before this system, with its document.

    Raises Refused without a document, for a leaver, or when the household has a file
    (one household, one file: domain.md 5.5).
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if not basis.strip():
        raise Refused("建档要写认定依据的文号。")
    if worker.left_on and worker.left_on <= on:
        raise Refused(f"{worker.name} 已离册，不能建困难档案。")
    same_home = Q(worker=worker)
    if worker.household_id:
        Household.objects.select_for_update().get(pk=worker.household_id)
        same_home |= Q(worker__household=worker.household_id)
    if known := HardshipFile.objects.open().filter(same_home).select_related("worker").first():
        raise Refused(
            f"这一户已有{known.get_status_display()}的困难档案"
            f"（{known.number}，{known.worker.name}）。一户一档。"
        )
    file = HardshipFile.objects.create(
        number=_next_number(on.year),
        worker=worker,
        tier=tier,
        cause=cause,
        status=FileStatus.ACTIVE,
        basis=basis.strip(),
        opened_on=on,
        recheck_on=on.replace(year=on.year + 1, day=min(on.day, 28)),
    )
    TierChange.objects.create(file=file, on=on, now=tier, reason="建档", basis=basis, by=by)
    audit.record("hardship.taken_over", file, by=by, tier=tier.key)
    return file


@transaction.atomic
def change_tier(
    file: HardshipFile, *, tier: Tier, reason: str, basis: str, on: dt.date, by: User
) -> HardshipFile:
    """Raise or lower the tier by a document. Raises Refused without reason or for the same tier."""
    file = HardshipFile.objects.select_for_update().select_related("tier").get(pk=file.pk)
    if not reason.strip() or not basis.strip():
        raise Refused("调整等级要写原因和批准文号。")
    if file.tier_id == tier.pk:
        raise Refused(f"现在就是{tier.name}，不用调整。")
    was, file.tier = file.tier, tier
    file.save(update_fields=["tier"])
    TierChange.objects.create(
        file=file, on=on, was=was, now=tier, reason=reason.strip(), basis=basis.strip(), by=by
    )
    audit.record("hardship.tier_changed", file, by=by, was=was.key, now=tier.key, reason=reason)
    return file


@transaction.atomic
def exit_file(file: HardshipFile, *, reason: str, on: dt.date, by: User) -> HardshipFile:
    """退档 with a reason (domain.md 5.5); the file is kept, its pairing and visits end with it.

    Raises Refused unless in force.
    """
    file = HardshipFile.objects.select_for_update().select_related("tier").get(pk=file.pk)
    if file.status not in IN_FORCE:
        raise Refused(f"档案现在是「{file.get_status_display()}」，不能退档。")
    if not reason.strip():
        raise Refused("退档要写原因。")
    end_pairings(file, reason=reason.strip(), on=on, by=by)
    file.status, file.exited_on = FileStatus.EXITED, on
    file.save(update_fields=["status", "exited_on"])
    TierChange.objects.create(
        file=file, on=on, was=file.tier, now=None, reason=reason.strip(), basis="退档", by=by
    )
    audit.record("hardship.exited", file, by=by, reason=reason.strip())
    return file


@transaction.atomic
def reopen_file(
    file: HardshipFile, *, status: FileStatus, reason: str, on: dt.date, by: User
) -> HardshipFile:
    """Take a mistaken exit back. Raises Refused when the household has another file by now."""
    file = HardshipFile.objects.select_for_update().select_related("tier").get(pk=file.pk)
    if file.household_id:
        others = HardshipFile.objects.open().filter(household=file.household_id)
        if other := others.exclude(pk=file.pk).first():
            raise Refused(f"这一户已另有困难档案 {other.number}。一户一档，先把那份退档。")
    file.status, file.exited_on = status, None
    file.save(update_fields=["status", "exited_on"])
    TierChange.objects.create(
        file=file, on=on, was=None, now=file.tier, reason=reason, basis="撤销退档", by=by
    )
    audit.record("hardship.reopened", file, by=by, reason=reason)
    return file
