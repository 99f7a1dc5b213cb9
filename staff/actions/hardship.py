"""Hardship files 困难档案: taken over from paper, rechecked; the tier and its history."""

import calendar
import datetime as dt

from django.db import transaction
from django.db.models import Q

from staff.actions.raised_leads import pass_to_leader
from staff.duties import bond_of
from staff.models import (
    Act,
    Cadre,
    Cause,
    CertificationRule,
    Duty,
    FileStatus,
    FileStep,
    HardshipFile,
    Household,
    Tier,
    TierChange,
    Worker,
)
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import next_number


def next_file_number(year: int) -> str:
    """档案号: KN-2026-0001."""
    return next_number(HardshipFile.objects.all(), f"KN-{year}-")


def recheck_day(rule: CertificationRule, *, after: dt.date) -> dt.date:
    """The day of the next recheck, so many months later; a month's end stays one."""
    year, month = divmod(after.month - 1 + rule.recheck_months, 12)
    year, month = after.year + year, month + 1
    return dt.date(year, month, min(after.day, calendar.monthrange(year, month)[1]))


def refuse_second_file(worker: Worker) -> None:
    """One household, one file (domain.md 5.5). Raises Refused and names the one that is there."""
    same_home = Q(worker=worker)
    if worker.household_id:
        Household.objects.select_for_update().get(pk=worker.household_id)
        same_home |= Q(worker__household=worker.household_id)
    if known := HardshipFile.objects.open().filter(same_home).select_related("worker").first():
        raise Refused(
            f"这一户已有{known.get_status_display()}的困难档案"
            f"（{known.number}，{known.worker.name}）。一户一档。"
        )


def step_on_file(
    file: HardshipFile,
    act: Act,
    to: FileStatus,
    *,
    duty: Duty | None = None,
    words: str = "",
    on: dt.date,
    by: User | None,
) -> None:
    """Walk one step of a file's life and keep it. Raises Refused when its life has none such."""
    if to != file.status and not file.can_become(to):
        raise Refused(f"档案现在是「{file.get_status_display()}」，不能转为「{to.label}」。")
    FileStep.objects.create(
        file=file, act=act, duty=duty or "", was=file.status, now=to, words=words.strip(),
        by=by, on=on, at=clock.now(),
    )  # fmt: skip
    file.status = to
    file.save(update_fields=["status"])
    audit.record(f"hardship.{act.value}", file, by=by, on=on)


def locked_file(file: HardshipFile) -> HardshipFile:
    """The file's row, locked."""
    rows = HardshipFile.objects.select_related("worker", "tier")
    return rows.select_for_update(of=("self",)).get(pk=file.pk)


