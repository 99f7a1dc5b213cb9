"""The steps of a suggestion 合理化建议 in the office: each a form of its page, sent back to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from disclosure.actions.papers import cleaned, open_paper
from disclosure.actions.suggestion_work import (
    accept_suggestion,
    claim_benefit,
    decide_benefit,
    note_progress,
    rate_suggestion,
    report_suggestion_done,
    send_suggestion_back,
)
from disclosure.actions.suggestions import (
    answer_suggestion,
    commend_suggestions,
    merge_suggestion,
    score_suggestion,
    screen_suggestion,
)
from disclosure.forms.suggestions import (
    AnswerForm,
    BenefitForm,
    CommendForm,
    DecideForm,
    EvidenceForm,
    MergeForm,
    ProgressForm,
    RateForm,
    ScoreForm,
    SendBackForm,
)
from disclosure.models import BenefitKind, Suggestion, SuggestionBenefit, SuggestionPaper
from disclosure.views.said import is_valid, told
from staff.models import Heard, Rating
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.uploads import as_download


def _suggestion(pk: int) -> Suggestion:
    return get_object_or_404(Suggestion, pk=pk)


def _at_a_press(
    request: UserRequest, pk: int, act: Callable[..., Suggestion], words: str
) -> HttpResponse:
    """A step that asks for nothing but the press."""
    suggestion = _suggestion(pk)
    with told(request, words):
        act(suggestion, by=request.user)
    return redirect(suggestion)


@require_POST
@requires("handle_suggestions")
def suggestion_screen(request: UserRequest, pk: int) -> HttpResponse:
    """送评审."""
    return _at_a_press(request, pk, screen_suggestion, "已送评审，至少两个人评了分再答复。")


@require_POST
@requires("handle_suggestions")
def suggestion_merge(request: UserRequest, pk: int) -> HttpResponse:
    """合并 into the one of the number."""
    suggestion, form = _suggestion(pk), MergeForm(request.POST)
    if is_valid(request, form):
        number = form.cleaned_data["into"].strip().upper()
        into = Suggestion.objects.filter(number=number).first()
        if into is None:
            messages.error(request, f"没有编号 {number} 的建议，照台账上的编号写。")
        else:
            with told(request, f"已并入 {into.number}，提建议的人都在那一条里。"):
                merge_suggestion(suggestion, into=into, by=request.user)
    return redirect(suggestion)


@require_POST
@requires("score_suggestion")
def suggestion_score(request: UserRequest, pk: int) -> HttpResponse:
    """评分."""
    suggestion, form = _suggestion(pk), ScoreForm(request.POST)
    if is_valid(request, form):
        with told(request, "记下了您的评分。"):
            score_suggestion(
                suggestion, points=form.points(), words=form.cleaned_data["words"], by=request.user
            )
    return redirect(suggestion)


@require_POST
@requires("handle_suggestions")
def suggestion_answer(request: UserRequest, pk: int) -> HttpResponse:
    """答复."""
    suggestion, form = _suggestion(pk), AnswerForm(request.POST)
    if is_valid(request, form):
        given = form.cleaned_data
        with told(request, "已答复，提建议的人看得到；别人集中公布以后大家看得到。"):
            answer_suggestion(
                suggestion, outcome=form.outcome_status(), reply=given["reply"],
                owner=given["owner"], due_on=given["due_on"], by=request.user,
            )  # fmt: skip
    return redirect(suggestion)


@require_POST
@requires("handle_suggestions")
def suggestion_progress(request: UserRequest, pk: int) -> HttpResponse:
    """记进展."""
    suggestion, form = _suggestion(pk), ProgressForm(request.POST, request.FILES)
    if is_valid(request, form):
        given = form.cleaned_data
        with told(request, "记下了。"):
            files = cleaned([paper.read() for paper in given["papers"]])
            note_progress(suggestion, words=given["words"], files=files, by=request.user)
    return redirect(suggestion)


@require_POST
@requires("handle_suggestions")
def suggestion_done(request: UserRequest, pk: int) -> HttpResponse:
    """报完成."""
    suggestion, form = _suggestion(pk), EvidenceForm(request.POST, request.FILES)
    if is_valid(request, form):
        given = form.cleaned_data
        with told(request, "已报完成，等别人验收。"):
            files = cleaned([paper.read() for paper in given["papers"]])
            report_suggestion_done(
                suggestion, evidence=given["evidence"], files=files, on=clock.today(),
                by=request.user,
            )  # fmt: skip
    return redirect(suggestion)


@require_POST
@requires("accept_suggestion")
def suggestion_accept(request: UserRequest, pk: int) -> HttpResponse:
    """验收."""
    return _at_a_press(request, pk, accept_suggestion, "已验收，等提建议的人评价。")


@require_POST
@requires("accept_suggestion")
def suggestion_return(request: UserRequest, pk: int) -> HttpResponse:
    """没办好，继续办."""
    suggestion, form = _suggestion(pk), SendBackForm(request.POST)
    if is_valid(request, form):
        with told(request, "已退回继续办。"):
            send_suggestion_back(suggestion, reason=form.cleaned_data["reason"], by=request.user)
    return redirect(suggestion)


@require_POST
@requires("handle_suggestions")
def suggestion_rate(request: UserRequest, pk: int) -> HttpResponse:
    """The proposer's word, written down."""
    suggestion, form = _suggestion(pk), RateForm(request.POST)
    if is_valid(request, form):
        given = form.cleaned_data
        with told(request, "记下了他的话。"):
            rate_suggestion(
                suggestion, rating=Rating(given["rating"]), heard=Heard(given["heard"]),
                words=given["words"], by=request.user,
            )  # fmt: skip
    return redirect(suggestion)


