"""The books on screen: a month's vouchers with the running balance, and one voucher."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from mutualfund.actions.vouchers import may_close, may_reverse
from mutualfund.models import Fund, Voucher
from mutualfund.reports import balance_before
from mutualfund.shapes import month_asked, month_rows
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of


@require_GET
@requires("view_books")
def voucher_list(request: UserRequest) -> HttpResponse:
    """账本: received, paid and running balance of a month."""
    fund, today = Fund.objects.mutual_aid(), clock.today()
    first = month_asked(request.GET, today)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    vouchers = Voucher.objects.filter(fund=fund)
    through = following - dt.timedelta(days=1)
    context = {
        "month": first,
        "through": through,
        "cannot_close": may_close(fund, through=through, on=clock.today()),
        "months": vouchers.dates("date", "month", order="DESC")[:24],
        "opening": balance_before(fund, first),
        "closing": balance_before(fund, following),
        "page": page_of(request, month_rows(fund, request.GET, today)),
        "head": vouchers.order_by("-year", "-number").first(),
    }
    return render(request, "mutualfund/vouchers/list.html", context)


@require_GET
@requires("view_books")
def voucher_detail(request: UserRequest, pk: int) -> HttpResponse:
    """记账凭证."""
    vouchers = Voucher.objects.select_related(
        "fund", "maker", "reviewer", "poster", "cashier", "reverses"
    )
    voucher = get_object_or_404(vouchers, pk=pk)
    lines = voucher.entries.select_related("account")
    context = {
        "voucher": voucher,
        "lines": lines,
        "cannot_reverse": may_reverse(voucher),
        "red": Voucher.objects.filter(reverses=voucher).first(),
    }
    return render(request, "mutualfund/vouchers/detail.html", context)
