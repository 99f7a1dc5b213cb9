"""Leaving, coming back, the list of leavers."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.departures import leave_roster, return_worker, undo_departure
from staff.forms.tenures import LeaveForm, ReturnForm
from staff.forms.told import ReasonForm
from staff.models import Departure, LeaveReason
from staff.people_shapes import narrowed_departures
from staff.views.found import form_page, worker_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_GET
@requires("view_workers")
def departure_list(request: UserRequest) -> HttpResponse:
    """离册职工: out of the count, still in the register; the counts open their list."""
    gone = Departure.objects.visible_to(request.user).open()
    by_reason = dict(gone.order_by().values_list("reason").annotate(Count("pk")))
    by_year = dict(gone.order_by().values_list("left_on__year").annotate(Count("pk")))
    asked = {key: request.GET.get(key, "").strip()[:40] for key in ("reason", "year", "q")}
    rows = narrowed_departures(gone, asked)
    context = {
        "page": page_of(request, rows.select_related("worker__station", "recorded_by")),
        "total": sum(by_reason.values()),
        "reasons": [(each, by_reason.get(each.value, 0)) for each in LeaveReason],
        "years": sorted(by_year.items(), reverse=True),
        "asked": asked,
        "active": "worker-list",
    }
    return render(request, "staff/departures/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("edit_workers")
def worker_leave(request: UserRequest, pk: int) -> HttpResponse:
    """登记离册: date, reason, paper."""
    worker = worker_or_404(request.user, pk)
    form = LeaveForm(request.POST or None, initial={"left_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            departure = leave_roster(
                worker,
                left_on=told["left_on"],
                reason=LeaveReason(told["reason"]),
                document=told["document"],
                note=told["note"],
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, f"已登记离册。{_stopped_words(departure)}")
        if not outcome.refused:
            return redirect(worker)
    intro = (
        "离册以后不算人数，档案一直留着。困难档案退档、结对终止、没到期的走访免去；"
        "去世的，没领的慰问停发，没付的补助停付。"
    )
    return form_page(request, form, worker, f"登记{worker.name}离册", "登记离册", intro)


def _stopped_words(departure: Departure) -> str:
    """What went with it."""
    names = {"files": "困难档案 {} 份退档", "pairings": "结对 {} 个终止",
             "duties": "走访 {} 次免去", "gifts": "慰问 {} 份停发"}  # fmt: skip
    told = [
        words.format(len(departure.stopped.get(key, ())))
        for key, words in names.items()
        if departure.stopped.get(key)
    ]
    return f"随之：{'，'.join(told)}。" if told else ""


@require_http_methods(["GET", "POST"])
@requires("edit_workers")
def worker_return(request: UserRequest, pk: int) -> HttpResponse:
    """重新入册 of a leaver."""
    worker = worker_or_404(request.user, pk)
    form = ReturnForm(request.POST or None, worker=worker, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            return_worker(
                worker,
                form.holding(),
                since=told["since"],
                document=told["document"],
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, f"{worker.name} 自 {told['since']:%Y-%m-%d} 重新入册。")
        if not outcome.refused:
            return redirect(worker)
    intro = "离册到重新入册之间的日子不算人数。登记错了的离册，请用「撤销离册」。"
    return form_page(request, form, worker, f"{worker.name}重新入册", "重新入册", intro)


@require_POST
@requires("edit_workers")
def worker_leave_undo(request: UserRequest, pk: int) -> HttpResponse:
    """撤销离册 that was a mistake."""
    worker, form = worker_or_404(request.user, pk), ReasonForm(request.POST)
    departure = get_object_or_404(Departure.objects.open(), worker=worker)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        undo_departure(departure, reason=words, on=clock.today(), by=request.user)
        messages.success(request, "已撤销离册，人数里没有断开，停下的接着办。")
    return redirect(worker)
