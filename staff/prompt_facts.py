"""Facts of the registry and of care that should start something (features.md section 2, 6).

Each is found anew every night; its key is made of what happened, so it never prompts twice.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max
from django.db.models.functions import Greatest

from staff.models import (
    Departure,
    HardshipFile,
    HouseholdMember,
    KinRelation,
    Kinship,
    LeaveReason,
    PromptKind,
    Relation,
    Schooling,
    Visit,
    Worker,
)

SCHOOL_AGE = 6  # full years on the last of August (义务教育法 第十一条)
ASK_FROM_MONTH = 5  # a prompt for September comes from May on
LOOK_BACK = dt.timedelta(days=90)  # how late the nightly run may come and still find a fact
UNTOUCHED_AFTER = dt.timedelta(days=365)
IN_HOSPITAL = re.compile("住院|手术|抢救|重症")
NOT_IN_HOSPITAL = re.compile("(?:没有?|未|不用|不必|无需|不需要?)(?:再)?(?:住院|手术|抢救)")
# whose stay it was, by the word before it
WHOSE = (
    (Relation.SPOUSE, re.compile("丈夫|妻子|爱人|老伴|老公|媳妇")),
    (Relation.CHILD, re.compile("儿子|女儿|孩子|小孩")),
    (Relation.PARENT, re.compile("父亲|母亲|爸|妈|公公|婆婆|岳父|岳母|老人")),
)
CLAUSE = re.compile("[，。；、,;]")
DEATH_WORDS = ("去世", "死亡", "病故", "病逝", "身故")


@dataclass(frozen=True)
class Fact:
    """What happened, whom to help, the key that makes it one fact, and what a draft of it says."""

    kind: PromptKind
    key: str
    worker: Worker
    words: str
    happened_on: dt.date | None = None
    relation: str = ""  # whose it is: a Relation to the worker
    who: str = ""
    event: str = ""


def facts_of_care(*, on: dt.date) -> list[Fact]:
    """Every fact that stands on a day. A fixed number of queries."""
    return [
        *_school_age(on), *_hospital(on), *_deaths(on), *_marriages(on), *_untouched(on),
    ]  # fmt: skip


def _heads(homes: Iterable[int]) -> dict[int, Worker]:
    """The worker to turn to in each household: whose file is in force, else the first on roster."""
    workers = Worker.objects.filter(household__in=list(homes), left_on=None).order_by("pk")
    found: dict[int, Worker] = {}
    filed = set(HardshipFile.objects.in_force().values_list("worker", flat=True))
    for worker in workers:
        home = worker.household_id
        if home is not None and (home not in found or worker.pk in filed):
            found[home] = worker
    return found


def _school_age(on: dt.date) -> Iterator[Fact]:
    """Children six by the end of August of this year, not at school yet."""
    if on.month < ASK_FROM_MONTH:
        return
    born = (dt.date(on.year - SCHOOL_AGE - 1, 9, 1), dt.date(on.year - SCHOOL_AGE, 8, 31))
    rows = HouseholdMember.objects.filter(
        relation=Relation.CHILD, ended_on=None, birth__range=born,
        schooling__in=("", Schooling.NURSERY),
    )  # fmt: skip
    children = list(rows)
    heads = _heads(child.household_id for child in children)
    for child in children:
        if worker := heads.get(child.household_id):
            words = f"{child.name} {child.birth:%Y-%m-%d} 出生，今年 9 月上小学。家庭成员登记"
            yield Fact(
                PromptKind.SCHOOL_AGE, f"school:{child.pk}:{on.year}", worker, words,
                dt.date(on.year, 9, 1), Relation.CHILD, child.name, f"{child.name}上小学",
            )  # fmt: skip


def mentions_hospital(note: str) -> bool:
    """Whether a visit's words tell of a hospital stay, and not that there was none."""
    return bool(IN_HOSPITAL.search(NOT_IN_HOSPITAL.sub("", note)))


