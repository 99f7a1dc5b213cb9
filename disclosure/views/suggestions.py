"""Suggestions 合理化建议: what came of them for everyone, the office's desk, and one of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disclosure.actions.suggestions import collect_suggestion, commend_suggestions, publish_answers
from disclosure.charts import hundred_squares
from disclosure.forms.suggestions import CollectForm, CommendForm, DecideForm
from disclosure.models import Suggestion, SuggestionField, SuggestionStatus
from disclosure.models.suggestion_work import CRITERIA
from disclosure.shapes import narrowed_suggestions, year_asked
from disclosure.suggestion_benefits import confirmed_of
from disclosure.suggestion_circular import circular, circulars_of, with_marks
from disclosure.suggestion_page import acts_of
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of

NEAR = 5  # similar ones shown at once
MOST_PICKED, DIGITS = 500, 12  # of rows ticked at once; longer keys are nobody's


def _years() -> list[int]:
    return [day.year for day in Suggestion.objects.dates("made_on", "year", order="DESC")]


def _known_year_or_404(year: int) -> None:
    """A year suggestions were made in."""
    if year not in _years():
        raise Http404("no suggestion of that year")


def _list_context(request: HttpRequest, year: int, years: list[int]) -> dict[str, object]:
    rows = Suggestion.objects.of_year(year)
    tally = rows.tally()
    shown = narrowed_suggestions(request.GET, rows).prefetch_related("proposers__station")
    return {
        "year": year,
        "years": years,
        "tally": tally,
        "squares": hundred_squares(tally["excellent"], tally["implemented"], tally["total"]),
        "page": page_of(request, shown),
        "fields": SuggestionField,
        "show": request.GET.get("show", ""),
        "field": request.GET.get("field", ""),
        "benefit": confirmed_of(rows.counted()),
    }


@login_not_required
@require_GET
def suggestion_board(request: HttpRequest) -> HttpResponse:
    """您提的建议，办了没有: names masked, every answer in full once it is published."""
    years, on = _years(), clock.today()
    judged = Suggestion.objects.judged_year(on=on)
    year = year_asked(request.GET, years, on) if "year" in request.GET else judged
    context = _list_context(request, year, years)
    return render(request, "disclosure/suggestions/board.html", context)


@require_GET
@requires("use_office")
def suggestion_list(request: UserRequest) -> HttpResponse:
    """合理化建议 in the office."""
    years = _years()
    context = _list_context(request, year_asked(request.GET, years, clock.today()), years) | {
        "may_handle": request.user.may_use("handle_suggestions"),
        "may_publish": request.user.may_use("accept_suggestion"),
        "unpublished": Suggestion.objects.unpublished().count(),
        "active": "suggestion-list",
    }
    return render(request, "disclosure/suggestions/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("handle_suggestions")
def suggestion_new(request: UserRequest) -> HttpResponse:
    """登记建议; similar ones are shown while it is typed."""
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


@require_POST
@requires("handle_suggestions")
def suggestion_similar(request: UserRequest) -> HttpResponse:
    """Similar ones for the words typed so far, a piece of the page."""
    title, measure = (request.POST.get(key, "")[:500] for key in ("title", "measure"))
    near = Suggestion.objects.like(title, measure)[:NEAR] if title.strip() else []
    context = {"near": near, "in_office": True}
    return render(request, "disclosure/suggestions/_similar.html", context)


@require_GET
@requires("use_office")
def suggestion_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One suggestion with its scores, its papers, its benefits, its steps and the next ones."""
    suggestion = get_object_or_404(Suggestion.objects.select_related("merged_into"), pk=pk)
    open_now = suggestion.status in (SuggestionStatus.SUBMITTED, SuggestionStatus.IN_REVIEW)
    like = Suggestion.objects.like(suggestion.title, suggestion.measure).exclude(pk=pk)
    context = {
        "suggestion": suggestion,
        "proposers": suggestion.proposers.select_related("station"),
        "steps": suggestion.steps.select_related("by").prefetch_related("papers"),
        "scores": [
            (score, [(label, getattr(score, key)) for key, (label, _) in CRITERIA.items()])
            for score in suggestion.scores.select_related("by")
        ],
        "benefits": suggestion.benefits.select_related("claimed_by", "decided_by"),
        "near": like[:NEAR] if open_now else [],
        "in_office": True,
        "acts": acts_of(suggestion, request.user),
        "perms_confirm": request.user.may_use("confirm_benefit"),
        "decide": DecideForm(),
        "active": "suggestion-list",
    }
    return render(request, "disclosure/suggestions/detail.html", context)


@require_POST
@requires("accept_suggestion")
def suggestion_publish(request: UserRequest) -> HttpResponse:
    """集中公布答复."""
    with refusals_shown(request):
        many = publish_answers(on=clock.today(), by=request.user)
        messages.success(request, f"公布了 {many} 条答复，公开栏上看得到。")
    return redirect("suggestion-list")


@require_http_methods(["GET", "POST"])
@requires("handle_suggestions")
def suggestion_best(request: UserRequest, year: int) -> HttpResponse:
    """年度优秀: implemented ones of a year by their marks; many are commended by one circular."""
    _known_year_or_404(year)
    form = CommendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keys = request.POST.getlist("pick")[:MOST_PICKED]
        picked = [int(key) for key in keys if key.isdecimal() and len(key) < DIGITS]
        with refusals_shown(request) as outcome:
            chosen = Suggestion.objects.of_year(year).filter(pk__in=picked)
            number = form.cleaned_data["circular_no"]
            many = commend_suggestions(chosen, year=year, circular_no=number, by=request.user)
            messages.success(request, f"评出优秀建议 {many} 条，通报可以打印了。")
        if not outcome.refused:
            return redirect("suggestion-best", year=year)
    rows = with_marks(Suggestion.objects.of_year(year))
    context = {
        "year": year,
        "form": form,
        "page": page_of(request, rows),
        "circulars": circulars_of(year),
        "active": "suggestion-list",
    }
    return render(request, "disclosure/suggestions/best.html", context)


@require_GET
@requires("use_office")
def suggestion_circular(request: UserRequest, year: int) -> HttpResponse:
    """表彰通报 of a year on A4; ?no= picks one where there were several."""
    _known_year_or_404(year)
    found = circulars_of(year)
    asked = request.GET.get("no", "")
    chosen = next((each for each in found if each.number == asked), found[0] if found else None)
    if chosen is None:
        messages.warning(request, f"{year} 年还没有评优秀建议，没有通报。")
        return redirect("suggestion-list")
    answer = HttpResponse(circular(chosen), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="circular.pdf"'
    return answer
