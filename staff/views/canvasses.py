"""Canvass 摸底普查 on screen: pick a unit, say who goes, see who is left, finish."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.canvasses import (
    assign_canvass,
    close_canvass,
    open_canvass,
    record_finding,
)
from staff.canvass_page import asked_of, companions_for, people_of, shown_of, usual_companion
from staff.forms.canvasses import CanvassForm, FindingForm, SurveyorsForm
from staff.models import Canvass, CanvassUnit, Duty, Seen
from staff.views.steps import carried_out, people_for
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_GET
@requires("survey_hardship")
def canvass_list(request: UserRequest) -> HttpResponse:
    """摸底普查, latest first."""
    canvasses = Canvass.objects.visible_to(request.user).select_related("opened_by")
    context = {
        "page": page_of(request, canvasses),
        "may_open": request.user.may_use("manage_hardship"),
        "active": "canvass-list",
    }
    return render(request, "staff/canvasses/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def canvass_new(request: UserRequest) -> HttpResponse:
    """发起普查."""
    form, made = CanvassForm(request.POST or None), []

    def act() -> None:
        given = form.cleaned_data
        made.append(
            open_canvass(
                given["name"], stations=form.stations(), due_on=given["due_on"],
                on=clock.today(), by=request.user,
            )
        )  # fmt: skip

    if carried_out(request, form, act):
        messages.success(request, "发起了，接着给每个车站指派两名调查人。")
        return redirect(made[0])
    context = {"form": form, "active": "canvass-list"}
    status = 400 if form.errors else 200
    return render(request, "staff/canvasses/new.html", context, status=status)


@require_GET
@requires("survey_hardship")
def canvass_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Each station with who goes and how many are left; below, the people asked for."""
    canvass = get_object_or_404(Canvass.objects.visible_to(request.user), pk=pk)
    on, asked = clock.today(), asked_of(request.GET)
    context = {
        "canvass": canvass,
        "page": page_of(request, people_of(canvass, **asked, on=on)),
        **asked,
        "may_manage": request.user.may_use("manage_hardship") and canvass.closed_on is None,
        "active": "canvass-list",
        **shown_of(canvass, request.user, on=on),
    }
    return render(request, "staff/canvasses/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def canvass_assign(request: UserRequest, pk: int) -> HttpResponse:
    """指派一个车站的调查人."""
    unit = get_object_or_404(CanvassUnit.objects.select_related("canvass", "station"), pk=pk)
    free = people_for(None, Duty.SURVEY)
    form = SurveyorsForm(request.POST or None, free=free, initial={"people": unit.surveyors.all()})
    if carried_out(
        request,
        form,
        lambda: assign_canvass(unit, people=list(form.cleaned_data["people"]), by=request.user),
    ):
        messages.success(request, f"{unit.station.name}指派好了。")
        return redirect(unit.canvass)
    context = {"form": form, "canvass": unit.canvass, "title": f"{unit.station.name}谁去",
               "button": "请他们去", "active": "canvass-list",
               "told": "选中的调查人，在他们的工作台，办完为止"}  # fmt: skip
    status = 400 if form.errors else 200
    return render(request, "staff/canvasses/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires("survey_hardship")
def canvass_record(request: UserRequest, pk: int, worker: int) -> HttpResponse:
    """记一户."""
    canvass = get_object_or_404(Canvass.objects.visible_to(request.user), pk=pk)
    person = get_object_or_404(canvass.workers(on=clock.today()), pk=worker)
    free = companions_for(person, request.user)
    initial = {"seen_on": clock.today(), "went_with": usual_companion(canvass, person, free)}
    form = FindingForm(request.POST or None, free=free, initial=initial)

    def act() -> None:
        given = form.cleaned_data
        record_finding(
            canvass, person, seen_on=given["seen_on"], result=Seen(given["result"]),
            words=given["words"], went_with=given["went_with"], companion=given["companion"],
            on=clock.today(), by=request.user,
        )  # fmt: skip

    if carried_out(request, form, act):
        messages.success(request, f"{person.name}记好了。")
        return redirect(canvass)
    context = {"form": form, "canvass": canvass, "title": f"{person.name}，{person.station.name}",
               "button": "记下", "active": "canvass-list"}  # fmt: skip
    status = 400 if form.errors else 200
    return render(request, "staff/canvasses/form.html", context, status=status)


@require_POST
@requires("manage_hardship")
def canvass_close(request: UserRequest, pk: int) -> HttpResponse:
    """完成: only when everybody was seen."""
    canvass = get_object_or_404(Canvass.objects.visible_to(request.user), pk=pk)
    with refusals_shown(request) as outcome:
        close_canvass(canvass, on=clock.today(), by=request.user)
    if not outcome.refused:
        messages.success(request, "全部走完，普查完成。")
    return redirect(canvass)
