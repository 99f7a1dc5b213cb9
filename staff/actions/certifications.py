"""Certification 困难认定: applying, documents, withdrawing; every step through `take_step`."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from staff.actions.hardship import refuse_second_file, step_on_file
from staff.duties import handled_by_kin, may, may_withdraw
from staff.hardship_facts import Circumstances
from staff.models import (
    Act,
    Certification,
    CertificationRule,
    Duty,
    FilePaper,
    FileStatus,
    FileStep,
    HardshipFile,
    RunKind,
    Worker,
)
from staff.models.certifications import OVER
from welfare import audit, clock
from welfare.days import last_working_day
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import next_number

ONE = dt.timedelta(days=1)
# state -> the field of the rule that says how many working days it may take
CLOCKS = {
    FileStatus.APPLIED: "document_days",
    FileStatus.DOCUMENT_REVIEW: "document_days",
    FileStatus.RETURNED: "returned_days",
    FileStatus.HOME_SURVEY: "survey_days",
    FileStatus.PEER_REVIEW: "peer_days",
    FileStatus.OBJECTION: "objection_days",
    FileStatus.UNION_REVIEW: "review_days",
}


def clock_of(to: FileStatus, rule: CertificationRule, *, on: dt.date) -> dt.date | None:
    """The day by which a state is to be left: working days counted from the next one."""
    name = CLOCKS.get(to)
    return last_working_day(on + ONE, getattr(rule, name)) if name else None


def locked_run(certification: Certification) -> Certification:
    """The run, its file's row locked with it."""
    rows = Certification.objects.select_related("file__worker", "file__tier", "proposed_tier")
    return rows.select_for_update(of=("self", "file")).get(pk=certification.pk)


def refuse_unless(run: Certification, status: FileStatus, verb: str) -> None:
    """Raises Refused when the run stands elsewhere: some states are reached by several ways."""
    if run.status != status:
        raise Refused(f"现在是「{run.get_status_display()}」，不能{verb}，刷新看看到了哪一步。")


def take_step(
    run: Certification,
    act: Act,
    to: FileStatus,
    *,
    duty: Duty | None = None,
    words: str = "",
    on: dt.date,
    by: User,
) -> None:
    """Walk one step of a run, keep it, and set the clock of the new state; saves the run.

    The file walks along, except in a tier change, where it keeps its tier meanwhile. Raises
    Refused when the life has no such step or the duty is another's.
    """
    if to != run.status and not run.can_become(to):
        raise Refused(
            f"现在是「{run.get_status_display()}」，不能转为「{to.label}」，刷新看看到了哪一步。"
        )
    if duty is not None and (reason := may(by, duty, run)):
        raise Refused(reason)
    FileStep.objects.create(
        file=run.file, certification=run, act=act, duty=duty or "", was=run.status, now=to,
        words=words.strip(), by=by, on=on, at=clock.now(),
    )  # fmt: skip
    if to != run.status:
        run.status = to
        run.due_on = clock_of(to, CertificationRule.objects.in_force(on=on), on=on)
        if run.kind != RunKind.CHANGE:
            run.file.status = to
            run.file.save(update_fields=["status"])
    run.save()
    audit.record(f"certification.{act.value}", run.file, by=by, on=on, run=run.number)


def _run_number(year: int) -> str:
    """申请编号: SQ-2026-0001."""
    return next_number(Certification.objects.all(), f"SQ-{year}-")


