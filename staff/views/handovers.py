"""Handovers 交接: proposing, accepting, declining, taking back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from staff.actions.handovers import (
    accept_handover,
    decline_handover,
    propose_handover,
    withdraw_handover,
)
from staff.forms.pairings import HandoverForm
from staff.models import Cadre, Handover
from staff.suggested_leads import suggest_for
from staff.views.pairings import pairing_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.models import User


def _handover_or_404(user: User, pk: int) -> Handover:
    rows = Handover.objects.visible_to(user).select_related("pairing", "to")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
@requires("view_pairings")
def handover_new(request: UserRequest, pk: int) -> HttpResponse:
    """提出交接: the successors stand in the order they are suggested."""
    pairing = pairing_or_404(request.user, pk)
    offers = suggest_for(pairing.file, on=clock.today())
    initial = {"to": request.GET.get("to") or (offers[0].cadre.pk if offers else "")}
    form = HandoverForm(request.POST or None, initial=initial, offers=offers)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request, form) as outcome:
            propose_handover(
                pairing,
                Cadre.objects.get(pk=told["to"]),
                note=told["note"],
                over_limit=told["over_limit"],
                no_leader=told["no_leader"],
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, "已提出。接任人接收以前，仍由原责任人包保。")
        if not outcome.refused:
            return redirect(pairing)
    context = {"form": form, "pairing": pairing, "active": "pairing-matrix"}
    return render(request, "staff/pairings/handover.html", context)


@require_POST
@requires("view_pairings")
def handover_accept(request: UserRequest, pk: int) -> HttpResponse:
    """接收, by the successor or the office with his signed paper."""
    handover = _handover_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        new = accept_handover(
            handover, paper=request.POST.get("words", "")[:200], on=clock.today(), by=request.user
        )
        messages.success(request, "已接收。三十天内先走访一次，原责任人还能查看三十天。")
    return redirect(handover.pairing if outcome.refused else new)


@require_POST
@requires("view_pairings")
def handover_decline(request: UserRequest, pk: int) -> HttpResponse:
    """不接, with the reason."""
    handover = _handover_or_404(request.user, pk)
    with refusals_shown(request):
        words = request.POST.get("words", "")[:200]
        decline_handover(handover, reason=words, on=clock.today(), by=request.user)
        messages.success(request, "已记下不接的原因，仍由原责任人包保；他是亲属的，已请下一位。")
    return redirect("pairing-matrix")


@require_POST
@requires("view_pairings")
def handover_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """收回 a handover nobody has answered."""
    handover = _handover_or_404(request.user, pk)
    with refusals_shown(request):
        withdraw_handover(handover, on=clock.today(), by=request.user)
        messages.success(request, "已收回，仍由原责任人包保；他是亲属的，已请下一位。")
    return redirect(handover.pairing)
