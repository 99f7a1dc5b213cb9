"""追回 on the page of a paid claim: asked, approved, its voucher made, its money taken."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from mutualfund.actions.clawbacks import (
    ask_clawback,
    decide_clawback,
    make_clawback_voucher,
    take_clawback,
    withdraw_clawback,
)
from mutualfund.forms.clawbacks import ClawbackForm
from mutualfund.models import Claim, Clawback
from mutualfund.views.claims import claim_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused


@require_POST
@requires("intake_claim")
def claim_clawback(request: UserRequest, pk: int) -> HttpResponse:
    """提出追回."""
    claim, form = claim_or_404(request.user, pk), ClawbackForm(request.POST)
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused("；".join(str(e) for errors in form.errors.values() for e in errors))
        told = form.cleaned_data
        ask_clawback(
            claim, amount=told["amount"], reason=told["reason"], on=clock.today(), by=request.user
        )
        messages.success(request, "已提出追回，等主任批准。")
    return redirect(claim)


def _carry_out(
    request: UserRequest, pk: int, act: Callable[[Clawback], object], done: str
) -> HttpResponse:
    seen = Clawback.objects.filter(claim__in=Claim.objects.visible_to(request.user))
    clawback = get_object_or_404(seen.select_related("claim"), pk=pk)
    with refusals_shown(request):
        act(clawback)
        messages.success(request, done)
    return redirect(clawback.claim)


@require_POST
@requires("finalise_claim")
def clawback_decide(request: UserRequest, pk: int) -> HttpResponse:
    """批准 or 不批准."""
    answer = request.POST.get("agrees")

    def act(clawback: Clawback) -> None:
        if answer not in ("yes", "no"):
            raise Refused("选「批准」或「不批准」。")
        decide_clawback(clawback, agrees=answer == "yes", on=clock.today(), by=request.user)

    done = "批准了，本人退了钱，会计凭回单制单。" if answer == "yes" else "没有批准，不追回。"
    return _carry_out(request, pk, act, done)


@require_POST
@requires("intake_claim")
def clawback_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """撤回 by who asked."""
    return _carry_out(
        request, pk, lambda one: withdraw_clawback(one, on=clock.today(), by=request.user),
        "撤回了，不追回。",
    )  # fmt: skip


@require_POST
@requires("make_voucher")
def clawback_voucher(request: UserRequest, pk: int) -> HttpResponse:
    """制单 with the bank's advice."""
    file = request.FILES.get("paper")

    def act(clawback: Clawback) -> None:
        paper = file.read() if file else None
        make_clawback_voucher(clawback, paper=paper, on=clock.today(), by=request.user)

    return _carry_out(request, pk, act, "已制单，审核以后由出纳收款。")


@require_POST
@requires("pay_claim")
def clawback_take(request: UserRequest, pk: int) -> HttpResponse:
    """收款: the money is back."""
    return _carry_out(
        request, pk, lambda one: take_clawback(one, on=clock.today(), by=request.user),
        "记下了，钱追回来了。",
    )  # fmt: skip