@transaction.atomic
def fill_application(
    worker: Worker, told: Circumstances, *, on: dt.date, by: User
) -> Certification:
    """填写申请, by the worker himself or on his behalf; both stand in the file.

    Somebody who had a file before comes back by the same way (重新认定). Raises Refused for a
    leaver, for a second file of one household, or when a relative fills it in on behalf.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if worker.left_on and worker.left_on <= on:
        raise Refused(f"{worker.name} 已离册，不能申请困难档案。")
    refuse_second_file(worker)
    former = worker.hardship_files.filter(status=FileStatus.EXITED).order_by("-pk").first()
    number, fields = _run_number(on.year), told.as_fields()
    file = HardshipFile.objects.create(
        number=number, worker=worker, tier=told.asked_tier, cause=told.cause,
        status=FileStatus.DRAFT, basis="", follows=former,
    )  # fmt: skip
    fields["is_staff_relative"] = told.is_staff_relative or handled_by_kin(worker)
    own = worker.user_id == by.pk
    run = Certification(
        number=number, file=file, kind=RunKind.REENTRY if former else RunKind.FIRST,
        status=FileStatus.DRAFT, filled_by=by, is_on_behalf=not own, applied_on=on, **fields,
    )  # fmt: skip
    run.save()
    _first_step(run, Act.FILLED, duty=None if own else Duty.APPLY, on=on, by=by)
    return run


def _first_step(
    run: Certification, act: Act, *, duty: Duty | None, words: str = "", on: dt.date, by: User
) -> None:
    if duty is not None and (reason := may(by, duty, run)):
        raise Refused(reason)
    FileStep.objects.create(
        file=run.file, certification=run, act=act, duty=duty or "", now=run.status,
        words=words.strip(), by=by, on=on, at=clock.now(),
    )  # fmt: skip
    audit.record(f"certification.{act.value}", run.file, by=by, on=on, run=run.number)


@transaction.atomic
def start_tier_change(
    file: HardshipFile, told: Circumstances, *, reason: str, on: dt.date, by: User
) -> Certification:
    """等级调整: the same path again from the home survey; the file keeps its tier meanwhile.

    The union proposes it: the worker has signed nothing, and signs the survey.
    Raises Refused without a reason, for the tier the file has, or for kin.
    """
    rule = CertificationRule.objects.in_force(on=on)
    file = HardshipFile.objects.select_for_update().select_related("worker").get(pk=file.pk)
    if not reason.strip():
        raise Refused("写明为什么要调整等级。")
    if told.asked_tier.pk == file.tier_id:
        raise Refused(f"现在就是{told.asked_tier.name}，不用调整。")
    step_on_file(
        file, Act.CHANGE_STARTED, FileStatus.TIER_CHANGE, duty=Duty.APPLY, words=reason, on=on,
        by=by,
    )  # fmt: skip
    run = Certification(
        number=_run_number(on.year), file=file, kind=RunKind.CHANGE,
        status=FileStatus.HOME_SURVEY, filled_by=by, is_on_behalf=False,
        applied_on=on, due_on=clock_of(FileStatus.HOME_SURVEY, rule, on=on),
        **told.as_fields(),
    )  # fmt: skip
    run.save()
    _first_step(run, Act.FILLED, duty=Duty.APPLY, words=reason, on=on, by=by)
    return run


@transaction.atomic
def correct_application(
    run: Certification, told: Circumstances, *, on: dt.date, by: User
) -> Certification:
    """改申请内容 while it is a draft or sent back: then it is a draft again, which nobody signed.

    Raises Refused afterwards, and for kin or who has another duty in the case, as for filling in.
    """
    run = locked_run(run)
    if run.status not in (FileStatus.DRAFT, FileStatus.RETURNED):
        raise Refused(f"申请已是「{run.get_status_display()}」，内容不能再改。")
    duty = _unless_own(run, by)
    flagged = duty is None and run.is_staff_relative  # the worker's form does not ask for it
    for name, value in told.as_fields().items():
        setattr(run, name, value)
    run.is_staff_relative = flagged or told.is_staff_relative or handled_by_kin(run.file.worker)
    run.signed_on = None
    take_step(run, Act.CORRECTED, FileStatus.DRAFT, duty=duty, on=on, by=by)
    run.file.tier, run.file.cause = told.asked_tier, told.cause
    run.file.save(update_fields=["tier", "cause"])
    return run


def _unless_own(run: Certification, by: User, duty: Duty = Duty.APPLY) -> Duty | None:
    """The duty of whoever acts for the worker; none for himself."""
    return None if by.pk == run.file.worker.user_id else duty


@transaction.atomic
def sign_application(
    run: Certification,
    *,
    signed_on: dt.date,
    authorised: bool,
    promised: bool,
    agreed: bool,
    on: dt.date,
    by: User,
) -> Certification:
    """本人签字: application, authorisation to check, promise of truth, consent to the notice.

    Raises Refused when one of the three is missing or the day lies ahead.
    """
    run = locked_run(run)
    if not (authorised and promised and agreed):
        raise Refused("授权核查、如实承诺、同意公示，三样都要本人同意。")
    if not run.applied_on <= signed_on <= on:
        raise Refused("签字日期在填表那天和今天之间。")
    run.signed_on = signed_on
    take_step(
        run, Act.SIGNED, FileStatus.APPLIED, duty=_unless_own(run, by), on=on, by=by,
        words="授权核查、如实承诺、同意公示",
    )  # fmt: skip
    return run


@transaction.atomic
def receive_application(run: Certification, *, on: dt.date, by: User) -> Certification:
    """收件初审, by another than who filled it in. Raises Refused for him and for kin."""
    run = locked_run(run)
    refuse_unless(run, FileStatus.APPLIED, "收件")
    run.reviewer = by
    take_step(run, Act.RECEIVED, FileStatus.DOCUMENT_REVIEW, duty=Duty.REVIEW, on=on, by=by)
    return run


@transaction.atomic
def pass_papers(
    run: Certification, *, papers: Sequence[str], on: dt.date, by: User
) -> Certification:
    """初审通过: the list of the file's bag is complete. Raises Refused with what is missing."""
    run = locked_run(run)
    refuse_unless(run, FileStatus.DOCUMENT_REVIEW, "通过初审")
    if missing := [paper.label for paper in FilePaper if paper.value not in papers]:
        raise Refused(f"还差{'、'.join(missing)}。缺的话退回补正。")
    run.papers, run.missing = [paper.value for paper in FilePaper], ""
    take_step(run, Act.PAPERS_PASSED, FileStatus.HOME_SURVEY, duty=Duty.REVIEW, on=on, by=by)
    return run


