"""Matters 转办事项: raised by a visit or at the counter, assigned, answered, judged by the worker."""

import datetime as dt

from django.db import transaction

from staff.matter_duties import (
    may_answer,
    may_assign,
    may_own,
    may_press,
    may_rate,
    may_rate_own,
)
from staff.models import (
    CareMeasure,
    Heard,
    Matter,
    MatterSource,
    MatterStatus,
    MatterStep,
    Need,
    Rating,
    StepKind,
    Visit,
    Worker,
)
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import next_number


def _next_number(year: int) -> str:
    """编号: ZB-2026-0001."""
    return next_number(Matter.objects.all(), f"ZB-{year}-")


def _step(
    matter: Matter,
    kind: StepKind,
    words: str,
    by: User,
    *,
    rating: Rating | None = None,
    heard: Heard | None = None,
) -> MatterStep:
    """Write the step; it repeats what the matter is afterwards, and the database compares."""
    step = MatterStep.objects.create(
        matter=matter,
        kind=kind,
        status=matter.status,
        owner=matter.owner,
        due_on=matter.due_on,
        rating=rating or "",
        heard=heard or "",
        words=words.strip(),
        at=clock.now(),
        by=by,
    )
    audit.record(f"matter.{kind}", matter, by=by, status=matter.status, due_on=matter.due_on)
    return step


def _locked(matter: Matter) -> Matter:
    return Matter.objects.select_for_update().get(pk=matter.pk)


def answer_day(on: dt.date) -> dt.date:
    """Until when a matter raised on a day is to be answered, unless somebody says otherwise."""
    return on + dt.timedelta(days=CareMeasure.objects.of(on).answer_days)


@transaction.atomic
def raise_matter(
    worker: Worker,
    *,
    need: Need,
    content: str,
    source: MatterSource,
    visit: Visit | None = None,
    owner: User | None = None,
    due_on: dt.date | None = None,
    on: dt.date,
    by: User,
) -> Matter:
    """立一件转办事项, with an owner at once or to be assigned.

    Raises Refused without content, for an owner who may not answer, or for a day gone by.
    """
    if not content.strip():
        raise Refused("写明职工要什么。")
    if owner is not None and (reason := may_own(owner)):
        raise Refused(reason)
    if source in (MatterSource.COUNTER, MatterSource.OWN):
        _refuse_twice(worker, need, content.strip(), on)
    due_on = due_on or answer_day(on)
    if due_on < on:
        raise Refused(f"时限 {due_on:%Y-%m-%d} 已经过去，请改成今天或以后。")
    matter = Matter.objects.create(
        number=_next_number(on.year),
        worker=worker,
        source=source,
        visit=visit,
        need=need,
        content=content.strip(),
        raised_on=on,
        status=MatterStatus.DOING if owner else MatterStatus.RAISED,
        owner=owner,
        due_on=due_on,
        first_due_on=due_on,
    )
    _step(matter, StepKind.RAISED, "", by)
    return matter


@transaction.atomic
def raise_own(worker: Worker, *, need: Need, content: str, on: dt.date, by: User) -> Matter:
    """The worker himself tells what he needs, with his own login; the office assigns it.

    Raises Refused for anybody else, without content, or for the same words twice a day.
    """
    if worker.user_id != by.pk:
        raise Refused("要由职工本人提；替别人说，请到工会办公登记来访。")
    return raise_matter(worker, need=need, content=content, source=MatterSource.OWN, on=on, by=by)


def _refuse_twice(worker: Worker, need: Need, content: str, on: dt.date) -> None:
    """The same words at the counter or from the worker on one day are a second click, not a second matter."""
    Worker.objects.select_for_update().get(pk=worker.pk)
    today = Matter.objects.filter(
        worker=worker, need=need, raised_on=on,
        source__in=(MatterSource.COUNTER, MatterSource.OWN),
    )  # fmt: skip
    for known in today:
        if str(known.content) == content:
            raise Refused(f"今天已经立过一样的转办单 {known.number}，不用再立。")


@transaction.atomic
def raise_matters_of(visit: Visit, *, on: dt.date, by: User) -> list[Matter]:
    """Every need told on a visit becomes a matter; one still open is asked for again instead."""
    worker = visit.pairing.file.worker
    known = Matter.objects.open().filter(worker=worker, source=MatterSource.VISIT)
    going = {matter.need: matter for matter in known.select_for_update()}
    found = []
    for need in dict.fromkeys(visit.needs):
        words = f"{Need(need).label}。{visit.note!s}" if visit.note else Need(need).label
        if need in going:
            _step(going[need], StepKind.ASKED, f"{visit.visited_on:%Y-%m-%d} 走访：{words}", by)
            continue
        found.append(
            raise_matter(
                worker,
                need=Need(need),
                content=words,
                source=MatterSource.VISIT,
                visit=visit,
                on=on,
                by=by,
            )
        )
    return found