@transaction.atomic
def take_over_file(
    worker: Worker,
    *,
    tier: Tier,
    cause: Cause,
    basis: str,
    on: dt.date,
    by: User,
    approved_on: dt.date | None = None,
) -> HardshipFile:
    """Enter a file that was certified on paper before this system, with its document.

    It counts from today, and is rechecked when the paper would be. Raises Refused without a
    document, for a day to come, a tier that is not in use, a leaver, kin, or when the household
    has a file (one household, one file: domain.md 5.5).
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if not basis.strip():
        raise Refused("建档要写认定依据的文号。")
    if approved_on is not None and approved_on > on:
        raise Refused("纸质档案的批准日期不能晚于今天。")
    if not Tier.objects.in_use(on=on).filter(pk=tier.pk).exists():
        raise Refused(f"{tier.name}不是现在用的等级方案里的，选列出来的等级。")
    if bond := bond_of(by, worker):
        raise Refused(f"您是{bond.replace('申请人', '职工')}，转入要由别人来办。")
    if worker.left_on and worker.left_on <= on:
        raise Refused(f"{worker.name} 已离册，不能建困难档案。")
    refuse_second_file(worker)
    rule = CertificationRule.objects.in_force(on=on)
    file = HardshipFile.objects.create(
        number=next_file_number(on.year),
        worker=worker,
        tier=tier,
        cause=cause,
        status=FileStatus.ACTIVE,
        basis=basis.strip(),
        opened_on=on,
        recheck_on=max(on, recheck_day(rule, after=approved_on or on)),
    )
    words = f"{approved_on:%Y-%m-%d} 批准，{basis.strip()}" if approved_on else basis.strip()
    FileStep.objects.create(
        file=file, act=Act.TAKEN_OVER, duty=Duty.HANDLE, now=FileStatus.ACTIVE, words=words,
        by=by, on=on, at=clock.now(),
    )  # fmt: skip
    TierChange.objects.create(file=file, on=on, now=tier, reason="建档", basis=basis, by=by)
    audit.record(
        "hardship.taken_over", file, by=by, tier=tier.key, basis=file.basis, approved_on=approved_on
    )
    return file


@transaction.atomic
def change_tier(
    file: HardshipFile, *, tier: Tier, reason: str, basis: str, on: dt.date, by: User
) -> HardshipFile:
    """Write the tier an approved run of today set, with the old one in the history.

    Raises Refused without reason or document, or for the same tier; the database refuses a tier
    that no run of the day was approved for.
    """
    file = locked_file(file)
    if not reason.strip() or not basis.strip():
        raise Refused("调整等级要写原因和批准文号。")
    if file.tier_id == tier.pk:
        raise Refused(f"现在就是{tier.name}，不用调整。")
    was, file.tier = file.tier, tier
    # its history first: the database lets a tier only follow it
    TierChange.objects.create(
        file=file, on=on, was=was, now=tier, reason=reason.strip(), basis=basis.strip(), by=by
    )
    file.save(update_fields=["tier"])
    audit.record("hardship.tier_changed", file, by=by, was=was.key, now=tier.key)
    return file


@transaction.atomic
def mark_rechecks(*, on: dt.date) -> int:
    """待复核: files whose day of recheck has come; returns how many. May run any time."""
    due = HardshipFile.objects.filter(status=FileStatus.ACTIVE, recheck_on__lte=on)
    files = list(due.select_for_update())
    for file in files:
        step_on_file(file, Act.RECHECK_DUE, FileStatus.RECHECK_DUE, on=on, by=None)
    return len(files)


@transaction.atomic
def recheck_file(
    file: HardshipFile,
    *,
    words: str,
    on: dt.date,
    by: User,
    lead: Cadre | None = None,
    no_leader: str = "",
) -> HardshipFile:
    """复核，等级不变: what was looked at is kept, the next recheck is set; may be done early.

    `lead` is the leader asked to take a file of the heaviest tier over. Raises Refused without
    words, for kin, while the file is being changed or closed, and for the heaviest tier past a
    leader with room without a reason.
    """
    file, rule = locked_file(file), CertificationRule.objects.in_force(on=on)
    if file.status not in (FileStatus.ACTIVE, FileStatus.RECHECK_DUE):
        raise Refused(f"档案现在是「{file.get_status_display()}」，不能复核。")
    if not words.strip():
        raise Refused("写明复核时看了什么、核对了什么。")
    if bond := bond_of(by, file.worker):
        raise Refused(f"您是{bond}，复核要由别人来办。")
    if file.status == FileStatus.ACTIVE:
        step_on_file(file, Act.RECHECK_DUE, FileStatus.RECHECK_DUE, words="提前复核", on=on, by=by)
    step_on_file(
        file, Act.RECHECKED, FileStatus.ACTIVE, duty=Duty.HANDLE, words=words, on=on, by=by
    )
    file.recheck_on = recheck_day(rule, after=on)
    file.save(update_fields=["recheck_on"])
    TierChange.objects.create(
        file=file, on=on, was=file.tier, now=file.tier, reason="复核，等级不变",
        basis="见办理经过", by=by,  # what was seen is sealed there
    )  # fmt: skip
    pass_to_leader(file, to=lead, no_leader=no_leader, on=on, by=by)
    return file


@transaction.atomic
def open_file(file: HardshipFile, *, by: User, act: str = "opened") -> None:
    """Keep who read or printed a file with income and illness in it (domain.md 13.3)."""
    audit.record(f"hardship.{act}", file, by=by)