@transaction.atomic
def return_application(
    run: Certification, *, papers: Sequence[str], missing: str, on: dt.date, by: User
) -> Certification:
    """退回补正 with what is to be brought. Raises Refused without words."""
    run = locked_run(run)
    if not missing.strip():
        raise Refused("写明要补什么材料，本人才知道带什么来。")
    run.papers = [paper.value for paper in FilePaper if paper.value in papers]
    run.missing = missing.strip()
    take_step(run, Act.RETURNED, FileStatus.RETURNED, duty=Duty.REVIEW, words=missing, on=on, by=by)
    return run


@transaction.atomic
def supplement_application(
    run: Certification, *, words: str, on: dt.date, by: User
) -> Certification:
    """材料补齐, said by the worker or by who took it at the counter: back to the review.

    Raises Refused without a word of what came, and for kin.
    """
    run = locked_run(run)
    refuse_unless(run, FileStatus.RETURNED, "补材料")
    if not words.strip():
        raise Refused("写明补了什么材料。")
    duty = _unless_own(run, by, Duty.HANDLE)
    take_step(
        run, Act.SUPPLEMENTED, FileStatus.DOCUMENT_REVIEW, duty=duty, words=words, on=on, by=by
    )
    return run


@transaction.atomic
def withdraw_application(
    run: Certification, *, reason: str, on: dt.date, by: User
) -> Certification:
    """撤回 at any step before the decision, by the worker or by an officer for him.

    Raises Refused without a reason, for kin, and for an officer with another duty in the case.
    """
    run = locked_run(run)
    if not reason.strip():
        raise Refused("写一句撤回的原因。")
    if words := may_withdraw(by, run):
        raise Refused(words)
    _withdraw(run, reason, duty=_unless_own(run, by), on=on, by=by)
    return run


def _withdraw(run: Certification, reason: str, *, duty: Duty | None, on: dt.date, by: User) -> None:
    take_step(run, Act.WITHDRAWN, FileStatus.WITHDRAWN, duty=duty, words=reason, on=on, by=by)
    end_change(run, words="撤回", on=on, by=by)


@transaction.atomic
def withdraw_runs(worker: Worker, *, reason: str, on: dt.date, by: User) -> int:
    """撤回 what is under way for somebody who left the roster; returns how many."""
    runs = Certification.objects.filter(file__worker=worker).exclude(status__in=OVER)
    for run in runs:
        _withdraw(locked_run(run), reason, duty=None, on=on, by=by)
    return len(runs)


def end_change(run: Certification, *, words: str, on: dt.date, by: User) -> None:
    """A tier change is over, however it ended: its file is simply in force again."""
    if run.kind == RunKind.CHANGE:
        step_on_file(run.file, Act.CHANGE_ENDED, FileStatus.ACTIVE, words=words, on=on, by=by)
