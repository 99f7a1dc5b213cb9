"""现金盘点 on screen: counting, signing, the sheet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.counts import booked_cash, count_cash, may_witness, witness_count
from mutualfund.forms.vouchers import CashCountForm
from mutualfund.models import Account, CashCount, Fund
from mutualfund.models.counts import FACES
from mutualfund.views.asked import fund_asked
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_GET
@requires("view_books")
def cash_list(request: UserRequest) -> HttpResponse:
    """盘点记录, newest first."""
    fund = fund_asked(request)
    counts = CashCount.objects.filter(fund=fund).select_related("cashier", "witness")
    context = {
        "fund": fund,
        "funds": Fund.objects.order_by("pk"),
        "page": page_of(request, counts),
        "booked": booked_cash(fund, on=clock.today()),
        "account": Account.objects.of("cash", fund.key),
        "active": "cash-list",
    }
    return render(request, "mutualfund/cash/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("pay_claim")
def cash_new(request: UserRequest) -> HttpResponse:
    """盘点: the pieces of each face value."""
    fund, today = fund_asked(request), clock.today()
    form = CashCountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            count = count_cash(
                fund, pieces=form.pieces(), explanation=form.cleaned_data["explanation"],
                on=today, by=request.user,
            )  # fmt: skip
            messages.success(request, "盘点已记下，请监盘人签字。")
        if not outcome.refused:
            return redirect("cash-detail", pk=count.pk)
    context = {
        "fund": fund,
        "form": form,
        "booked": booked_cash(fund, on=today),
        "today": today,
        "active": "cash-list",
    }
    return render(request, "mutualfund/cash/new.html", context)


@require_GET
@requires("view_books")
def cash_detail(request: UserRequest, pk: int) -> HttpResponse:
    """现金盘点表, for printing and signing."""
    counts = CashCount.objects.select_related("fund", "cashier", "witness")
    count = get_object_or_404(counts, pk=pk)
    pieces = [(face, count.pieces.get(str(face), 0)) for face in FACES]
    context = {
        "count": count,
        "pieces": [(face, number, face * number) for face, number in pieces],
        "cannot_sign": may_witness(request.user, count),
        "active": "cash-list",
    }
    return render(request, "mutualfund/cash/detail.html", context)


@require_POST
@requires("review_voucher")
def cash_witness(request: UserRequest, pk: int) -> HttpResponse:
    """监盘签字."""
    count = get_object_or_404(CashCount, pk=pk)
    with refusals_shown(request):
        witness_count(count, by=request.user)
        messages.success(request, "已签字。")
    return redirect("cash-detail", pk=count.pk)
