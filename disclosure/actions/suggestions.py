"""Suggestions 合理化建议: collected, answered, carried out, accepted by another, commended."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from disclosure.models import Suggestion, SuggestionField, SuggestionStatus, SuggestionStep
from disclosure.scan import leaks
from staff.models import Worker
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn


def next_serial(year: int) -> int:
    """The next serial of a year's suggestions, for whoever has taken the turn."""
    prefix = f"JY-{year}-"
    last = Suggestion.objects.filter(number__startswith=prefix).aggregate(last=Max("number"))
    return int(last["last"][len(prefix) :]) + 1 if last["last"] else 1


def number_of(year: int, serial: int) -> str:
    """编号: JY-2026-001."""
    return f"JY-{year}-{serial:03d}"


@transaction.atomic
def collect_suggestion(
    proposers: Sequence[Worker],
    *,
    field: SuggestionField,
    title: str,
    present: str,
    measure: str,
    on: dt.date,
    by: User,
) -> Suggestion:
    """Enter a suggestion from paper or by telephone.

    Raises Refused without a proposer, or when the text holds an ID number, a card or a phone:
    it will be public.
    """
    if not proposers:
        raise Refused("建议要写是谁提的。")
    if found := leaks({"建议名称": title, "现状分析": present, "改进措施": measure}):
        raise Refused("；".join(found) + "。建议会公开。")
    take_turn("suggestions")
    suggestion = Suggestion.objects.create(
        number=number_of(on.year, next_serial(on.year)),
        field=field,
        title=title.strip(),
        present=present.strip(),
        measure=measure.strip(),
        made_on=on,
        status=SuggestionStatus.SUBMITTED,
    )
    suggestion.proposers.set(proposers)
    _step(suggestion, "收到建议", by)
    audit.record("suggestion.collected", suggestion, by=by, field=field)
    return suggestion


def _step(suggestion: Suggestion, words: str, by: User) -> None:
    SuggestionStep.objects.create(
        suggestion=suggestion, at=clock.now(), by=by, status=suggestion.status, words=words
    )


def _move(suggestion: Suggestion, to: SuggestionStatus) -> Suggestion:
    """The locked suggestion in its next state, not yet saved. Raises Refused out of turn."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if not suggestion.can_become(to):
        raise Refused(f"这条建议是「{suggestion.get_status_display()}」，不能改为「{to.label}」。")
    suggestion.status = to
    return suggestion


@transaction.atomic
def answer_suggestion(
    suggestion: Suggestion,
    *,
    outcome: SuggestionStatus,
    reply: str,
    owner: str = "",
    due_on: dt.date | None = None,
    by: User,
) -> Suggestion:
    """答复: adopt with an owner and a day, decline or defer with the reason the proposer reads.

    Raises Refused without words, or when an adopted one has no owner or day.
    """
    suggestion = _move(suggestion, outcome)
    if not reply.strip():
        raise Refused("答复要写一句话，提建议的人会看到。")
    if found := leaks({"答复": reply}):
        raise Refused("；".join(found) + "。答复会公开。")
    if outcome == SuggestionStatus.IMPLEMENTING and (not owner.strip() or due_on is None):
        raise Refused("采纳要写谁来办、哪天办完。")
    suggestion.reply, suggestion.owner, suggestion.due_on = reply.strip(), owner.strip(), due_on
    suggestion.save()
    _step(suggestion, reply.strip(), by)
    audit.record("suggestion.answered", suggestion, by=by, outcome=outcome)
    return suggestion


@transaction.atomic
def report_suggestion_done(
    suggestion: Suggestion, *, evidence: str, on: dt.date, by: User
) -> Suggestion:
    """报完成, with what shows it. Raises Refused without evidence."""
    suggestion = _move(suggestion, SuggestionStatus.REPORTED_DONE)
    if not evidence.strip():
        raise Refused("写明凭什么说已经办完，例如照片、文号或验收单。")
    suggestion.evidence, suggestion.done_on = evidence.strip(), on
    suggestion.reported_by = by
    suggestion.save()
    _step(suggestion, evidence.strip(), by)
    audit.record("suggestion.reported_done", suggestion, by=by)
    return suggestion


def may_accept(user: User, suggestion: Suggestion) -> str:
    """Why this person may not accept the work (domain.md 11); empty when he may."""
    if suggestion.reported_by_id == user.pk:
        return "是您报的完成，要由别人验收。"
    return ""


@transaction.atomic
def accept_suggestion(suggestion: Suggestion, *, by: User) -> Suggestion:
    """验收: done, says someone other than who reported it. Raises Refused for himself."""
    suggestion = _move(suggestion, SuggestionStatus.IMPLEMENTED)
    if reason := may_accept(by, suggestion):
        raise Refused(reason)
    suggestion.accepted_by = by
    suggestion.save()
    _step(suggestion, "验收通过", by)
    audit.record("suggestion.accepted", suggestion, by=by)
    return suggestion


@transaction.atomic
def send_suggestion_back(suggestion: Suggestion, *, reason: str, by: User) -> Suggestion:
    """没办好，继续办. Raises Refused without a reason or for who reported it."""
    suggestion = _move(suggestion, SuggestionStatus.IMPLEMENTING)
    if reason_against := may_accept(by, suggestion):
        raise Refused(reason_against)
    if not reason.strip():
        raise Refused("写明哪里还没办好。")
    suggestion.reported_by, suggestion.done_on, suggestion.evidence = None, None, ""
    suggestion.save()
    _step(suggestion, reason.strip(), by)
    audit.record("suggestion.sent_back", suggestion, by=by)
    return suggestion


@transaction.atomic
def commend_suggestions(
    suggestions: Iterable[Suggestion], *, year: int, circular_no: str, by: User
) -> int:
    """评为优秀 by a circular (通报表彰). Returns how many. Raises Refused without its number."""
    if not circular_no.strip():
        raise Refused("评优秀要写通报的文号。")
    chosen = Suggestion.objects.select_for_update().filter(pk__in=[s.pk for s in suggestions])
    for suggestion in chosen:
        if suggestion.status != SuggestionStatus.IMPLEMENTED:
            raise Refused(f"{suggestion.number} 还没有落实，不能评优秀。")
        suggestion.excellent_year, suggestion.circular_no = year, circular_no.strip()
        suggestion.save(update_fields=["excellent_year", "circular_no"])
        _step(suggestion, f"评为 {year} 年优秀建议，{circular_no.strip()}", by)
        audit.record("suggestion.commended", suggestion, by=by, year=year)
    return len(chosen)
