"""Objections 不同意见 to a proposed file: received, looked into by two others, each signs."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from staff.actions.certifications import ONE, locked_run, take_step
from staff.duties import may
from staff.models import (
    Act,
    Certification,
    CertificationRule,
    Duty,
    FileStatus,
    Objection,
    ObjectionSignature,
    Result,
    Source,
)
from welfare import audit, clock
from welfare.days import last_working_day
from welfare.errors import Refused
from welfare.models import User

HANDLERS = 2  # who look into an objection


@transaction.atomic
def raise_objection(
    run: Certification,
    *,
    words: str,
    source: Source,
    who: str,
    handlers: Sequence[User],
    on: dt.date,
    by: User,
) -> Objection:
    """不同意见 comes in, signed or not, and two others are asked to look into it.

    Raises Refused outside the notice, without words, or for a handler who took part in the case.
    """
    objection = receive_objection(run, words=words, source=source, who=who, on=on, by=by)
    return ask_handlers(objection, handlers=handlers, on=on, by=by)


@transaction.atomic
def receive_objection(
    run: Certification, *, words: str, source: Source, who: str, on: dt.date, by: User | None
) -> Objection:
    """收下不同意见, by the counter or by the public page itself; the case waits for its answer.

    Raises Refused outside the notice or without words.
    """
    run = locked_run(run)
    if run.status not in (FileStatus.PUBLICITY, FileStatus.OBJECTION):
        raise Refused(f"现在是「{run.get_status_display()}」，公示期间才收不同意见。")
    if not words.strip():
        raise Refused("写下意见说了什么。")
    rule = CertificationRule.objects.in_force(on=on)
    due = last_working_day(on + ONE, rule.objection_days)
    objection = Objection.objects.create(
        certification=run, words=words.strip(), source=source, who=who.strip(), raised_on=on,
        due_on=due, entered_by=by,
    )  # fmt: skip
    if by is None:
        audit.record("certification.objection_received", run.file, by=None, on=on)
    return objection


@transaction.atomic
def ask_handlers(
    objection: Objection, *, handlers: Sequence[User], on: dt.date, by: User
) -> Objection:
    """请两个人核查. Raises Refused the second time, for himself, and for who took part in the case."""
    run = locked_run(objection.certification)
    if objection.handlers.exists():
        raise Refused("这条意见已经请人核查了。")
    if len({person.pk for person in handlers}) < HANDLERS:
        raise Refused(f"要 {HANDLERS} 个不同的人核查。")
    for person in handlers:
        _refuse_hearer(run, person, by=by)
    objection.handlers.set(handlers)
    names = "、".join(person.name for person in handlers)
    words = f"请{names}核查"
    take_step(run, Act.OBJECTED, FileStatus.OBJECTION, duty=Duty.HANDLE, words=words, on=on, by=by)
    return objection


def _refuse_hearer(run: Certification, person: User, *, by: User) -> None:
    if not person.may_use("survey_hardship"):
        raise Refused(f"{person.name}没有核查的权限，换一个人。")
    if reason := may(person, Duty.HEAR, run):
        raise Refused(f"{person.name}不能核查：{reason.removeprefix('您')}")
    if person == by:  # he names them, so he is not one of them
        raise Refused("不能请自己核查，选别的人。")


@transaction.atomic
def replace_hearer(
    run: Certification, *, old: User, new: User, reason: str, on: dt.date, by: User
) -> Certification:
    """换核查人: one who has not signed cannot; both sign, so another has to be asked.

    Raises Refused without a reason, for who was not asked or has signed, and for a new one kept out.
    """
    run = locked_run(run)
    waiting = [one for one in run.objections.filter(result="") if old in one.unsigned]
    if not waiting:
        raise Refused(f"{old.name}没有等着签字的核查，不用换。")
    if not reason.strip():
        raise Refused("写明为什么换人，比如生病。")
    _refuse_hearer(run, new, by=by)
    for objection in waiting:
        if objection.handlers.filter(pk=new.pk).exists():
            raise Refused(f"{new.name}已经是核查人，换一个人。")
        objection.handlers.remove(old)
        objection.handlers.add(new)
    words = f"核查人{old.name}换成{new.name}：{reason.strip()}"
    take_step(
        run, Act.REPLACED, FileStatus(run.status), duty=Duty.HANDLE, words=words, on=on, by=by
    )
    return run


@transaction.atomic
def answer_objection(
    objection: Objection, *, result: Result, answer: str, on: dt.date, by: User
) -> Objection:
    """核查签字, each of those asked with his own login; the last one answers who objected.

    One who found it founded is enough for a new survey by others: what two saw differently is
    looked at again. When all are unfounded the notice goes on. Raises Refused for anyone not asked,
    the second time, or without an answer.
    """
    run = locked_run(objection.certification)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.result:
        raise Refused("这条意见已经答复过。")
    if not objection.handlers.filter(pk=by.pk).exists():
        raise Refused("这条意见没有指派您核查。")
    if objection.signatures.filter(handler=by).exists():
        raise Refused("您已经签过字，等另一位核查人签。")
    if not answer.strip():
        raise Refused("写给提意见的人的答复。")
    ObjectionSignature.objects.create(
        objection=objection, handler=by, result=result, answer=answer.strip(), signed_at=clock.now()
    )
    signed = list(objection.signatures.all())
    if len(signed) == objection.handlers.count():
        _close_objection(objection, signed, on=on, by=by)
    to = _after_hearing(run)
    if to == FileStatus.HOME_SURVEY:
        run.round += 1
    words = f"{result.label}。{answer}"
    take_step(run, Act.HEARD, to, duty=Duty.HEAR, words=words, on=on, by=by)
    if to == FileStatus.PUBLICITY:
        run.due_on = run.publicity_until
        run.save(update_fields=["due_on"])
    return objection


def _close_objection(
    objection: Objection, signed: Sequence[ObjectionSignature], *, on: dt.date, by: User
) -> None:
    founded = any(one.result == Result.FOUNDED for one in signed)
    objection.result = Result.FOUNDED if founded else Result.UNFOUNDED
    # the same words once; a founded one is answered by whoever found it so
    told = [str(one.answer) for one in signed if one.result == objection.result]
    objection.answer = "\n".join(dict.fromkeys(told))
    objection.answered_on, objection.answered_by = on, by
    objection.save(update_fields=["result", "answer", "answered_on", "answered_by"])


def _after_hearing(run: Certification) -> FileStatus:
    """Where the run stands once somebody has signed."""
    if run.objections.filter(result="").exists():
        return FileStatus.OBJECTION
    founded = run.objections.filter(result=Result.FOUNDED, raised_on__gte=run.publicity_from)
    return FileStatus.HOME_SURVEY if founded.exists() else FileStatus.PUBLICITY
