"""The books on screen: a month's vouchers with the running balance, and one voucher."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from mutualfund.actions.vouchers import may_reverse
from mutualfund.models import (
    Account,
    DraftVoucher,
    Entry,
    Fund,
    SelfCheck,
    Side,
    Voucher,
    VoucherKind,
)
from mutualfund.reports import MONEY, ZERO, balance_before, cash_book
from mutualfund.source_links import source_links
from mutualfund.views.asked import ONE, fund_asked, month_asked, month_end
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of

PAPER_ROWS = 2000  # a month printed in one go
SHOWN = {
    "in": ("收入", Q(received__gt=0)),
    "out": ("支出", Q(paid__gt=0)),
    "red": ("冲销和更正", Q(kind=VoucherKind.REVERSAL) | Q(corrects__isnull=False)),
    "other": ("不动钱的", Q(received=0, paid=0)),
}


def _filtered(rows: "QuerySet[Voucher]", request: UserRequest) -> "QuerySet[Voucher]":
    """Rows of one account, of one kind, or with a word; the balance stays that of the book."""
    account, shown, words = (request.GET.get(key, "").strip() for key in ("account", "show", "q"))
    keep = Voucher.objects.all()
    if account.isascii() and account.isdecimal() and len(account) < 16:
        keep = keep.filter(
            Exists(Entry.objects.filter(voucher=OuterRef("pk"), account=int(account)))
        )
    if words:
        number = words.rpartition("-")[2]
        found = Q(summary__icontains=words)
        if _is_number(number):
            found |= Q(month_number=int(number))
        keep = keep.filter(found)
    rows = rows.filter(pk__in=keep.values("pk"))
    return rows.filter(SHOWN[shown][1]) if shown in SHOWN else rows


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 8


def _sums(fund: Fund, first: dt.date, last: dt.date) -> dict[str, Any]:
    """收 and 支 of bank and cash between two days."""
    moved = Entry.objects.filter(
        account__fund=fund, account__key__in=MONEY, date__range=(first, last)
    ).aggregate(
        received=Sum("amount", filter=Q(side=Side.DEBIT)),
        paid=Sum("amount", filter=Q(side=Side.CREDIT)),
    )
    return {key: amount or ZERO for key, amount in moved.items()}


@require_GET
@requires("view_books")
def voucher_list(request: UserRequest) -> HttpResponse:
    """账本: received, paid and running balance of a month."""
    fund, first = fund_asked(request), month_asked(request)
    last = month_end(first)
    vouchers = Voucher.objects.filter(fund=fund)
    book = cash_book(fund, first=first, last=last)
    is_filtered = any(request.GET.get(key, "").strip() for key in ("account", "show", "q"))
    rows = _filtered(book, request) if is_filtered else book
    people = rows.select_related("maker", "reviewer", "reversed_by", "reverses", "corrects")
    page = page_of(request, people, PAPER_ROWS if request.GET.get("as") == "paper" else 50)
    balances = {row.pk: row.balance for row in book} if is_filtered else {}  # type: ignore[attr-defined]  # annotated by cash_book
    context = {
        "fund": fund,
        "funds": Fund.objects.order_by("pk"),
        "month": first,
        "before": first - ONE,
        "months": vouchers.dates("date", "month", order="DESC")[:24],
        "opening": balance_before(fund, first),
        "closing": balance_before(fund, last + ONE),
        "page": page,
        "balances": balances,
        "is_filtered": is_filtered,
        "month_count": len(balances) if is_filtered else page.paginator.count,
        "sums": _sums(fund, first, last),
        "year_sums": _sums(fund, first.replace(month=1), last),
        "year_opening": balance_before(fund, first.replace(month=1, day=1)),
        "today": clock.today(),
        "reds": vouchers.filter(date__range=(first, last), kind=VoucherKind.REVERSAL).count(),
        "accounts": Account.objects.filter(fund=fund).order_by("code"),
        "kinds": [(key, words) for key, (words, _) in SHOWN.items()],
        "chosen": {key: request.GET.get(key, "") for key in ("account", "show", "q")},
        "head": vouchers.order_by("-year", "-number").first(),
        "check": SelfCheck.objects.first(),
        "active": "voucher-list",
    }
    return render(request, "mutualfund/vouchers/list.html", context)


@require_GET
@requires("view_books")
def voucher_detail(request: UserRequest, pk: int) -> HttpResponse:
    """记账凭证."""
    vouchers = Voucher.objects.select_related(
        "fund", "maker", "reviewer", "poster", "cashier", "reverses", "corrects"
    )
    voucher = get_object_or_404(vouchers, pk=pk)
    draft = DraftVoucher.objects.filter(voucher=voucher).prefetch_related("papers").first()
    context = {
        "voucher": voucher,
        "lines": voucher.entries.select_related("account"),
        "cannot_reverse": may_reverse(voucher),
        "red": Voucher.objects.filter(reverses=voucher).first(),
        "blue": Voucher.objects.filter(corrects=voucher).first(),
        "papers": draft.papers.all() if draft else [],
        "sources": source_links(request.user, voucher.source),
        "active": "voucher-list",
    }
    return render(request, "mutualfund/vouchers/detail.html", context)
