"""An adopted suggestion 合理化建议: progress with papers, accepted by another, rated, its benefit confirmed."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from disclosure.actions.papers import keep_papers
from disclosure.actions.suggestions import locked, write_step
from disclosure.models import (
    BenefitKind,
    BenefitState,
    Suggestion,
    SuggestionAct,
    SuggestionBenefit,
    SuggestionPaper,
    SuggestionStatus,
)
from disclosure.suggestion_duties import (
    is_own,
    may_accept,
    may_decide_benefit,
    may_handle,
    may_rate,
    may_rate_own,
)
from staff.models import Heard, Rating
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import CleanFile


@transaction.atomic
def note_progress(
    suggestion: Suggestion, *, words: str, files: Sequence[CleanFile] = (), by: User
) -> Suggestion:
    """记进展, with papers when there are any. Raises Refused without words or out of turn."""
    suggestion = locked(suggestion)
    if reason := may_handle(by, suggestion, SuggestionAct.PROGRESS):
        raise Refused(reason)
    if not words.strip():
        raise Refused("写一句办到哪一步了。")
    step = write_step(suggestion, SuggestionAct.PROGRESS, words, by)
    papers = keep_papers(SuggestionPaper, files, by=by, step=step)
    audit.record("suggestion.progressed", suggestion, by=by, papers=papers)
    return suggestion


@transaction.atomic
def report_suggestion_done(
    suggestion: Suggestion, *, evidence: str, files: Sequence[CleanFile], on: dt.date, by: User
) -> Suggestion:
    """报完成, with what shows it. Raises Refused without words or without a paper."""
    suggestion = locked(suggestion)
    if reason := may_handle(by, suggestion, SuggestionAct.REPORTED):
        raise Refused(reason)
    if not evidence.strip():
        raise Refused("写明凭什么说已经办完，例如照片、文号或验收单。")
    if not files:
        raise Refused("报完成要传凭据：现场照片或验收单。")
    suggestion.status = SuggestionStatus.REPORTED_DONE
    suggestion.evidence, suggestion.done_on = evidence.strip(), on
    suggestion.reported_by, suggestion.accepted_by = by, None
    suggestion.save()
    step = write_step(suggestion, SuggestionAct.REPORTED, evidence, by)
    keep_papers(SuggestionPaper, files, by=by, step=step)
    audit.record("suggestion.reported_done", suggestion, by=by, papers=len(files))
    return suggestion


@transaction.atomic
def accept_suggestion(suggestion: Suggestion, *, by: User) -> Suggestion:
    """验收: done, says someone other than who reported it; the proposer has the last word.

    Raises Refused for himself.
    """
    suggestion = locked(suggestion)
    if reason := may_accept(by, suggestion):
        raise Refused(reason)
    suggestion.status, suggestion.accepted_by = SuggestionStatus.ACCEPTED, by
    suggestion.save()
    write_step(suggestion, SuggestionAct.ACCEPTED, "", by)
    audit.record("suggestion.accepted", suggestion, by=by)
    return suggestion


def _reopen(suggestion: Suggestion) -> None:
    suggestion.status = SuggestionStatus.IMPLEMENTING
    suggestion.reported_by, suggestion.accepted_by = None, None
    suggestion.done_on, suggestion.evidence = None, ""
    suggestion.save()


@transaction.atomic
def send_suggestion_back(suggestion: Suggestion, *, reason: str, by: User) -> Suggestion:
    """没办好，继续办. Raises Refused without a reason or for who reported it."""
    suggestion = locked(suggestion)
    if reason_against := may_accept(by, suggestion):
        raise Refused(reason_against)
    if not reason.strip():
        raise Refused("写明哪里还没办好。")
    _reopen(suggestion)
    write_step(suggestion, SuggestionAct.SENT_BACK, reason, by)
    audit.record("suggestion.sent_back", suggestion, by=by)
    return suggestion


@transaction.atomic
def rate_suggestion(
    suggestion: Suggestion, *, rating: Rating, heard: Heard, words: str, by: User
) -> Suggestion:
    """Write down the proposer's word: good closes it, 不满意 reopens the work.

    Raises Refused for who reported or accepted it, out of turn, or for a bad word without why.
    """
    suggestion = locked(suggestion)
    if reason := may_rate(by, suggestion):
        raise Refused(reason)
    if heard == Heard.OWN:
        raise Refused("本人的评价由他自己登录说。选当面、电话或签字。")
    return _rated(suggestion, rating, heard, words, by)


@transaction.atomic
def rate_own_suggestion(
    suggestion: Suggestion, *, rating: Rating, words: str, by: User
) -> Suggestion:
    """The proposer himself says how it was done. Raises Refused for another, or a bad word without why."""
    suggestion = locked(suggestion)
    if reason := may_rate_own(by, suggestion):
        raise Refused(reason)
    return _rated(suggestion, rating, Heard.OWN, words, by)


def _rated(
    suggestion: Suggestion, rating: Rating, heard: Heard, words: str, by: User
) -> Suggestion:
    if rating == Rating.UNSATISFIED:
        if not words.strip():
            raise Refused("不满意，写明哪里没办好，好接着办。")
        _reopen(suggestion)
    else:
        suggestion.status = SuggestionStatus.IMPLEMENTED
        suggestion.save(update_fields=["status"])
    write_step(suggestion, SuggestionAct.RATED, words, by, rating=rating, heard=heard)
    audit.record("suggestion.rated", suggestion, by=by, rating=rating, heard=heard)
    return suggestion


@transaction.atomic
def claim_benefit(
    suggestion: Suggestion,
    *,
    kind: BenefitKind,
    amount: Decimal | None,
    basis: str,
    on: dt.date,
    by: User,
) -> SuggestionBenefit:
    """申报效益 of an implemented suggestion: yuan a year when direct, words when indirect.

    Raises Refused before it is implemented, without how it was counted, twice, or for his own.
    """
    suggestion = locked(suggestion)
    if suggestion.status != SuggestionStatus.IMPLEMENTED:
        raise Refused("落实以后才能申报效益。")
    if is_own(by, suggestion):
        raise Refused("是您提的建议，要由别人申报。")
    if not basis.strip():
        raise Refused("写明效益是怎样算出来的。")
    if kind == BenefitKind.DIRECT and (amount is None or amount <= 0):
        raise Refused("直接经济效益要写一年多少元。")
    if kind == BenefitKind.INDIRECT and amount:
        raise Refused("间接效益不写金额，在计算方法里用一句话说清。")
    standing = suggestion.benefits.exclude(state=BenefitState.REFUSED)
    if standing.filter(kind=kind).exists():
        raise Refused("这一类效益已经申报过。")
    benefit = SuggestionBenefit.objects.create(
        suggestion=suggestion, kind=kind, amount=amount or Decimal(0), basis=basis.strip(),
        claimed_by=by, claimed_on=on,
    )  # fmt: skip
    audit.record("suggestion.benefit_claimed", suggestion, by=by, kind=kind, amount=benefit.amount)
    return benefit


@transaction.atomic
def decide_benefit(
    benefit: SuggestionBenefit, *, confirmed: bool, reason: str, on: dt.date, by: User
) -> SuggestionBenefit:
    """核定效益, by another than who claimed it, once. Raises Refused for him, or a no without why."""
    rows = SuggestionBenefit.objects.select_for_update(of=("self",)).select_related("suggestion")
    benefit = rows.get(pk=benefit.pk)
    if words := may_decide_benefit(by, benefit):
        raise Refused(words)
    if not confirmed and not reason.strip():
        raise Refused("不予认定要写原因，申报人看得到。")
    benefit.state = BenefitState.CONFIRMED if confirmed else BenefitState.REFUSED
    benefit.decided_by, benefit.decided_on, benefit.reason = by, on, reason.strip()
    benefit.save()
    audit.record("suggestion.benefit_decided", benefit.suggestion, by=by, state=benefit.state)
    return benefit
