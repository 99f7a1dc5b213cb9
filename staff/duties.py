"""Separation of duties 一事不兼办 on a hardship file: who may take which step.

The action that takes the step raises the reason, the page shows it beside the disabled button,
and triggers in the database refuse the same by direct SQL (migrations/sql/hardship.sql).
"""

from staff.kinship import kin_of
from staff.models import Certification, Duty, FileStep, HardshipFile, Worker
from staff.models.certifications import APART
from welfare.models import User


def bond_of(user: User, worker: Worker) -> str:
    """「申请人本人」, 「申请人的家里人」, 「申请人的亲属」 or nothing. One query."""
    if worker.user_id is not None and worker.user_id == user.pk:
        return "申请人本人"
    kin = kin_of(worker)
    if user.pk in kin.household_users:
        return "申请人的家里人"
    return "申请人的亲属" if user.pk in kin.users else ""


def duties_taken(certification: Certification) -> dict[int, set[Duty]]:
    """Who has taken which duty in a run, by user id. One query."""
    taken: dict[int, set[Duty]] = {}
    steps = FileStep.objects.filter(certification=certification, by__isnull=False)
    for person, duty in steps.exclude(duty="").values_list("by", "duty"):
        taken.setdefault(person, set()).add(Duty(duty))
    return taken


def _outside(user: User, certification: Certification) -> bool:
    """Whether the person does not belong to the applicant's own unit."""
    station = certification.file.worker.station_id
    return not Worker.objects.filter(user=user, station=station).exists()


def may_withdraw(user: User, certification: Certification) -> str:
    """Why this user may not withdraw the run; empty when he may: the worker, or who may fill in."""
    if certification.file.worker.user_id == user.pk:
        return ""
    if not user.may_use("manage_hardship"):
        return "撤回由本人或工会干事办。"
    if reason := may(user, Duty.APPLY, certification):
        return reason.replace(f"{Duty.APPLY.label}要由别人来办", "撤回要由本人或别的干事来办")
    return ""


def handled_by_kin(worker: Worker) -> bool:
    """Whether a relative of the worker handles files: an officer, a decider. Two queries."""
    handlers = User.objects.filter(
        pk__in=kin_of(worker).users, is_active=True,
        groups__permissions__codename__in=("manage_hardship", "approve_hardship"),
    )  # fmt: skip
    return handlers.exists()


def may(user: User, duty: Duty, certification: Certification) -> str:
    """Why this user may not take the duty in the run; empty when he may.

    Nobody acts on his own or his household's file, nobody takes two duties that stand apart, and
    a relative of those who handle files is surveyed by people of other units (domain.md 2.2).
    """
    if bond := bond_of(user, certification.file.worker):
        return f"您是{bond}，{duty.label}要由别人来办。"
    for done in duties_taken(certification).get(user.pk, set()):
        if frozenset({done, duty}) in APART:
            return f"您是这份档案的{done.label}人，{duty.label}要由别人来办。"
    if (
        duty == Duty.SURVEY
        and (certification.is_staff_relative or handled_by_kin(certification.file.worker))
        and not _outside(user, certification)
    ):
        return "申请人是经办人员的近亲属，调查要由外单位的人来办。"
    return ""


def may_exit(user: User, file: HardshipFile) -> str:
    """Why this user may not decide on closing the file; empty when he may."""
    if bond := bond_of(user, file.worker):
        return f"您是{bond}，退档要由别人来批。"
    proposed = FileStep.objects.filter(file=file, duty=Duty.PROPOSE_EXIT).last()
    if proposed is not None and proposed.by_id == user.pk:
        return "退档是您提出的，要由别人来批。"
    return ""
