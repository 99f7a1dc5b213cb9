"""Suggestions 合理化建议: collected, merged, scored, answered, published together, commended."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from disclosure.models import (
    Suggestion,
    SuggestionAct,
    SuggestionField,
    SuggestionScore,
    SuggestionSource,
    SuggestionStatus,
    SuggestionStep,
)
from disclosure.models.suggestion_work import CRITERIA
from disclosure.scan import leaks
from disclosure.suggestion_duties import may_answer, may_handle, may_publish, may_score
from staff.models import Heard, Rating, Worker
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import last_serial, take_turn


def next_serial(year: int) -> int:
    """The next serial of a year's suggestions, for whoever has taken the turn."""
    return last_serial(Suggestion.objects.all(), f"JY-{year}-") + 1


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
    source: SuggestionSource = SuggestionSource.PAPER,
    on: dt.date,
    by: User,
) -> Suggestion:
    """Enter a suggestion from paper or by telephone, or the worker's own.

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
        source=source,
        status=SuggestionStatus.SUBMITTED,
    )
    suggestion.proposers.set(proposers)
    write_step(suggestion, SuggestionAct.COLLECTED, "", by)
    audit.record("suggestion.collected", suggestion, by=by, field=field, source=source)
    return suggestion


@transaction.atomic
def propose_own(
    worker: Worker,
    *,
    field: SuggestionField,
    title: str,
    present: str,
    measure: str,
    on: dt.date,
    by: User,
) -> Suggestion:
    """The worker himself proposes with his own login.

    Raises Refused for anybody else, and for the same title twice while the first is not answered.
    """
    if worker.user_id != by.pk:
        raise Refused("要由职工本人提；替别人登记，请到工会办公登记建议。")
    Worker.objects.select_for_update().get(pk=worker.pk)
    known = Suggestion.objects.of_proposer(worker).filter(
        title=title.strip(), status__in=(SuggestionStatus.SUBMITTED, SuggestionStatus.IN_REVIEW)
    )
    if first := known.first():
        raise Refused(f"您提过一样的建议 {first.number}，正在办，不用再提。")
    return collect_suggestion(
        [worker], field=field, title=title, present=present, measure=measure,
        source=SuggestionSource.ONLINE, on=on, by=by,
    )  # fmt: skip


def write_step(
    suggestion: Suggestion,
    kind: SuggestionAct,
    words: str,
    by: User,
    *,
    rating: Rating | None = None,
    heard: Heard | None = None,
) -> SuggestionStep:
    """Write the step; it repeats the state afterwards, and the database compares."""
    return SuggestionStep.objects.create(
        suggestion=suggestion,
        at=clock.now(),
        by=by,
        kind=kind,
        status=suggestion.status,
        rating=rating or "",
        heard=heard or "",
        words=words.strip(),
    )


def locked(suggestion: Suggestion) -> Suggestion:
    """The row as it stands, held to the end of the transaction."""
    return Suggestion.objects.select_for_update().get(pk=suggestion.pk)


@transaction.atomic
def screen_suggestion(suggestion: Suggestion, *, by: User) -> Suggestion:
    """初审: nothing like it is there, evaluators score it. Raises Refused out of turn or for his own."""
    suggestion = locked(suggestion)
    if reason := may_handle(by, suggestion, SuggestionAct.SCREENED):
        raise Refused(reason)
    suggestion.status = SuggestionStatus.IN_REVIEW
    suggestion.save(update_fields=["status"])
    write_step(suggestion, SuggestionAct.SCREENED, "", by)
    audit.record("suggestion.screened", suggestion, by=by)
    return suggestion


@transaction.atomic
def merge_suggestion(suggestion: Suggestion, *, into: Suggestion, by: User) -> Suggestion:
    """合并: the same as another; who proposed it joins there, and it counts once. Returns the other.

    Raises Refused into itself or into one merged itself, out of turn, or for his own.
    """
    pair = Suggestion.objects.select_for_update().order_by("pk")
    rows = {row.pk: row for row in pair.filter(pk__in=(suggestion.pk, into.pk))}
    suggestion, into = rows[suggestion.pk], rows[into.pk]
    if suggestion.pk == into.pk:
        raise Refused("不能并入自己，选另一条建议。")
    if reason := may_handle(by, suggestion, SuggestionAct.MERGED):
        raise Refused(reason)
    if into.status == SuggestionStatus.MERGED:
        raise Refused(f"{into.number} 自己已经并入别的建议，选那一条。")
    if reason := may_handle(by, into, SuggestionAct.JOINED):
        raise Refused(reason)
    suggestion.status, suggestion.merged_into = SuggestionStatus.MERGED, into
    suggestion.save(update_fields=["status", "merged_into"])
    write_step(suggestion, SuggestionAct.MERGED, f"并入 {into.number}", by)
    write_step(into, SuggestionAct.JOINED, f"{suggestion.number} 并进来", by)
    into.proposers.add(*suggestion.proposers.all())
    audit.record("suggestion.merged", suggestion, by=by, into=into.number)
    return into


@transaction.atomic
def score_suggestion(
    suggestion: Suggestion, *, points: Mapping[str, int], words: str, by: User
) -> SuggestionScore:
    """评分 against every criterion, once, never one's own.

    Raises Refused outside its review, twice, for his own, or beyond what a criterion gives.
    """
    suggestion = locked(suggestion)
    if reason := may_score(by, suggestion):
        raise Refused(reason)
    for key, (label, most) in CRITERIA.items():
        if not 0 <= points[key] <= most:
            raise Refused(f"「{label}」评 0 到 {most} 分。")
    score = SuggestionScore.objects.create(
        suggestion=suggestion, by=by, at=clock.now(), words=words.strip(),
        **{key: points[key] for key in CRITERIA},
    )  # fmt: skip
    audit.record("suggestion.scored", suggestion, by=by, total=score.total)
    return score


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

    Raises Refused before two have scored it, without words, or when an adopted one has no owner or day.
    """
    suggestion = locked(suggestion)
    if reason := may_answer(by, suggestion):
        raise Refused(reason)
    if suggestion.status == outcome:
        raise Refused("已经存档备用，要么采纳，要么不采纳。")
    if not reply.strip():
        raise Refused("答复要写一句话，提建议的人会看到。")
    if found := leaks({"答复": reply}):
        raise Refused("；".join(found) + "。答复会公开。")
    if outcome == SuggestionStatus.IMPLEMENTING and (not owner.strip() or due_on is None):
        raise Refused("采纳要写谁来办、哪天办完。")
    suggestion.status, suggestion.reply = outcome, reply.strip()
    suggestion.owner, suggestion.due_on, suggestion.published_on = owner.strip(), due_on, None
    suggestion.save()
    write_step(suggestion, SuggestionAct.ANSWERED, reply, by)
    audit.record("suggestion.answered", suggestion, by=by, outcome=outcome)
    return suggestion


