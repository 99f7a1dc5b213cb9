"""Where a prompt 系统提示 leads: the sub-type of the draft it starts, and what is left to a family that
nobody of can apply for.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from mutualfund.claim_checks import why_uncovered
from staff.models import (
    Goal,
    HardshipFile,
    MeasureKind,
    Prompt,
    PromptKind,
    Relation,
    ReliefPlan,
    Worker,
)
from welfare.models import User

# which sub-type of the charter a fact is about, by the words in its name
NAMED = {
    PromptKind.SCHOOL_AGE: re.compile("小学|入学|义务教育"),
    PromptKind.HOSPITAL: re.compile("住院"),
    PromptKind.DEATH: re.compile("丧|去世|死亡"),
    PromptKind.MARRIAGE: re.compile("婚"),
}
GUARDS = {  # what a relief plan does about it, and which never-let that guards
    PromptKind.SCHOOL_AGE: (MeasureKind.SCHOOLING, Goal.SCHOOLING),
    PromptKind.HOSPITAL: (MeasureKind.MEDICINE, Goal.MEDICAL),
    PromptKind.DEATH: (MeasureKind.LIVING, Goal.LIVING),
    PromptKind.MARRIAGE: (MeasureKind.LIVING, Goal.LIVING),
}

# how another worker of the household stands to the person, by how the prompt's own worker does
SEEN_FROM_BESIDE = {
    "": Relation.OTHER,  # the prompt's worker himself, dead
    Relation.SELF: Relation.OTHER,
    Relation.CHILD: Relation.CHILD,
    Relation.OTHER: Relation.OTHER,
}


def subtype_of(prompt: Prompt, subtypes: Sequence[str]) -> str:
    """The sub-type that names what happened; the first of them where none does."""
    words = NAMED.get(PromptKind(prompt.kind))
    named = (name for name in subtypes if words and words.search(name))
    return next(named, subtypes[0])


def told_to(worker: Worker, prompt: Prompt) -> dict[str, str]:
    """Whom the draft is for, as this worker stands to him: who is `self` to one is not to another of the
    household. Whose spouse or parent somebody is stays open there, for the form to ask.
    """
    relation, who = prompt.relation, str(prompt.who or "")
    if worker.pk != prompt.worker_id:
        relation = SEEN_FROM_BESIDE.get(relation, "")
        who = who or (prompt.worker.name if relation == Relation.OTHER else "")
    return {"relation": relation, "beneficiary": who, "event": str(prompt.event or "")}


@dataclass(frozen=True)
class Way:
    """One thing that can still be done: its words, where it is done, and why it is this."""

    words: str
    url: str
    told: str
    icon: str


def ways_on(worker: Worker, prompt: Prompt, kind: str, *, user: User, on: dt.date) -> list[Way]:
    """What is left where the worker himself is not covered, the nearest first."""
    ways = [
        Way(
            f"由{one.name}申领", f"{reverse('claim-new')}?{_asked(one, prompt, kind)}",
            "同一户的，入了社。草稿照这条提示填好。", "file-earmark-text",
        )
        for one in _covered_at_home(worker, on)
    ]  # fmt: skip
    if user.may_use("manage_members") and not worker.left_on:
        ways.append(Way(
            f"请{worker.name}入社", reverse("enrolment-new", args=[worker.pk]),
            "入社以前发生的事不补助，以后的按章程办。", "person-plus",
        ))  # fmt: skip
    if user.may_use("manage_hardship") and PromptKind(prompt.kind) in GUARDS:
        ways.append(_plan(worker, PromptKind(prompt.kind)))
    if prompt.matter:
        ways.append(Way(
            f"用转办单 {prompt.matter.number} 帮", prompt.matter.get_absolute_url(),
            "上门慰问、送温暖，办好在转办单里答复。", "arrow-right",
        ))  # fmt: skip
    return ways


def _asked(worker: Worker, prompt: Prompt, kind: str) -> str:
    return urlencode({"worker": worker.pk, "kind": kind, "prompt": prompt.pk})


def _covered_at_home(worker: Worker, on: dt.date) -> list[Worker]:
    """Others of the household who may apply."""
    if worker.household_id is None:
        return []
    home = Worker.objects.filter(household=worker.household_id).on_roster(on=on)
    return [one for one in home.exclude(pk=worker.pk) if not why_uncovered(one, on=on)]


def _plan(worker: Worker, kind: PromptKind) -> Way:
    """A measure of the family's relief plan; its goal first where there is no plan, its file where none."""
    measure, goal = GUARDS[kind]
    home = {"household": worker.household_id} if worker.household_id else {"worker": worker}
    file = HardshipFile.objects.in_force().filter(**home).first()
    if file is None:
        return Way(
            "申请建困难档案", f"{reverse('hardship-new')}?worker={worker.pk}",
            "家里困难的，建了档就能定帮扶措施。", "folder2-open",
        )  # fmt: skip
    if not ReliefPlan.objects.filter(file=file).exists():
        address = f"{reverse('hardship-plan', args=[file.pk])}?goals={goal.value}"
        told = "这一户还没有帮扶方案。先定目标，再加这一项。"
    else:
        asked = urlencode({"kind": measure.value, "goal": goal.value})
        address = f"{reverse('measure-new', args=[file.pk])}?{asked}"
        told = f"{file.number} 有帮扶方案，加一项措施。"
    return Way(f"帮扶方案：{measure.label}", address, told, "heart")
