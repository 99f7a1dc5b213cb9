"""Pairings 结对包保: the quarter matrix, one pairing with its duties, the contact card."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff import duty_list as duties
from staff.actions.handovers import may_answer, may_pass_on
from staff.actions.pairings import issue_card, plan_care
from staff.actions.visits import waive_duty
from staff.forms.pairings import PlanForm
from staff.forms.told import ReasonForm
from staff.matrix import (
    FILTERS,
    QUARTERS,
    choices_asked,
    in_order,
    matrix_of,
    narrowed_duties,
    narrowed_pairings,
    people_by_kind,
)
from staff.models import (
    CadreKind,
    CareMeasure,
    DutyStatus,
    Handover,
    KeptLead,
    Pairing,
    VisitDuty,
)
from staff.pairing_card import aims_of, next_visit
from staff.suggested_leads import leaders_with_room
from staff.tier_words import HARDEST
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.days import Quarter
from welfare.models import User
from welfare.paging import page_of


def pairing_or_404(user: User, pk: int) -> Pairing:
    """The pairing, when this user may see it or is asked to take it over."""
    seen = Q(pk__in=Pairing.objects.visible_to(user).order_by().values("pk"))
    offered = Handover.objects.open().filter(to__user=user).order_by().values("pairing")
    rows = Pairing.objects.filter(seen | Q(pk__in=offered))
    return get_object_or_404(
        rows.select_related("cadre", "file__worker__station", "file__tier"), pk=pk
    )


@require_GET
@requires("view_pairings")
def pairing_matrix(request: UserRequest) -> HttpResponse:
    """Who has been visited in which quarter; filters live in the address."""
    user, on = request.user, clock.today()
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    chosen |= {name: "1" if request.GET.get(name) == "1" else "" for name in ("late", "hard")}
    everyone = Pairing.objects.visible_to(user).open()
    pairings = narrowed_pairings(everyone, request.GET, on=on)
    owed = narrowed_duties(VisitDuty.objects.visible_to(user), request.GET)
    people = people_by_kind(pairings)
    page = page_of(request, in_order(pairings), count=sum(people.values()))
    late = VisitDuty.objects.visible_to(user).unattended().order_by().values("pairing__file")
    offered = choices_asked(on=on)
    context = {
        "late": late.distinct().count(),
        "matrix": matrix_of(list(page), owed, on=on, people=people),
        "page": page,
        "chosen": chosen,
        "leaders": leaders_with_room(on=on) if chosen["hard"] else [],
        "narrow": "&" + urlencode({name: chosen[name] for name in FILTERS if chosen[name]}),
        "kinds": CadreKind.choices,
        "offered": offered,
        "hardest": offered["hardest"][0][1] if offered["hardest"] else HARDEST,
        "may_record": user.may_use("record_visit"),
        "may_manage": user.may_use("manage_pairings"),
    }
    return render(request, "staff/pairings/matrix.html", context)


@require_GET
@requires("view_pairings")
def duty_list(request: UserRequest) -> HttpResponse:
    """走访任务 of a quarter: behind each number of coverage."""
    now, query = Quarter.of(clock.today()), request.GET
    quarter, state = duties.quarter_asked(query, now), duties.state_asked(query)
    found = duties.duties_asked(request.user, query, quarter)
    page = page_of(request, duties.rows_of(found, state))
    context = {
        "quarter": quarter,
        "quarters": list(now.shifted(1 - QUARTERS).until(now))[::-1],
        "state": state,
        "counts": duties.counts_of(found),
        "page": page,
        "lines": duties.lines_of(list(page)),
        "reads_visits": request.user.may_use("record_visit"),
        "active": "pairing-matrix",
    }
    return render(request, "staff/pairings/duties.html", context)


@require_GET
@requires("view_pairings")
def pairing_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One hardship worker and who answers for him: now, before, and quarter by quarter."""
    user = request.user
    pairing = pairing_or_404(user, pk)
    leads = Pairing.objects.filter(file=pairing.file_id).select_related("cadre").order_by("-since")
    owed = VisitDuty.objects.filter(pairing__file=pairing.file_id)
    handovers = Handover.objects.filter(pairing__file=pairing.file_id).select_related(
        "to", "pairing__cadre", "proposed_by", "answered_by"
    )
    waiting = next((one for one in handovers if not one.answered_on), None)
    rows = owed.select_related("pairing__cadre", "waived_by").order_by("-year", "-quarter", "pk")
    page = page_of(request, rows)
    context = {
        "pairing": pairing,
        "leads": leads,
        "page": page,
        "lines": duties.lines_of(list(page)),
        "reads_visits": user.may_use("record_visit"),
        "kept": KeptLead.objects.filter(pairing__file=pairing.file_id).select_related("by"),
        "handovers": handovers,
        "waiting": waiting,
        "no_pass": may_pass_on(pairing, user),
        "no_answer": may_answer(waiting, user) if waiting else "",
        "may_waive": user.may_use("check_visits"),
        "may_record": user.may_use("record_visit")
        and Pairing.objects.recordable_by(user).filter(pk=pairing.pk).exists(),
        "pending": DutyStatus.PENDING,
        "aims": aims_of(pairing),
        "plan": PlanForm(initial={"goal": pairing.goal, "measures": pairing.measures}),
        "active": "pairing-matrix",
    }
    return render(request, "staff/pairings/detail.html", context)


@require_POST
@requires("view_pairings")
def pairing_plan(request: UserRequest, pk: int) -> HttpResponse:
    """帮扶目标和措施, by the cadre himself or the office."""
    pairing, form = pairing_or_404(request.user, pk), PlanForm(request.POST)
    with refusals_shown(request):
        if form.is_valid():
            plan_care(pairing, **form.cleaned_data, by=request.user)
            messages.success(request, "已写下，联系卡上会印出来。")
        else:
            messages.error(request, "；".join(str(e) for es in form.errors.values() for e in es))
    return redirect(pairing)


@never_cache
@require_http_methods(["GET", "POST"])
@requires("view_pairings")
def pairing_card(request: UserRequest, pk: int) -> HttpResponse:
    """帮扶联系卡, two copies. Addresses and telephones are printed by POST, which leaves a trace."""
    pairing = pairing_or_404(request.user, pk)
    is_whole = False
    if request.method == "POST":
        with refusals_shown(request) as outcome:
            if words := may_pass_on(pairing, request.user):
                messages.error(request, f"{words}，不能打印。")
            else:
                issue_card(pairing, on=clock.today(), by=request.user)
                is_whole = not outcome.refused
    context = {
        "pairing": pairing,
        "aims": aims_of(pairing),
        "is_whole": is_whole,
        "today": clock.today(),
        "calls": CareMeasure.objects.of(Quarter.of(clock.today()).first).calls,
        "next_visit": next_visit(pairing, on=clock.today()),
        "board": request.build_absolute_uri(reverse("board")),
        "copies": ("职工留存", "工会留存"),
        "active": "pairing-matrix",
    }
    return render(request, "staff/pairings/card.html", context)


@require_POST
@requires("check_visits")
def duty_waive(request: UserRequest, pk: int) -> HttpResponse:
    """批准免走访 of one quarter, with a reason."""
    rows = VisitDuty.objects.visible_to(request.user).select_related("pairing")
    duty, form = get_object_or_404(rows, pk=pk), ReasonForm(request.POST)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        waive_duty(duty, reason=words, on=clock.today(), by=request.user)
        messages.success(request, f"{duty.period.words}免走访，已记下原因和批准人。")
    return redirect(duty.pairing)
