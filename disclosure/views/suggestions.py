"""Suggestions 合理化建议: what came of them for everyone, and the office's desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disclosure.actions.suggestions import (
    accept_suggestion,
    answer_suggestion,
    collect_suggestion,
    commend_suggestions,
    may_accept,
    report_suggestion_done,
    send_suggestion_back,
)
from disclosure.charts import hundred_squares
from disclosure.forms.suggestions import (
    AnswerForm,
    CollectForm,
    CommendForm,
    EvidenceForm,
    SendBackForm,
)
from disclosure.models import Suggestion, SuggestionField, SuggestionStatus
from disclosure.shapes import narrowed_suggestions, year_asked
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


def _list_context(request: HttpRequest) -> dict[str, object]:
    dates = Suggestion.objects.dates("made_on", "year", order="DESC")
    years = [day.year for day in dates]
    year = year_asked(request.GET, years, clock.today())
    rows = Suggestion.objects.of_year(year).counted()
    tally = rows.tally()
    people = narrowed_suggestions(request.GET, rows).prefetch_related("proposers__station")
    return {
        "year": year,
        "years": years,
        "tally": tally,
        "squares": hundred_squares(tally["excellent"], tally["implemented"], tally["total"]),
        "page": page_of(request, people),
        "fields": SuggestionField,
        "show": request.GET.get("show", ""),
        "field": request.GET.get("field", ""),
    }


@login_not_required
@require_GET
def suggestion_board(request: HttpRequest) -> HttpResponse:
    """您提的建议，办了没有: names masked, every answer in full."""
    return render(request, "disclosure/suggestions/board.html", _list_context(request))


@require_GET
@requires("use_office")
def suggestion_list(request: UserRequest) -> HttpResponse:
    """合理化建议 in the office."""
    context = _list_context(request) | {
        "may_handle": request.user.may_use("handle_suggestions"),
        "active": "suggestion-list",
    }
    return render(request, "disclosure/suggestions/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("handle_suggestions")
def suggestion_new(request: UserRequest) -> HttpResponse:
    """登记建议."""
    form = CollectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_shown(request):
            suggestion = collect_suggestion(
                given["proposer"],
                field=SuggestionField(given["field"]),
                title=given["title"],
                present=given["present"],
                measure=given["measure"],
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, f"已登记，编号 {suggestion.number}。")
            return redirect(suggestion)
    context = {"form": form, "active": "suggestion-list"}
    return render(request, "disclosure/suggestions/new.html", context)


def _detail(request: UserRequest, pk: int) -> Suggestion:
    return get_object_or_404(Suggestion, pk=pk)


@require_GET
@requires("use_office")
def suggestion_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One suggestion with its steps and the next one."""
    suggestion = _detail(request, pk)
    context = {
        "suggestion": suggestion,
        "proposers": suggestion.proposers.select_related("station"),
        "steps": suggestion.steps.select_related("by"),
        "answer": AnswerForm() if suggestion.can_become(SuggestionStatus.DECLINED) else None,
        "evidence": EvidenceForm(),
        "send_back": SendBackForm(),
        "commend": CommendForm(),
        "may_handle": request.user.may_use("handle_suggestions"),
        "may_accept": request.user.may_use("accept_suggestion"),
        "accept_reason": may_accept(request.user, suggestion),
        "active": "suggestion-list",
    }
    return render(request, "disclosure/suggestions/detail.html", context)


@require_POST
@requires("handle_suggestions")
def suggestion_answer(request: UserRequest, pk: int) -> HttpResponse:
    """答复."""
    suggestion, form = _detail(request, pk), AnswerForm(request.POST)
    if _is_valid(request, form):
        with refusals_shown(request):
            answer_suggestion(
                suggestion,
                outcome=form.outcome_status(),
                reply=form.cleaned_data["reply"],
                owner=form.cleaned_data["owner"],
                due_on=form.cleaned_data["due_on"],
                by=request.user,
            )
            messages.success(request, "已答复。")
    return redirect(suggestion)


def _is_valid(request: UserRequest, form: Form) -> bool:
    if form.is_valid():
        return True
    for told in form.errors.values():
        messages.error(request, f"{told[0]}。")
    return False


@require_POST
@requires("handle_suggestions")
def suggestion_done(request: UserRequest, pk: int) -> HttpResponse:
    """报完成."""
    suggestion, form = _detail(request, pk), EvidenceForm(request.POST)
    if _is_valid(request, form):
        with refusals_shown(request):
            report_suggestion_done(
                suggestion,
                evidence=form.cleaned_data["evidence"],
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, "已报完成，等别人验收。")
    return redirect(suggestion)


@require_POST
@requires("accept_suggestion")
def suggestion_accept(request: UserRequest, pk: int) -> HttpResponse:
    """验收."""
    suggestion = _detail(request, pk)
    with refusals_shown(request):
        accept_suggestion(suggestion, by=request.user)
        messages.success(request, "已验收，建议落实了。")
    return redirect(suggestion)


@require_POST
@requires("accept_suggestion")
def suggestion_return(request: UserRequest, pk: int) -> HttpResponse:
    """没办好，继续办."""
    suggestion, form = _detail(request, pk), SendBackForm(request.POST)
    if _is_valid(request, form):
        with refusals_shown(request):
            send_suggestion_back(suggestion, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, "已退回继续办。")
    return redirect(suggestion)


@require_POST
@requires("handle_suggestions")
def suggestion_commend(request: UserRequest, pk: int) -> HttpResponse:
    """评优秀."""
    suggestion, form = _detail(request, pk), CommendForm(request.POST)
    if _is_valid(request, form):
        with refusals_shown(request):
            commend_suggestions(
                [suggestion],
                year=suggestion.made_on.year,
                circular_no=form.cleaned_data["circular_no"],
                by=request.user,
            )
            messages.success(request, "已评为优秀建议。")
    return redirect(suggestion)
