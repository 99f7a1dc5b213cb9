"""ReliefPlan 帮扶方案 and its measures: made, carried on, and what came of them."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from staff.models import (
    Goal,
    HardshipFile,
    Measure,
    MeasureKind,
    MeasureNote,
    PlanVersion,
    Progress,
    ReliefPlan,
)
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def make_plan(
    file: HardshipFile, *, goals: Sequence[Goal], aim: str, on: dt.date, by: User
) -> ReliefPlan:
    """制定方案, or change it: the old version stays and is shown.

    Raises Refused for a closed file, without goal or aim, or when nothing changes.
    """
    file = HardshipFile.objects.select_for_update().get(pk=file.pk)
    if not file.is_in_force:
        raise Refused(f"档案现在是「{file.get_status_display()}」，在档以后才定帮扶方案。")
    if not goals:
        raise Refused("至少选一项目标。")
    if not aim.strip():
        raise Refused("写一句要达到什么。")
    plan = ReliefPlan.objects.filter(file=file).first()
    told, number = [goal.value for goal in goals], 1
    if plan is None:
        plan = ReliefPlan.objects.create(file=file, made_on=on, made_by=by)
    elif (set(plan.now.goals), str(plan.now.aim)) == (set(told), aim.strip()):
        raise Refused("目标和要达到什么都没有改，不用再存。")
    else:
        number = plan.now.number + 1
    plan.now = PlanVersion.objects.create(
        plan=plan, number=number, goals=told, aim=aim.strip(), made_on=on, made_by=by
    )
    audit.record("plan.made", file, by=by, goals=told, version=number)
    return plan


@transaction.atomic
def add_measure(
    plan: ReliefPlan,
    *,
    kind: MeasureKind,
    goal: Goal,
    owner: User | None = None,
    outsider: str = "",
    due_on: dt.date,
    source: str,
    amount: Decimal | None,
    on: dt.date,
    by: User,
) -> Measure:
    """加一项措施, that `owner` answers for, or an outsider in words.

    Raises Refused for a goal the plan has not, a day gone by, money without source, nobody, or a
    file that is no longer in force.
    """
    file = HardshipFile.objects.select_for_update().get(pk=plan.file_id)
    if not file.is_in_force:
        raise Refused(f"档案现在是「{file.get_status_display()}」，不能再加措施。")
    if goal.value not in plan.now.goals:
        raise Refused(f"方案的目标里没有「{goal.label}」，先把目标加上。")
    if due_on < on:
        raise Refused("什么时候办，不能早于今天。")
    if amount is not None and amount <= 0:
        raise Refused("预计金额要大于 0；不花钱的措施不用填。")
    if amount is not None and not source.strip():
        raise Refused("写了金额，就要写资金来源。")
    if (owner is None) == (not outsider.strip()):
        raise Refused("选一位责任人；是外单位的，写单位和姓名。两样只填一样。")
    if owner is not None and not owner.may_use("answer_matter"):
        raise Refused(f"{owner.name}看不到困难档案，不能当责任人，换一位。")
    measure = Measure.objects.create(
        plan=plan, kind=kind, goal=goal, owner=owner, outsider=outsider.strip(), due_on=due_on,
        source=source.strip(), amount=amount,
    )  # fmt: skip
    audit.record("plan.measure_added", plan.file, by=by, kind=kind, due_on=due_on)
    return measure


def may_note(user: User, measure: Measure) -> bool:
    """Whether he notes what was done: the office, who answers for it, and who leads the family."""
    return Measure.objects.carried_by(user).filter(pk=measure.pk).exists()


@transaction.atomic
def note_measure(
    measure: Measure,
    *,
    progress: Progress,
    words: str,
    effect: str,
    earned: Decimal | None,
    on: dt.date,
    by: User,
) -> MeasureNote:
    """进展: what was done, and once it is done, what came of it.

    Raises Refused for anyone but the office, who answers for it and the family's lead, without
    words, for a finished measure, or for one done without effect.
    """
    rows = Measure.objects.select_for_update(of=("self",)).select_related("plan__file")
    measure = rows.get(pk=measure.pk)
    if not may_note(by, measure):
        raise Refused("进展由工会干事、责任人或这一户的包保责任人记。")
    if progress != measure.progress and not measure.can_become(progress):
        raise Refused(f"这一项{measure.get_progress_display()}，不能改成{progress.label}。")
    if measure.progress in (Progress.DONE, Progress.DROPPED):
        raise Refused(f"这一项{measure.get_progress_display()}，不用再记进展。")
    if not words.strip():
        raise Refused("写一句做了什么。")
    if progress == Progress.DONE and not effect.strip():
        raise Refused("办完了要写效果。")
    if earned is not None and (earned <= 0 or not measure.helps_earn):
        raise Refused("每月增收只记就业、培训、贷款这几项，而且大于 0。")
    note = MeasureNote.objects.create(
        measure=measure, progress=progress, words=words.strip(), effect=effect.strip(),
        earned=earned, on=on, by=by,
    )  # fmt: skip
    measure.progress = progress
    measure.save(update_fields=["progress"])
    audit.record("plan.measure_noted", measure.plan.file, by=by, progress=progress)
    return note