def whose_stay(note: str) -> Relation:
    """Of whom a visit's words tell a stay: the last one named in its clause, else the worker."""
    for clause in CLAUSE.split(note):
        if not mentions_hospital(clause):
            continue
        before = clause[: IN_HOSPITAL.search(clause).start()]  # type: ignore[union-attr]  # it tells
        for relation, words in WHOSE:
            if words.search(before):
                return relation
        return Relation.SELF
    return Relation.SELF


def _hospital(on: dt.date) -> Iterator[Fact]:
    rows = Visit.objects.filter(visited_on__range=(on - LOOK_BACK, on))
    for visit in rows.select_related("pairing__file__worker"):
        note = str(visit.note)
        if mentions_hospital(note):
            words = f"{visit.visited_on:%Y-%m-%d} 走访记录：{note}"
            worker = visit.pairing.file.worker
            relation = whose_stay(note)
            yield Fact(
                PromptKind.HOSPITAL, f"visit:{visit.pk}", worker, words, visit.visited_on, relation,
                worker.name if relation == Relation.SELF else "", "住院，日期照出院小结改",
            )  # fmt: skip


def _deaths(on: dt.date) -> Iterator[Fact]:
    """A worker who died, or a member of a family: someone is left behind."""
    gone = Departure.objects.standing().filter(
        reason=LeaveReason.DIED, left_on__range=(on - LOOK_BACK, on)
    )
    departures = list(gone.select_related("worker"))
    ended = HouseholdMember.objects.filter(ended_on__range=(on - LOOK_BACK, on))
    members = [one for one in ended if any(word in str(one.end_reason) for word in DEATH_WORDS)]
    homes = {one.household_id for one in members}
    heads = _heads(homes | {d.worker.household_id for d in departures if d.worker.household_id})
    for departure in departures:
        dead = departure.worker
        worker = heads.get(dead.household_id, dead) if dead.household_id else dead
        words = f"{dead.name} {departure.left_on:%Y-%m-%d} 去世。离册登记，{departure.document}"
        kin = Relation.OTHER if worker.pk != dead.pk else ""
        yield Fact(
            PromptKind.DEATH, f"departure:{departure.pk}", worker, words, departure.left_on, kin,
            dead.name, f"{dead.name}去世",
        )  # fmt: skip
    for member in members:
        if relative := heads.get(member.household_id):
            words = (
                f"{member.get_relation_display()}{member.name}：{member.end_reason!s}。家庭成员登记"
            )
            yield Fact(
                PromptKind.DEATH, f"member:{member.pk}", relative, words, member.ended_on,
                member.relation, member.name, f"{member.get_relation_display()}{member.name}去世",
            )  # fmt: skip


def _marriages(on: dt.date) -> Iterator[Fact]:
    """A spouse declared lately."""
    rows = Kinship.objects.open().filter(
        relation=KinRelation.SPOUSE, declared_on__range=(on - LOOK_BACK, on)
    )
    for kin in rows.select_related("worker"):
        words = f"{kin.declared_on:%Y-%m-%d} 申报了配偶，{kin.source!s}。亲属申报"
        yield Fact(
            PromptKind.MARRIAGE, f"kinship:{kin.pk}", kin.worker, words, kin.declared_on,
            Relation.SELF, kin.worker.name, "本人结婚，日期照结婚证改",
        )  # fmt: skip


def _untouched(on: dt.date) -> Iterator[Fact]:
    """Files in force where nothing was written for a year: no visit, no change, no gift."""
    files = HardshipFile.objects.in_force().filter(worker__left_on=None)
    touched = Greatest(
        "opened_on", Max("changes__on"), Max("pairings__since"), Max("pairings__visits__visited_on"),
        Max("gifts__received_on"),
    )  # fmt: skip
    rows = files.annotate(touched=touched).filter(touched__lt=on - UNTOUCHED_AFTER)
    for file in rows.select_related("worker"):
        words = f"{file.number} 最近一次记录是 {file.touched:%Y-%m-%d}，一年没有动过"
        yield Fact(PromptKind.UNTOUCHED, f"file:{file.pk}:{file.touched}", file.worker, words)
