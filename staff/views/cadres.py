"""Cadres 包保责任人: who carries how much, one of them, entering and leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.pairings import leave_cadre, register_cadre
from staff.cadre_list import kin_pairings, load_counts
from staff.forms.pairings import CadreForm, LeaveForm
from staff.models import Cadre, CadreKind, CadreLeft, CareMeasure, Handover, Pairing
from staff.tier_words import hardest_name
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_GET
@requires("manage_pairings")
def cadre_list(request: UserRequest) -> HttpResponse:
    """包保责任人 with their load against the limit; who of the heaviest tier has no leader; relatives."""
    on = clock.today()
    limit = CareMeasure.objects.of(on).load_limit
    show = request.GET.get("show", "")
    counts, cadres = load_counts(show, limit=limit)
    context = {
        "page": page_of(request, cadres),
        "counts": counts,
        "limit": limit,
        "show": show,
        "hardest": hardest_name(on=on),
        "no_leader": Pairing.objects.open().without_leader().count(),
        "kin": kin_pairings(),
        "active": "pairing-matrix",
    }
    return render(request, "staff/pairings/cadres.html", context)


@require_http_methods(["GET", "POST"])
@requires("manage_pairings")
def cadre_new(request: UserRequest) -> HttpResponse:
    """登记包保责任人."""
    taken = set(Cadre.objects.filter(user__isnull=False).values_list("user", flat=True))
    form = CadreForm(request.POST or None, taken=taken)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            cadre = register_cadre(
                told["number"].strip().upper(),
                name=told["name"],
                kind=CadreKind(told["kind"]),
                title=told["title"],
                phone=told["phone"],
                user=told["user"],
                by=request.user,
            )
            messages.success(request, f"已登记 {cadre}。")
        if not outcome.refused:
            return redirect(cadre)
    return render(
        request, "staff/pairings/cadre_new.html", {"form": form, "active": "pairing-matrix"}
    )


@require_GET
@requires("manage_pairings")
def cadre_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One cadre: whom he answers for, what is being handed over, and whether he may leave."""
    cadre = get_object_or_404(Cadre, pk=pk)
    held = Pairing.objects.open().filter(cadre=cadre)
    waiting = {row.pairing_id: row for row in Handover.objects.open().filter(
        pairing__cadre=cadre).select_related("to")}  # fmt: skip
    page = page_of(
        request, held.select_related("file__worker__station", "file__tier").order_by("since", "pk")
    )
    context = {
        "cadre": cadre,
        "page": page,
        "rows": [(pairing, waiting.get(pairing.pk)) for pairing in page],
        "form": LeaveForm(),
        "active": "pairing-matrix",
    }
    return render(request, "staff/pairings/cadre.html", context)


@require_POST
@requires("manage_pairings")
def cadre_leave(request: UserRequest, pk: int) -> HttpResponse:
    """离任: refused while somebody has no successor."""
    cadre, form = get_object_or_404(Cadre, pk=pk), LeaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "离任要选原因：调离、退休或调整分工。")
        return redirect(cadre)
    with refusals_shown(request):
        reason = CadreLeft(form.cleaned_data["reason"])
        leave_cadre(cadre, reason=reason, on=clock.today(), by=request.user)
        messages.success(request, f"{cadre.name} 已离任。")
    return redirect(cadre)
