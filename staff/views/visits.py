"""Visits 走访: logging one in three steps, the list, one visit."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from staff.actions.visits import record_visit
from staff.forms.visits import VisitForm
from staff.models import Mode, Pairing, Visit
from staff.models.visits import FACE_TO_FACE
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.days import Quarter
from welfare.paging import page_of

LAST_STEP = 3
STEP_WORDS = ["见了谁", "情况怎样", "核对提交"]


def _form(request: UserRequest) -> VisitForm:
    quarter = Quarter.of(clock.today())
    pairings = Pairing.objects.visible_to(request.user).open().by_calls(quarter, FACE_TO_FACE)
    pairings = pairings.select_related("file__worker__station", "file__tier")
    data = request.POST if request.method == "POST" else None
    initial = {"pairing": request.GET.get("who")}
    return VisitForm(data, initial=initial, pairings=pairings, today=clock.today())


def _step(request: UserRequest, form: VisitForm) -> int:
    """The step to show: back where an answer is missing, else where the button leads."""
    if request.method == "GET":
        return 1
    if form.step_errors(1):
        return 1
    wanted = {"1": 1, "2": 2, "3": LAST_STEP}.get(request.POST.get("go", ""), LAST_STEP)
    return 2 if wanted == LAST_STEP and form.step_errors(2) else wanted


@require_http_methods(["GET", "POST"])
@requires("record_visit")
def visit_new(request: UserRequest) -> HttpResponse:
    """记走访. Works without script: each step is a page, earlier answers travel along."""
    form = _form(request)
    step = _step(request, form)
    if request.POST.get("go") == "save" and form.is_valid():
        answers = form.cleaned_data
        with refusals_shown(request) as outcome:
            visit = record_visit(
                answers["pairing"],
                visited_on=answers["visited_on"],
                mode=Mode(answers["mode"]),
                levels=form.levels(),
                needs=answers["needs"],
                note=answers["note"],
                key=answers["key"],
                on=clock.today(),
                by=request.user,
            )
        if not outcome.refused:
            return redirect(visit)
        step = 1
    context = {
        "form": form,
        "step": step,
        "shown": form.fields_of(step),
        "steps": STEP_WORDS,
        "quarter": Quarter.of(clock.today()),
        "days_left": (Quarter.of(clock.today()).last - clock.today()).days,
        "answered": form.answers_in_words() if step == LAST_STEP else {},
    }
    return render(request, "staff/visits/new.html", context)


@require_GET
@requires("record_visit")
def visit_list(request: UserRequest) -> HttpResponse:
    """走访记录, latest first."""
    visits = Visit.objects.visible_to(request.user).select_related(
        "pairing__file__worker__station", "pairing__cadre", "recorded_by"
    )
    return render(request, "staff/visits/list.html", {"page": page_of(request, visits)})


@require_GET
@requires("record_visit")
def visit_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One visit as it was recorded."""
    visits = Visit.objects.visible_to(request.user).select_related(
        "pairing__file__worker__station", "pairing__file__tier", "pairing__cadre", "recorded_by"
    )
    visit = get_object_or_404(visits, pk=pk)
    return render(request, "staff/visits/detail.html", {"visit": visit})
