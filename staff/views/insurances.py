"""三金: who is in arrears on a day, and entering the month an insurance is paid to."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from staff.actions.insurances import record_insurances
from staff.arrears import asked_of, counts_of, late_rows, unknown_workers
from staff.forms.insurances import InsuranceForm
from staff.models import InsuranceEntry, InsuranceKind, Station
from staff.views.found import form_page, worker_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_GET
@requires("view_workers")
def insurance_list(request: UserRequest) -> HttpResponse:
    """三金欠缴 on a day: by kind and station; the counts open their list."""
    user, today = request.user, clock.today()
    kinds = list(InsuranceKind.objects.filter(is_active=True))
    asked = asked_of(request.GET, kinds, today=today)
    context = {
        "asked": asked,
        "counts": counts_of(user, asked, kinds),
        "stations": Station.objects.all(),
        "may_enter": user.may_use("edit_workers"),
        "active": "insurance-list",
    }
    if asked.is_unknown:
        context["page"] = page_of(request, unknown_workers(user, asked))
    else:
        page = page_of(request, late_rows(user, asked))
        context["page"] = page
        context["rows"] = [(entry, entry.months_owed(on=asked.on)) for entry in page]
    return render(request, "staff/insurances/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("edit_workers")
def insurance_new(request: UserRequest, pk: int) -> HttpResponse:
    """登记三金缴到哪个月."""
    worker, today = worker_or_404(request.user, pk), clock.today()
    known: dict[int, dt.date] = {
        entry.kind_id: entry.paid_to
        for entry in InsuranceEntry.objects.current(on=today).filter(worker=worker)
    }
    kinds = InsuranceKind.objects.filter(is_active=True)
    form = InsuranceForm(request.POST or None, kinds=kinds, known=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            record_insurances(
                worker,
                paid_to=form.paid_to(),
                note=form.cleaned_data["note"],
                on=today,
                by=request.user,
            )
            messages.success(request, f"{worker.name}的三金已登记。")
        if not outcome.refused:
            return redirect(worker)
    intro = "写每种缴到哪个月。每次登记都留着，写错了再登记一次。"
    return form_page(request, form, worker, f"登记{worker.name}的三金", "登记", intro)
