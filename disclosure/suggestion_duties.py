"""Who may take which step of a suggestion 合理化建议; each returns the Chinese reason against, or ""."""

from disclosure.models import (
    BenefitState,
    Suggestion,
    SuggestionAct,
    SuggestionBenefit,
    SuggestionStatus,
)
from disclosure.models.suggestion_work import LEAST_SCORES
from welfare.models import User


def out_of_turn(suggestion: Suggestion, act: SuggestionAct) -> str:
    """Why this is not done with it now."""
    if suggestion.is_open_to(act):
        return ""
    return f"这条建议是「{suggestion.get_status_display()}」，不能办「{act.label}」。"


def is_own(user: User, suggestion: Suggestion) -> bool:
    """Whether he proposed it."""
    return suggestion.proposers.filter(user=user.pk).exists()


def may_handle(user: User, suggestion: Suggestion, act: SuggestionAct) -> str:
    """Why this person may not take an office step; empty when he may."""
    if is_own(user, suggestion):
        return "是您提的建议，要由别人办。"
    return out_of_turn(suggestion, act)


def _last_by(suggestion: Suggestion, kind: SuggestionAct) -> int | None:
    steps = suggestion.steps.filter(kind=kind).order_by("-pk")
    return steps.values_list("by", flat=True).first()


def may_score(user: User, suggestion: Suggestion) -> str:
    """Why this person may not score it; empty when he may."""
    if suggestion.status != SuggestionStatus.IN_REVIEW:
        return "送评审以后、答复以前才能评分。"
    if is_own(user, suggestion):
        return "是您提的建议，要由别人评分。"
    if suggestion.scores.filter(by=user).exists():
        return "您已经评过分，评过不能改。"
    return ""


def may_answer(user: User, suggestion: Suggestion) -> str:
    """Why this person may not answer it; empty when he may: two have scored it."""
    if reason := may_handle(user, suggestion, SuggestionAct.ANSWERED):
        return reason
    if suggestion.status == SuggestionStatus.DEFERRED:
        return ""
    scored = suggestion.scores.count()
    if scored < LEAST_SCORES:
        return f"至少 {LEAST_SCORES} 个人评了分再答复，现在 {scored} 个人。"
    return ""


def may_accept(user: User, suggestion: Suggestion) -> str:
    """Why this person may not accept the work (domain.md 11); empty when he may."""
    if reason := may_handle(user, suggestion, SuggestionAct.ACCEPTED):
        return reason
    if _last_by(suggestion, SuggestionAct.REPORTED) == user.pk:
        return "是您报的完成，要由别人验收。"
    return ""


def may_rate(user: User, suggestion: Suggestion) -> str:
    """Why this person may not write down the proposer's word; empty when he may."""
    if is_own(user, suggestion):
        return "您就是提建议的人，在「我的」里评价。"
    if reason := out_of_turn(suggestion, SuggestionAct.RATED):
        return reason
    hands = (SuggestionAct.REPORTED, SuggestionAct.ACCEPTED)
    if user.pk in {_last_by(suggestion, kind) for kind in hands}:
        return "是您报的完成或验收的，满意不满意要由别人去问。"
    return ""


def may_rate_own(user: User, suggestion: Suggestion) -> str:
    """Why this person may not rate it as who proposed it; empty when he may."""
    if not is_own(user, suggestion):
        return "办得怎么样，由提建议的人自己说。"
    return out_of_turn(suggestion, SuggestionAct.RATED)


def may_publish(user: User, suggestion: Suggestion) -> str:
    """Why this person may not make the answer public; empty when he may."""
    if reason := may_handle(user, suggestion, SuggestionAct.PUBLISHED):
        return reason
    if _last_by(suggestion, SuggestionAct.ANSWERED) == user.pk:
        return "是您答复的，要由别人公布。"
    return ""


def may_decide_benefit(user: User, benefit: SuggestionBenefit) -> str:
    """Why this person may not confirm what it brought; empty when he may."""
    if benefit.state != BenefitState.CLAIMED:
        return "这笔效益已经有核定意见。"
    if benefit.claimed_by_id == user.pk:
        return "是您申报的，要由别人核定。"
    if is_own(user, benefit.suggestion):
        return "是您提的建议，要由别人核定。"
    return ""
