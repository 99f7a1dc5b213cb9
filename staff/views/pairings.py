"""Pairings 结对包保: the quarter matrix."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from staff.matrix import in_order, matrix_of
from staff.models import CadreKind, Pairing, Station, Tier
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of

FILTERS = {
    "kind": "cadre__kind",
    "station": "file__worker__station",
    "tier": "file__tier__key",
}


@require_GET
@requires("view_pairings")
def pairing_matrix(request: UserRequest) -> HttpResponse:
    """Who has been visited in which quarter; filters live in the address."""
    pairings = Pairing.objects.visible_to(request.user).open()
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    for name, path in FILTERS.items():
        if chosen[name] and (name != "station" or chosen[name].isdecimal()):
            pairings = pairings.filter(**{path: chosen[name]})
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