@require_POST
@requires("handle_suggestions")
def suggestion_commend(request: UserRequest, pk: int) -> HttpResponse:
    """评优秀."""
    suggestion, form = _suggestion(pk), CommendForm(request.POST)
    if is_valid(request, form):
        number, year = form.cleaned_data["circular_no"], suggestion.made_on.year
        with told(request, "已评为优秀建议。"):
            commend_suggestions([suggestion], year=year, circular_no=number, by=request.user)
    return redirect(suggestion)


@require_POST
@requires("handle_suggestions")
def suggestion_benefit(request: UserRequest, pk: int) -> HttpResponse:
    """申报效益."""
    suggestion, form = _suggestion(pk), BenefitForm(request.POST)
    if is_valid(request, form):
        given = form.cleaned_data
        with told(request, "已申报，等会计核定。"):
            claim_benefit(
                suggestion, kind=BenefitKind(given["kind"]), amount=given["amount"],
                basis=given["basis"], on=clock.today(), by=request.user,
            )  # fmt: skip
    return redirect(suggestion)


@require_POST
@requires("confirm_benefit")
def suggestion_benefit_decide(request: UserRequest, pk: int) -> HttpResponse:
    """核定效益: the button says which."""
    benefit = get_object_or_404(SuggestionBenefit.objects.select_related("suggestion"), pk=pk)
    form = DecideForm(request.POST)
    said = request.POST.get("decision", "")
    if said not in ("confirm", "refuse"):
        messages.error(request, "点一下：核定，还是不予认定。")
    elif is_valid(request, form):
        with told(request, "记下了核定意见。"):
            decide_benefit(
                benefit, confirmed=said == "confirm", reason=form.cleaned_data["reason"],
                on=clock.today(), by=request.user,
            )  # fmt: skip
    return redirect(benefit.suggestion)


@require_GET
@requires("use_office")
def suggestion_paper(request: UserRequest, pk: int) -> HttpResponse:
    """A paper of a step, as a download."""
    paper = get_object_or_404(SuggestionPaper.objects.select_related("step__suggestion"), pk=pk)
    with refusals_shown(request) as outcome:
        content = open_paper(paper, by=request.user)
    if outcome.refused:
        return redirect(paper.step.suggestion)
    name = f"{paper.step.suggestion.number}-{paper.pk}.{paper.file_type}"
    return as_download(content, file_type=paper.file_type, filename=name)
