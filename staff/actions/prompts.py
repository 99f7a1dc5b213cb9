"""Prompts 系统提示: raised every night, taken up as a matter, or dismissed with a reason."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from staff.actions.matters import raise_matter
from staff.models import Matter, MatterSource, Need, Pairing, Prompt, PromptKind, PromptStatus
from staff.prompt_facts import Fact
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

NEEDS = {
    PromptKind.SCHOOL_AGE: Need.SCHOOLING,
    PromptKind.HOSPITAL: Need.MEDICAL,
    PromptKind.DEATH: Need.OTHER,
    PromptKind.MARRIAGE: Need.OTHER,
    PromptKind.UNTOUCHED: Need.OTHER,
    PromptKind.NEVER_HELPED: Need.LIVING,
}


@transaction.atomic
def raise_prompts(facts: Iterable[Fact], *, on: dt.date) -> int:
    """Write down the facts that are new; returns how many. The same fact never prompts twice."""
    wanted = {fact.key: fact for fact in facts}
    known = set(Prompt.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
    fresh = [fact for key, fact in wanted.items() if key not in known]
    Prompt.objects.bulk_create(
        (
            Prompt(
                kind=fact.kind,
                key=fact.key,
                worker=fact.worker,
                fact=fact.words,
                found_on=on,
                happened_on=fact.happened_on,
                relation=fact.relation,
                who=fact.who,
                event=fact.event,
            )
            for fact in fresh
        ),
        ignore_conflicts=True,
    )
    return len(fresh)


def _open(prompt: Prompt) -> Prompt:
    """The prompt, locked. Raises Refused when something came of it before."""
    rows = Prompt.objects.select_for_update(of=("self",)).select_related("worker")
    prompt = rows.get(pk=prompt.pk)
    if prompt.status != PromptStatus.OPEN:
        raise Refused(f"这条提示{prompt.get_status_display()}，不用再办。")
    return prompt


def _owner(prompt: Prompt, by: User) -> User:
    """Who is to act: the lead cadre for a file nobody touched, else who pressed the button."""
    if prompt.kind == PromptKind.UNTOUCHED:
        leads = Pairing.objects.open().filter(file__worker=prompt.worker, cadre__user__isnull=False)
        if (lead := leads.select_related("cadre__user").first()) and lead.cadre.user:
            return lead.cadre.user
    return by


@transaction.atomic
def take_prompt(prompt: Prompt, *, on: dt.date, by: User) -> Matter:
    """Start what the fact asks for: a matter with an owner and a day. Raises Refused twice."""
    prompt = _open(prompt)
    matter = raise_matter(
        prompt.worker,
        need=NEEDS[PromptKind(prompt.kind)],
        content=f"{prompt.get_kind_display()}：{prompt.fact!s}",
        source=MatterSource.PROMPT,
        owner=_owner(prompt, by),
        on=on,
        by=by,
    )
    prompt.status, prompt.matter = PromptStatus.TAKEN, matter
    prompt.closed_on, prompt.closed_by = on, by
    prompt.save(update_fields=["status", "matter", "closed_on", "closed_by"])
    audit.record("prompt.taken", prompt, by=by, matter=matter.number)
    return matter


@transaction.atomic
def dismiss_prompt(prompt: Prompt, *, reason: str, on: dt.date, by: User) -> Prompt:
    """不用办, for a reason; it stays dismissed. Raises Refused without one."""
    prompt = _open(prompt)
    if not reason.strip():
        raise Refused("不用办要写原因，以后查得到。")
    prompt.status, prompt.reason = PromptStatus.DISMISSED, reason.strip()
    prompt.closed_on, prompt.closed_by = on, by
    prompt.save(update_fields=["status", "reason", "closed_on", "closed_by"])
    audit.record("prompt.dismissed", prompt, by=by)
    return prompt
