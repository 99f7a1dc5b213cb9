"""Emergency payments on screen 紧急垫付: the list, one of them, and its steps."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from mutualfund.actions.advances import (
    decide_advance,
    make_advance_voucher,
    pay_advance,
    propose_advance,
    recover_advance,
    why_not_decide,
)
from mutualfund.actions.bounced import may_return, return_advance
from mutualfund.advances import OVERDUE, draft_of, narrowed, told, with_claims
from mutualfund.case_page import may_read_story
from mutualfund.forms.advances import AdvanceForm, RecoveryForm
from mutualfund.models import Advance, AdvanceState, AdvanceStatus, DraftStatus, PayMethod
from mutualfund.views.claims import claim_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.paging import page_of

STATES = [
    (AdvanceStatus.PROPOSED.value, AdvanceStatus.PROPOSED.label),
    (AdvanceStatus.APPROVED.value, AdvanceStatus.APPROVED.label),
    *AdvanceState.choices,
    (AdvanceStatus.BOUNCED.value, AdvanceStatus.BOUNCED.label),
    (OVERDUE, "超期没有追认"),
]


def _advance(pk: int) -> Advance:
    rows = Advance.objects.select_related(
        "claim__member__worker__station", "claim__charter", "claim__received_by", "proposed_by",
        "decided_by", "cashier", "voucher", "returned_by",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


@require_GET
@requires("view_claims")
def advance_list(request: UserRequest) -> HttpResponse:
    """紧急垫付, the latest first, with what became of each."""
    every = told(with_claims(), on=clock.today())
    context = {
        "page": page_of(request, narrowed(every, request.GET)),
        "states": [(key, words, len(narrowed(every, {"state": key}))) for key, words in STATES],
        "chosen": request.GET.get("state", ""),
        "total": len(every),
        "active": "meeting-list",
    }
    return render(request, "mutualfund/advances/list.html", context)


@require_GET
@requires("view_claims")
def advance_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One advance: who asked, who approved, the voucher, what became of it, and the next step."""
    advance = _advance(pk)
    draft, no_return = draft_of(advance), may_return(advance)
    context = {
        "advance": advance,
        "told": told([advance], on=clock.today())[0],
        "reads": may_read_story(request.user),
        "draft": draft,
        "is_reviewed": draft is not None and draft.status == DraftStatus.REVIEWED,
        "not_decide": why_not_decide(request.user, advance),
        "methods": PayMethod,
        "came_back": not no_return,
        "no_return": no_return,
        "active": "meeting-list",
    }
    return render(request, "mutualfund/advances/detail.html", context)


@require_POST
@requires("intake_claim")
def claim_advance(request: UserRequest, pk: int) -> HttpResponse:
    """提出垫付."""
    claim, form = claim_or_404(request.user, pk), AdvanceForm(request.POST)
    with refusals_shown(request) as outcome:
        if not form.is_valid():
            raise Refused("；".join(str(e) for errors in form.errors.values() for e in errors))
        advance = propose_advance(
            claim, amount=form.cleaned_data["amount"], reason=form.cleaned_data["reason"],
            on=clock.today(), by=request.user,
        )  # fmt: skip
        messages.success(request, f"已提出紧急垫付 {advance.number}，等主任批准。")
    return redirect(claim) if outcome.refused else redirect(advance)


def _carry_out(
    request: UserRequest, pk: int, act: Callable[[Advance], object], *, done: str
) -> HttpResponse:
    """A step of the advance, and back to its page."""
    advance = _advance(pk)
    with refusals_shown(request):
        act(advance)
        messages.success(request, done)
    return redirect(advance)


@require_POST
@requires("finalise_claim")
def advance_decide(request: UserRequest, pk: int) -> HttpResponse:
    """批准 or 不批准."""
    agrees = request.POST.get("agrees") == "yes"

    def act(advance: Advance) -> None:
        if request.POST.get("agrees") not in ("yes", "no"):
            raise Refused("选「批准」或「不批准」。")
        decide_advance(advance, agrees=agrees, on=clock.today(), by=request.user)

    done = "批准了，会计可以制单。" if agrees else "没有批准，这件等委员会开会。"
    return _carry_out(request, pk, act, done=done)


@require_POST
@requires("make_voucher")
def advance_voucher(request: UserRequest, pk: int) -> HttpResponse:
    """制单."""
    return _carry_out(
        request, pk, lambda one: make_advance_voucher(one, on=clock.today(), by=request.user),
        done="已制单，等审核。",
    )  # fmt: skip


@require_POST
@requires("pay_claim")
def advance_pay(request: UserRequest, pk: int) -> HttpResponse:
    """付款. A second click shows the same payment."""
    sent = request.POST.get("method")
    method = PayMethod(sent) if sent in PayMethod.values else PayMethod.BANK
    return _carry_out(
        request, pk,
        lambda one: pay_advance(one, method=method, on=clock.today(), by=request.user),
        done="已垫付，下一次委员会会议要追认。",
    )  # fmt: skip


@require_POST
@requires("make_voucher")
def advance_recover(request: UserRequest, pk: int) -> HttpResponse:
    """登记收回."""
    form = RecoveryForm(request.POST)

    def act(advance: Advance) -> None:
        if not form.is_valid():
            raise Refused("；".join(str(e) for errors in form.errors.values() for e in errors))
        recover_advance(
            advance, amount=form.cleaned_data["amount"], on=clock.today(), by=request.user
        )

    return _carry_out(request, pk, act, done="收回的凭证已制单，审核以后由出纳收款。")


@require_POST
@requires("make_voucher")
def advance_return(request: UserRequest, pk: int) -> HttpResponse:
    """登记退回, once its voucher was reversed."""
    reason = request.POST.get("reason", "")
    return _carry_out(
        request, pk,
        lambda one: return_advance(one, reason=reason, on=clock.today(), by=request.user),
        done="已登记退回。要再垫付，回到申请里重新提出；不垫付的，委员会同意以后付全数。",
    )  # fmt: skip
