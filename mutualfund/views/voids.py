"""作废 of a row of money, from the page of its voucher's draft, and the list of all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from mutualfund.actions.income_voids import ask_void, confirm_void, drop_void, may_confirm_void
from mutualfund.income_desk import income_drafts, voids_told
from mutualfund.income_shapes import VOID_STATES, void_state, voids_in
from mutualfund.models import IncomeVoid
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.paging import page_of


@require_GET
@requires("view_books")
def void_list(request: UserRequest) -> HttpResponse:
    """收款作废: what waits for its second person, what is void, what was taken back."""
    state = void_state(request.GET)
    page = page_of(request, voids_in(state))
    context = {
        "page": page,
        "rows": voids_told(page),
        "state": state,
        "states": [(key, words, voids_in(key).count()) for key, words in VOID_STATES],
        "active": "income-overview",
    }
    return render(request, "mutualfund/income/voids.html", context)


@require_POST
@requires("make_voucher")
def income_void(request: UserRequest, pk: int) -> HttpResponse:
    """会计提出作废 of the row a voucher of income tells of."""
    draft = get_object_or_404(income_drafts(), pk=pk)
    with refusals_shown(request):
        reason = request.POST.get("reason", "")
        ask_void(draft.source, reason=reason, on=clock.today(), by=request.user)
        messages.success(request, "已提出作废，等审核人确认。")
    return redirect(draft)


def _back(asked: IncomeVoid) -> HttpResponse:
    draft = income_drafts().filter(source=asked.source).order_by("pk").last()
    return redirect(draft or "income-desk")


@require_POST
@requires("review_voucher")
def void_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """审核人确认: row and receipt are void."""
    asked = get_object_or_404(IncomeVoid, pk=pk)
    with refusals_shown(request):
        confirm_void(asked, on=clock.today(), by=request.user)
        messages.success(request, "已作废，收据也作废了。")
    return _back(asked)


@require_POST
@requires("view_books")
def void_drop(request: UserRequest, pk: int) -> HttpResponse:
    """不作废了: by who asked, or who would have to confirm."""
    asked = get_object_or_404(IncomeVoid, pk=pk)
    with refusals_shown(request):
        if asked.asked_by_id != request.user.pk:
            if not request.user.may_use("review_voucher"):
                raise Refused("由提出的人或审核人撤下。")
            if words := may_confirm_void(request.user, asked):
                raise Refused(words)
        drop_void(asked, by=request.user)
        messages.success(request, "已撤下，不作废了。")
    return _back(asked)
