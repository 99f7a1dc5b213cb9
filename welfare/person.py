"""One person on one page 职工档案: registry, care and the fund together, so it stands in the roof."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from staff.actions.workers import open_file, print_file, reveal_number
from staff.forms.workers import RevealForm
from staff.models import Household, Revealable, Worker
from staff.provenance import sources_of
from staff.worker_list import PICKED, asked_of, chosen_workers
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.errors import Refused
from welfare.models import User
from welfare.person_matters import matters_of
from welfare.person_page import (
    EVENTS_SHOWN,
    KINDS,
    care_of,
    claims_of,
    events_of,
    household_of,
    looks_at,
    masked_of,
    membership_of,
    per_head,
)
from welfare.person_pdf import PersonSheet, person_pdf
from welfare.person_registry import facts_of, registry_of

PRINTED_EVENTS = 10
PRINTED_FILES = 50


def _worker_or_404(user: User, pk: int) -> Worker:
    workers = Worker.objects.visible_to(user).select_related("station__branch", "household")
    return get_object_or_404(workers, pk=pk)


@never_cache
@require_GET
@requires("view_workers")
def worker_detail(request: UserRequest, pk: int) -> HttpResponse:
    """The whole file of a worker one may see; looking is written down."""
    user, on = request.user, clock.today()
    worker = _worker_or_404(user, pk)
    open_file(worker, by=user)
    may_reveal = user.may_use("reveal_worker")
    care, claims = care_of(worker, user, on=on), claims_of(worker, user)
    group = request.GET.get("show", "") if request.GET.get("show") in KINDS else ""
    events = [
        event for event in events_of(care, claims, user) if not group or group in event.groups
    ]
    shown = len(events) if request.GET.get("more") else EVENTS_SHOWN
    context = {
        "worker": worker,
        "age": worker.age(on=on),
        "masked": masked_of(worker),
        "care": care,
        "events": events[:shown],
        "more": max(len(events) - shown, 0),
        "group": group,
        "groups": KINDS,
        "sees_fund": user.may_use("view_fund"),
        "membership": membership_of(worker, claims, user, on=on),
        "family": household_of(worker, with_income=may_reveal, on=on),
        "registry": registry_of(worker, user, on=on),
        "is_double": Household.objects.double().filter(workers=worker).exists(),
        "per_head": per_head(worker) if may_reveal else None,
        "looks": looks_at(worker),
        **matters_of(worker, user, on=on),
        "facts": facts_of(worker, user),
        "sources": sources_of(worker),
        "sees_imports": user.may_use("import_roster"),
        "reveal": RevealForm(worker=worker) if may_reveal else None,
        "active": "worker-list",
    }
    return render(request, "welfare/person/detail.html", context)


@never_cache
@require_GET
@requires("view_workers")
def worker_pdf(request: UserRequest, pk: int) -> HttpResponse:
    """职工登记表: the worker on one A4 sheet, numbers masked; printing is written down."""
    worker = _worker_or_404(request.user, pk)
    return _printed([worker], f"{worker.number}.pdf", request.user)


@never_cache
@require_GET
@requires("view_workers")
def worker_pdfs(request: UserRequest) -> HttpResponse:
    """职工登记表 of the workers ticked in the list, a page each, at most a page of the list."""
    user, on, workers = request.user, clock.today(), []
    if {PICKED, "every"} & request.GET.keys():
        chosen = chosen_workers(request.GET, user, on=on)
        workers = list(chosen.select_related("station__branch", "household")[: PRINTED_FILES + 1])
    if not 0 < len(workers) <= PRINTED_FILES:
        messages.error(request, f"档案一次打印 1 至 {PRINTED_FILES} 份。请先在名单里勾选。")
        return redirect(reverse("worker-list") + asked_of(request.GET).url())
    return _printed(workers, f"职工登记表{len(workers)}人.pdf", user)


def _printed(workers: list[Worker], name: str, user: User) -> HttpResponse:
    on = clock.today()
    content = person_pdf(*(_sheet(worker, user, on) for worker in workers), by=user, at=clock.now())
    for worker in workers:
        print_file(worker, by=user)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def _sheet(worker: Worker, user: User, on: dt.date) -> PersonSheet:
    care, claims = care_of(worker, user, on=on), claims_of(worker, user)
    return PersonSheet(
        worker,
        care,
        household_of(worker, on=on, with_income=False),
        membership_of(worker, claims, user, on=on),
        events_of(care, claims, user)[:PRINTED_EVENTS],
        Household.objects.double().filter(workers=worker).exists(),
    )


@never_cache
@require_POST
@requires("reveal_worker")
def worker_reveal(request: UserRequest, pk: int) -> HttpResponse:
    """One number in full, for a reason, on the record, at most 30 a day."""
    worker = _worker_or_404(request.user, pk)
    form = RevealForm(request.POST, worker=worker)
    value = refusal = ""
    if form.is_valid():
        field = Revealable(form.cleaned_data["field"])
        try:
            value = reveal_number(worker, field=field, reason=form.reason_words(), by=request.user)
        except Refused as words:
            refusal = str(words)
    else:
        refusal = "；".join(str(words) for told in form.errors.values() for words in told) + "。"
    label = Revealable(form.cleaned_data["field"]).label if value else ""
    context = {"worker": worker, "refusal": refusal, "value": value, "label": label}
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return render(request, "welfare/person/_revealed.html", context)
    context["active"] = "worker-list"
    return render(request, "welfare/person/revealed.html", context, status=400 if refusal else 200)
