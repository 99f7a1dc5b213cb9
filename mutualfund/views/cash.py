"""现金盘点 on screen: counting, signing, the sheet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.counts import booked_cash, count_cash, may_witness, witness_count
from mutualfund.actions.drawer import move_cash
from mutualfund.forms.vouchers import CashCountForm, CashMoveForm
from mutualfund.models import Account, CashCount, Entry, Fund
from mutualfund.models.counts import FACES, CashWay
from mutualfund.views.asked import fund_asked
from mutualfund.views.found import Page, form_page
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.money import yuan
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


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def cash_move(request: UserRequest) -> HttpResponse:
    """提现 and 存现: the voucher with its slip."""
    fund, today = fund_asked(request), clock.today()
    sent = request.method == "POST"
    form = CashMoveForm(request.POST if sent else None, request.FILES if sent else None)
    held = Entry.objects.of(Account.objects.of("bank", fund.key)).up_to(today).balance()
    page = Page(
        title="提现、存现", action="制单，请审核", back=f"{reverse('cash-list')}?fund={fund.key}",
        back_words="现金盘点", active="cash-list",
        intro=f"{fund.name}：库存现金 {yuan(booked_cash(fund, on=today))} 元，银行存款 {yuan(held)} 元。"
        "会计制单，审核人审核，出纳办了再记账。",
    )  # fmt: skip

    def done() -> str:
        given = form.cleaned_data
        draft = move_cash(
            fund, way=CashWay(given["way"]), amount=given["amount"], reason=given["reason"],
            papers=form.papers_read(), on=today, by=request.user,
        )  # fmt: skip
        messages.success(request, "已制单，审核以后由出纳办了再记账。")
        return draft.get_absolute_url()

    return form_page(request, form, page, done)


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
