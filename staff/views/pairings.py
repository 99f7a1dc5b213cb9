"""Pairings 结对包保: the quarter matrix."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from staff.matrix import FILTERS, in_order, matrix_of, narrowed_pairings
from staff.models import CadreKind, Pairing, Station, Tier
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of


@require_GET
@requires("view_pairings")
def pairing_matrix(request: UserRequest) -> HttpResponse:
    """Who has been visited in which quarter; filters live in the address."""
    everyone = Pairing.objects.visible_to(request.user).open()
    pairings = narrowed_pairings(everyone, request.GET)
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    page = page_of(request, in_order(pairings))
    context = {
        "matrix": matrix_of(pairings, on=clock.today(), shown=page),
        "page": page,
        "chosen": chosen,
        "kinds": CadreKind.choices,
        "stations": Station.objects.all(),
        "tiers": Tier.objects.all(),
        "may_record": request.user.may_use("record_visit"),
    }
    return render(request, "staff/pairings/matrix.html", context)
