"""The payment desk 付款: what waits for a voucher, for review, for the money."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from mutualfund.actions.bounced import reopen_claim
from mutualfund.actions.payments import make_payment_voucher, pay_claim, review_payment
from mutualfund.models import Claim, Payment, PayMethod
from mutualfund.pay_answers import Taken
from mutualfund.payment_desk import desk_for
from mutualfund.purse import purse_today
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.money import yuan
from welfare.paging import page_of


@require_GET
@requires("view_books")
def payment_list(request: UserRequest) -> HttpResponse:
    """待制单、待审核、待付款, and what was paid last."""
    on = clock.today()
    paid = Payment.objects.select_related("claim__member__worker", "voucher", "cashier")[:10]
    desk = desk_for(request.user, on=on)
    context = {
        "total": desk.total,
        "to_make": page_of(request, desk.to_make),
        "to_review": page_of(request, desk.to_review),
        "to_pay": page_of(request, desk.to_pay),
        "purse": purse_today(on),
        "paid": paid,
        "methods": PayMethod,
        "active": "payment-list",
    }
    return render(request, "mutualfund/payments/list.html", context)


def _claim(request: UserRequest, pk: int) -> Claim:
    """The claim at the desk; a reviewer sees those with a voucher though he opens no claims."""
    seen = Claim.objects.visible_to(request.user)
    if request.user.may_use("review_voucher"):
        seen = Claim.objects.committed()
    return get_object_or_404(seen, pk=pk)


def _back(request: UserRequest, claim: Claim) -> HttpResponse:
    """To where the button stood: the claim's page or the desk."""
    return redirect(claim if request.POST.get("back") == "claim" else "payment-list")


@require_POST
@requires("make_voucher")
def claim_reopen(request: UserRequest, pk: int) -> HttpResponse:
    """退票，重新付."""
    claim = get_object_or_404(Claim, pk=pk)
    with refusals_shown(request):
        reopen_claim(
            claim, reason=request.POST.get("reason", "")[:100], on=clock.today(), by=request.user
        )
        messages.success(request, f"{claim.number} 可以重新制单付款了。")
    return redirect(claim)


@require_POST
@requires("make_voucher")
def payment_voucher(request: UserRequest, pk: int) -> HttpResponse:
    """制单."""
    claim = _claim(request, pk)
    with refusals_shown(request):
        make_payment_voucher(claim, on=clock.today(), by=request.user)
        messages.success(request, f"{claim.number} 已制单，等审核。")
    return _back(request, claim)


@require_POST
@requires("review_voucher")
def payment_review(request: UserRequest, pk: int) -> HttpResponse:
    """审核."""
    claim = _claim(request, pk)
    with refusals_shown(request):
        review_payment(claim, on=clock.today(), by=request.user)
        messages.success(request, f"{claim.number} 的凭证已审核，等出纳付款。")
    return redirect("payment-list")


def _taken(request: UserRequest) -> Taken | None:
    """Who signs for cash; nobody was chosen, nobody signs."""
    told = [request.POST.get(key, "").strip()[:60] for key in ("name", "relation", "reason")]
    if request.POST.get("taker") == "self":
        return Taken()
    if request.POST.get("taker") != "proxy":
        return None
    if not all(told):
        raise Refused("代领要写齐代领人、和本人的关系、代领的原因。")
    return Taken(*told)


@require_POST
@requires("pay_claim")
def claim_pay(request: UserRequest, pk: int) -> HttpResponse:
    """付款. A second click shows the same payment."""
    claim, sent = _claim(request, pk), request.POST.get("method")
    method = PayMethod(sent) if sent in PayMethod.values else PayMethod.BANK
    with refusals_shown(request):
        payment = pay_claim(
            claim, method=method, taken=_taken(request), on=clock.today(), by=request.user
        )
        messages.success(
            request, f"{claim.number} 已付 {yuan(payment.amount)} 元，{payment.voucher}。"
        )
    return _back(request, claim)