@transaction.atomic
def assign_matter(
    matter: Matter, owner: User, *, due_on: dt.date, on: dt.date, by: User, words: str = ""
) -> Matter:
    """指派, hand over to another, or put its day off; lateness goes on from the first day.

    Raises Refused for who may not own it, a day gone by, out of turn, or a later day without why.
    """
    matter = _locked(matter)
    if reason := may_assign(by, matter):
        raise Refused(reason)
    if reason := may_own(owner):
        raise Refused(reason)
    if due_on < on:
        raise Refused(f"时限 {due_on:%Y-%m-%d} 已经过去，请改成今天或以后。")
    if matter.owner_id == owner.pk and matter.due_on == due_on:
        raise Refused(f"现在就是{owner.name}办，时限也一样，不用再指派。")
    if matter.owner_id is None:
        matter.first_due_on = due_on
    elif due_on > matter.due_on and not words.strip():
        raise Refused(
            f"时限从 {matter.due_on:%m-%d} 推到 {due_on:%m-%d}，写明为什么推后。"
            "逾期仍从最初的时限算。"
        )
    _give(matter, owner, due_on)
    _step(matter, StepKind.ASSIGNED, words, by)
    return matter


def _give(matter: Matter, owner: User, due_on: dt.date) -> None:
    matter.status, matter.owner, matter.due_on = MatterStatus.DOING, owner, due_on
    matter.save(update_fields=["status", "owner", "due_on", "first_due_on"])


@transaction.atomic
def press_matter(
    matter: Matter, owner: User, *, due_on: dt.date, words: str, on: dt.date, by: User
) -> Matter:
    """督办: the chair sets who answers by when, with his word. Raises Refused when it is not late,
    for another than the chair, without a word, or for a day gone by.
    """
    matter = _locked(matter)
    if reason := may_press(by, matter, on):
        raise Refused(reason)
    if not words.strip():
        raise Refused("写一句要求，承办人看得到。")
    if due_on < on:
        raise Refused(f"时限 {due_on:%Y-%m-%d} 已经过去，请改成今天或以后。")
    matter.first_due_on = due_on
    _give(matter, owner, due_on)
    _step(matter, StepKind.PRESSED, f"督办：{words.strip()}", by)
    return matter


@transaction.atomic
def answer_matter(matter: Matter, *, answer: str, by: User) -> Matter:
    """答复, by the owner alone. Raises Refused for another, without words, or out of turn."""
    matter = _locked(matter)
    if reason := may_answer(by, matter):
        raise Refused(reason)
    if not answer.strip():
        raise Refused("写明怎样办的，职工会听到。")
    matter.status = MatterStatus.ANSWERED
    matter.save(update_fields=["status"])
    _step(matter, StepKind.ANSWERED, answer, by)
    return matter


@transaction.atomic
def rate_matter(
    matter: Matter, *, rating: Rating, heard: Heard, words: str, on: dt.date, by: User
) -> Matter:
    """Write down the worker's word: good closes, 不满意 reopens with a new day for the owner.

    Raises Refused for the owner and whoever answered, out of turn, or for a bad word without why.
    """
    matter = _locked(matter)
    if reason := may_rate(by, matter):
        raise Refused(reason)
    return _rated(matter, rating, heard, words, on=on, by=by)


@transaction.atomic
def rate_own(matter: Matter, *, rating: Rating, words: str, on: dt.date, by: User) -> Matter:
    """The worker himself says how he was served, with his own login.

    Raises Refused for anybody else, out of turn, or for a bad word without why.
    """
    matter = _locked(matter)
    if reason := may_rate_own(by, matter):
        raise Refused(reason)
    return _rated(matter, rating, Heard.OWN, words, on=on, by=by)


def _rated(
    matter: Matter, rating: Rating, heard: Heard, words: str, *, on: dt.date, by: User
) -> Matter:
    if rating == Rating.UNSATISFIED:
        if not words.strip():
            raise Refused("职工不满意，写明哪里没办好，承办人好接着办。")
        again = dt.timedelta(days=CareMeasure.objects.of(on).again_days)
        matter.status, matter.due_on = MatterStatus.DOING, on + again
        matter.first_due_on = matter.due_on
    else:
        matter.status = MatterStatus.CLOSED
    matter.save(update_fields=["status", "due_on", "first_due_on"])
    _step(matter, StepKind.RATED, words, by, rating=rating, heard=heard)
    return matter
