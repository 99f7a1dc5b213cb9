"""暂缓 on screen: an objection stops a claim until somebody has answered it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from mutualfund.actions.claim_holds import hold_claim, release_hold
from mutualfund.forms.claims import HoldForm, ReasonForm
from mutualfund.views.claims import claim_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused


def _words(request: UserRequest, missing: str) -> str:
    """The sentence sent along. Raises Refused with `missing` when it is empty or too long."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused(missing)
    return str(form.cleaned_data["reason"])


@require_POST
@requires("intake_claim")
def claim_hold(request: UserRequest, pk: int) -> HttpResponse:
    """暂缓."""
    claim = claim_or_404(request.user, pk)
    with refusals_shown(request):
        form = HoldForm(request.POST)
        if not form.is_valid():
            wrong = form.errors.get("until")
            raise Refused(str(wrong[0]) if wrong else "写明有什么异议，不超过 200 字。")
        told = form.cleaned_data
        hold_claim(
            claim, reason=told["reason"], until=told["until"], on=clock.today(), by=request.user
        )
        messages.success(request, "已暂缓，核查清楚以后再解除。")
    return redirect(claim)


@require_POST
@requires("intake_claim")
def claim_release(request: UserRequest, pk: int) -> HttpResponse:
    """解除暂缓."""
    claim = claim_or_404(request.user, pk)
    with refusals_shown(request):
        outcome = _words(request, "写明核查的结果，不超过 200 字。")
        release_hold(claim, outcome=outcome, on=clock.today(), by=request.user)
        messages.success(request, "已解除暂缓，可以接着办。")
    return redirect(claim)
