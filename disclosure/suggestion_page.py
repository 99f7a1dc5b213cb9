"""What can be done now with a suggestion 合理化建议 on its page: each with its form, or the reason against."""

from dataclasses import dataclass

from django.forms import Form
from django.urls import reverse

from disclosure.forms.suggestions import (
    AnswerForm,
    BenefitForm,
    CommendForm,
    EvidenceForm,
    MergeForm,
    ProgressForm,
    RateForm,
    ScoreForm,
    SendBackForm,
)
from disclosure.models import Suggestion, SuggestionAct, SuggestionStatus
from disclosure.suggestion_duties import (
    is_own,
    may_accept,
    may_answer,
    may_handle,
    may_rate,
    may_score,
)
from welfare.models import User

S = SuggestionStatus


@dataclass(frozen=True)
class Act:
    """One thing to do: its heading, its form, its button, and why not."""

    title: str
    url: str
    button: str
    form: Form | None = None
    note: str = ""
    reason: str = ""
    is_main: bool = True
    tells: str = ""  # whom the button sets to work
    able: str = ""  # or those who hold a permission


def acts_of(suggestion: Suggestion, user: User) -> list[Act]:
    """What this person is offered at this moment of its life, the next step first."""
    doors = {
        "handle_suggestions": _office, "score_suggestion": _scoring,
        "accept_suggestion": _acceptance,
    }  # fmt: skip
    found: list[Act] = []
    for permission, offered in doors.items():
        if user.may_use(permission):
            found += offered(suggestion, user)
    return found


def _url(suggestion: Suggestion, step: str) -> str:
    return reverse(f"suggestion-{step}", args=[suggestion.pk])


def _office(suggestion: Suggestion, user: User) -> list[Act]:
    """What the union's officer does with it."""
    status, own = suggestion.status, is_own(user, suggestion)
    reason = "是您提的建议，要由别人办。" if own else ""
    found = []
    if status == S.SUBMITTED:
        note = "没有相近的，就送评审；有相近的，合并成一条。"
        found.append(
            Act("送评审", _url(suggestion, "screen"), "送评审", None, note, reason,
                tells="，去评分", able="score_suggestion")
        )  # fmt: skip
    if status in (S.IN_REVIEW, S.DEFERRED):
        why = may_answer(user, suggestion)
        found.append(
            Act("答复", _url(suggestion, "answer"), "答复提建议的人", AnswerForm(), "", why,
                tells="提建议的人，在「查我的」里看到答复")
        )  # fmt: skip
    if suggestion.is_open_to(SuggestionAct.MERGED):
        note = "并入以后两条算一条，提建议的人都在那一条里。"
        url = _url(suggestion, "merge")
        found.append(Act("合并", url, "并入那一条", MergeForm(), note, reason, is_main=False))
    if status == S.IMPLEMENTING:
        why = may_handle(user, suggestion, SuggestionAct.REPORTED)
        note = "报完成以后由别人验收，再请提建议的人评价。"
        url = _url(suggestion, "done")
        found.append(
            Act("办完了", url, "报完成", EvidenceForm(), note, why, tells="，去验收",
                able="accept_suggestion")
        )  # fmt: skip
        url = _url(suggestion, "progress")
        found.append(Act("记进展", url, "记下来", ProgressForm(), "", why, is_main=False))
    if status == S.ACCEPTED:
        note = "他登录就能自己说；没有账号的，问了替他记。不满意就重新办。"
        url, why = _url(suggestion, "rate"), may_rate(user, suggestion)
        told = "满意的不告诉谁；不满意的，工会干事重新办"
        found.append(Act("提建议的人怎么说", url, "记下他的话", RateForm(), note, why, tells=told))
    if status == S.IMPLEMENTED:
        found += _afterwards(suggestion, reason)
    return found


def _afterwards(suggestion: Suggestion, reason: str) -> list[Act]:
    """Its benefit, and the commendation."""
    url = _url(suggestion, "benefit")
    note = "由会计核定，核定的才公布。"
    found = [
        Act("申报效益", url, "申报效益", BenefitForm(), note, reason, is_main=False,
            tells="，去核定", able="confirm_benefit")
    ]  # fmt: skip
    if not suggestion.excellent_year:
        url, note = _url(suggestion, "commend"), "由厂务公开领导小组评定，一份通报可以表彰多条。"
        found.append(
            Act("评为优秀", url, "评为优秀建议", CommendForm(), note, reason, is_main=False)
        )
    return found


def _scoring(suggestion: Suggestion, user: User) -> list[Act]:
    if suggestion.status != S.IN_REVIEW:
        return []
    why = may_score(user, suggestion)
    note = "每人评一次，自己提的不能评。"
    told = "，评的人够了就去答复"
    return [
        Act("评分", _url(suggestion, "score"), "评分", ScoreForm(), note, why, tells=told,
            able="handle_suggestions")
    ]  # fmt: skip


def _acceptance(suggestion: Suggestion, user: User) -> list[Act]:
    if suggestion.status != S.REPORTED_DONE:
        return []
    why = may_accept(user, suggestion)
    back = _url(suggestion, "return")
    return [
        Act("验收", _url(suggestion, "accept"), "验收通过", None, "看过凭据再验收。", why,
            tells="提建议的人，请他评价；没有账号的，工会干事去问"),
        Act("没办好", back, "没办好，继续办", SendBackForm(), "", why, is_main=False, tells="，接着办",
            able="handle_suggestions"),
    ]  # fmt: skip
