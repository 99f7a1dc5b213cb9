"""Closing a hardship file 退档: proposed and decided by two, or because its worker left the roster."""

import datetime as dt

from django.db import transaction

from staff.actions.gift_stops import stop_gifts
from staff.actions.hardship import locked_file, step_on_file
from staff.actions.pairings import end_pairings
from staff.duties import bond_of, may_exit
from staff.models import (
    Act,
    CertificationRule,
    Duty,
    ExitReason,
    FileStatus,
    Gift,
    HardshipFile,
    TierChange,
)
from welfare.days import ONE, last_working_day
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def propose_exit(
    file: HardshipFile,
    *,
    reason: ExitReason,
    evidence: str,
    told_on: dt.date | None,
    on: dt.date,
    by: User,
) -> HardshipFile:
    """拟退档. The worker is told first, by a visit or a call (domain.md 5.5 row 12).

    Raises Refused without evidence, when the worker was not told (except after his death), or
    for kin.
    """
    file = locked_file(file)
    if not evidence.strip():
        raise Refused("退档要写凭什么。")
    if told_on is None and reason != ExitReason.DIED:
        raise Refused("先上门或打电话告诉本人，再写告知的日期。")
    if told_on is not None and told_on > on:
        raise Refused("告知本人的日期不能晚于今天。")
    if bond := bond_of(by, file.worker):
        raise Refused(f"您是{bond}，退档要由别人来提。")
    told = f"{told_on:%Y-%m-%d} 已告知本人。" if told_on else ""
    step_on_file(
        file, Act.EXIT_PROPOSED, FileStatus.EXIT_PROPOSED, duty=Duty.PROPOSE_EXIT,
        words=f"{reason.label}：{evidence.strip()}。{told}", on=on, by=by,
    )  # fmt: skip
    file.exit_reason = reason
    rule = CertificationRule.objects.in_force(on=on)
    file.exit_due_on = last_working_day(on + ONE, rule.exit_days)
    file.save(update_fields=["exit_reason", "exit_due_on"])
    return file


@transaction.atomic
def decide_exit(
    file: HardshipFile, *, agree: bool, words: str, on: dt.date, by: User
) -> HardshipFile:
    """退档 or 不同意退档, by another than who proposed it. The number is kept for ever.

    Its pairing ends on the day, visits not yet due are waived, gifts not yet fetched are stopped
    (domain.md 14, P9). Raises Refused for the proposer, for
    kin, or when a refusal has no reason.
    """
    file = locked_file(file)
    if file.status != FileStatus.EXIT_PROPOSED:
        raise Refused(f"档案现在是「{file.get_status_display()}」，没有人提出退档。")
    if reason := may_exit(by, file):
        raise Refused(reason)
    if not agree:
        if not words.strip():
            raise Refused("不同意退档，要写原因。")
        step_on_file(
            file, Act.EXIT_REFUSED, FileStatus.ACTIVE, duty=Duty.EXIT, words=words, on=on, by=by
        )
        file.exit_reason, file.exit_due_on = "", None
        file.save(update_fields=["exit_reason", "exit_due_on"])
        return file
    file.exited_on, file.exit_due_on = on, None
    file.save(update_fields=["exited_on", "exit_due_on"])
    step_on_file(file, Act.EXITED, FileStatus.EXITED, duty=Duty.EXIT, words=words, on=on, by=by)
    TierChange.objects.create(
        file=file, on=on, was=file.tier, reason=f"退档：{file.get_exit_reason_display()}",
        basis="退档审批", by=by,
    )  # fmt: skip
    words = f"退档：{file.get_exit_reason_display()}"
    end_pairings(file, reason=words, on=on, by=by)
    stop_gifts(Gift.objects.filter(file=file), reason=words, on=on)
    return file


@transaction.atomic
def follow_up(file: HardshipFile, *, words: str, on: dt.date, by: User) -> HardshipFile:
    """退档回访: how the family fares since. Raises Refused for one not closed, and for kin."""
    file = locked_file(file)
    if file.status != FileStatus.EXITED:
        raise Refused("退档以后才有回访。")
    if not words.strip():
        raise Refused("写一句回访时家里怎么样。")
    if bond := bond_of(by, file.worker):
        raise Refused(f"您是{bond}，回访要由别人来做。")
    step_on_file(
        file, Act.FOLLOWED_UP, FileStatus.EXITED, duty=Duty.HANDLE, words=words, on=on, by=by
    )
    return file


@transaction.atomic
def exit_file(
    file: HardshipFile, *, why: ExitReason, reason: str, on: dt.date, by: User
) -> HardshipFile:
    """退档 because the worker has left the roster; the file is kept, its pairing ends with it.

    The departure itself is the paper; nobody has to propose what has happened already. Raises
    Refused unless in force.
    """
    file = locked_file(file)
    if not file.is_in_force:
        raise Refused(f"档案现在是「{file.get_status_display()}」，不能退档。")
    if not reason.strip():
        raise Refused("退档要写原因。")
    file.exited_on, file.exit_reason, file.exit_due_on = on, why, None
    file.save(update_fields=["exited_on", "exit_reason", "exit_due_on"])
    step_on_file(file, Act.LEFT, FileStatus.EXITED, words=reason, on=on, by=by)
    TierChange.objects.create(
        file=file, on=on, was=file.tier, now=None, reason=reason.strip(), basis="退档", by=by
    )
    end_pairings(file, reason=reason.strip(), on=on, by=by)
    return file


@transaction.atomic
def reopen_file(
    file: HardshipFile, *, status: FileStatus, reason: str, on: dt.date, by: User
) -> HardshipFile:
    """Take a mistaken exit back. Raises Refused when the household has another file by now."""
    file = locked_file(file)
    if file.household_id:
        others = HardshipFile.objects.open().filter(household=file.household_id)
        if other := others.exclude(pk=file.pk).first():
            raise Refused(f"这一户已另有困难档案 {other.number}。一户一档，先把那份退档。")
    step_on_file(file, Act.REOPENED, FileStatus(status), words=reason, on=on, by=by)
    file.exited_on, file.exit_reason = None, ""
    file.save(update_fields=["exited_on", "exit_reason"])
    TierChange.objects.create(
        file=file, on=on, was=None, now=file.tier, reason=reason, basis="撤销退档", by=by
    )
    return file