@transaction.atomic
def publish_answers(*, on: dt.date, by: User) -> int:
    """集中公布: every answer not yet public goes out together; returns how many.

    Those he answered himself stay for another. Raises Refused when nothing is left.
    """
    waiting = Suggestion.objects.unpublished().select_for_update().order_by("pk")
    told = [each for each in waiting if not may_publish(by, each)]
    if not told:
        raise Refused("没有等您公布的答复。自己答复的、自己提的，要由别人公布。")
    for suggestion in told:
        suggestion.published_on = on
        suggestion.save(update_fields=["published_on"])
        write_step(suggestion, SuggestionAct.PUBLISHED, "", by)
        audit.record("suggestion.published", suggestion, by=by)
    return len(told)


@transaction.atomic
def commend_suggestions(
    suggestions: Iterable[Suggestion], *, year: int, circular_no: str, by: User
) -> int:
    """评为优秀 by a circular (通报表彰). Returns how many. Raises Refused without its number."""
    if not circular_no.strip():
        raise Refused("评优秀要写通报的文号。")
    rows = Suggestion.objects.select_for_update().order_by("pk")
    chosen = list(rows.filter(pk__in=[s.pk for s in suggestions]))
    if not chosen:
        raise Refused("选要评为优秀的建议。")
    for suggestion in chosen:
        if suggestion.status != SuggestionStatus.IMPLEMENTED:
            raise Refused(f"{suggestion.number} 还没有落实，不能评优秀。")
        if suggestion.excellent_year:
            raise Refused(f"{suggestion.number} 已经评为优秀。")
        if reason := may_handle(by, suggestion, SuggestionAct.COMMENDED):
            raise Refused(f"{suggestion.number}：{reason}")
        suggestion.excellent_year, suggestion.circular_no = year, circular_no.strip()
        suggestion.save(update_fields=["excellent_year", "circular_no"])
        words = f"{year} 年优秀建议，{circular_no.strip()}"
        write_step(suggestion, SuggestionAct.COMMENDED, words, by)
        audit.record("suggestion.commended", suggestion, by=by, year=year)
    return len(chosen)
