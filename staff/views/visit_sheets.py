"""Visit sheets 走访单 on paper: of the pairings a matrix shows, or of workers ticked in the list."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from staff.matrix import narrowed_pairings
from staff.models import Pairing
from staff.visit_sheets import printed_choices, quarter_words, sheets_of
from staff.worker_list import chosen_workers
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires


@require_GET
@requires("view_pairings")
def visit_sheets(request: UserRequest) -> HttpResponse:
    """Of the pairings that the matrix shows with these filters."""
    seen = Pairing.objects.visible_to(request.user).open()
    pairings = narrowed_pairings(seen, request.GET, on=clock.today())
    return _sheets(request, pairings, reverse("pairing-matrix"))


@require_GET
@requires("view_pairings")
def worker_visit_sheets(request: UserRequest) -> HttpResponse:
    """Of the workers in hardship among those ticked in the list or asked for by its filters."""
    user, on = request.user, clock.today()
    workers = chosen_workers(request.GET, user, on=on).order_by().values("pk")
    pairings = Pairing.objects.visible_to(user).open().filter(file__worker__in=workers)
    back = reverse("worker-list") if user.may_use("view_workers") else reverse("pairing-matrix")
    return _sheets(request, pairings, back)


def _sheets(request: UserRequest, pairings: "QuerySet[Pairing]", back: str) -> HttpResponse:
    on, sheets = clock.today(), []
    with refusals_shown(request) as outcome:
        sheets = sheets_of(pairings, on=on)
    if outcome.refused:
        return redirect(back)
    context = {
        "sheets": sheets,
        "people": sum(len(sheet.pairings) for sheet in sheets),
        "back": back,
        "quarter": quarter_words(on),
        "now": clock.now(),
        **printed_choices(),
    }
    return render(request, "staff/visits/sheets.html", context)
