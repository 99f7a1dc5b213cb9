"""Account books on screen: the chart, a statement, the trial balance, the reports."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.accounts import add_account, close_account, may_close_account
from mutualfund.book_shapes import book_of, with_balances
from mutualfund.books_export import statement_workbook, trial_workbook
from mutualfund.forms.vouchers import AccountForm
from mutualfund.ledgers import counter_accounts, period_report, trial_balance
from mutualfund.models import Account, AccountKind, Fund
from mutualfund.periods import KINDS, Period
from mutualfund.views.asked import day_asked, fund_asked, month_end
from mutualfund.views.exports import as_xlsx
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of

PAPER_ROWS = 2000  # a book printed in one go


@require_GET
@requires("view_books")
def account_list(request: UserRequest) -> HttpResponse:
    """科目表 with the balance of each account."""
    fund, today = fund_asked(request), clock.today()
    accounts = Account.objects.filter(fund=fund).order_by("code")
    page = page_of(request, accounts)
    context = {
        "fund": fund,
        "funds": Fund.objects.order_by("pk"),
        "page": page,
        "rows": with_balances(page),
        "today": today,
        "form": AccountForm(),
        "active": "ledger-account-list",
    }
    return render(request, "mutualfund/accounts/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def account_new(request: UserRequest) -> HttpResponse:
    """新增科目."""
    fund = fund_asked(request)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            account = add_account(
                fund, code=form.cleaned_data["code"], name=form.cleaned_data["name"],
                kind=AccountKind(form.cleaned_data["kind"]), opened_on=clock.today(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, f"已新增科目 {account}。")
        if not outcome.refused:
            return redirect(account)
    context = {"fund": fund, "form": form, "active": "ledger-account-list"}
    return render(request, "mutualfund/accounts/new.html", context)


@require_POST
@requires("make_voucher")
def account_close(request: UserRequest, pk: int) -> HttpResponse:
    """停用."""
    account = get_object_or_404(Account, pk=pk)
    with refusals_shown(request):
        close_account(account, on=clock.today(), by=request.user)
        messages.success(request, f"已停用科目 {account}。")
    return redirect(account)


@require_GET
@requires("view_books")
def account_statement(request: UserRequest, pk: int) -> HttpResponse:
    """明细账 or 日记账: any account, any period, running balance."""
    account = get_object_or_404(Account.objects.select_related("fund"), pk=pk)
    today = clock.today()
    book = book_of(account, request.GET, today)
    if request.GET.get("as") == "xlsx":
        return as_xlsx(statement_workbook(book), f"{account.code}-{book.first}-{book.last}")
    on_paper = request.GET.get("as") == "paper"
    page = page_of(request, book.rows(), PAPER_ROWS if on_paper else 50)
    entries = list(page.object_list)
    context = {
        "account": account,
        "book": book,
        "page": page,
        "rows": entries,
        "counters": counter_accounts(entries),
        "accounts": Account.objects.filter(fund=account.fund_id).order_by("code"),
        "cannot_close": may_close_account(account, on=today),
        "on_paper": on_paper,
        "today": today,
        "active": "ledger-account-list",
    }
    return render(request, "mutualfund/accounts/statement.html", context)


@require_GET
@requires("view_books")
def trial(request: UserRequest) -> HttpResponse:
    """试算平衡表 at the end of any day."""
    fund = fund_asked(request)
    on = day_asked(request, "on", clock.today())
    found = trial_balance(fund, on=on)
    if request.GET.get("as") == "xlsx":
        return as_xlsx(trial_workbook(found), f"trial-{fund.key}-{on}")
    context = {
        "fund": fund,
        "funds": Fund.objects.order_by("pk"),
        "trial": found,
        "january": on.replace(month=1, day=1),
        "active": "trial-balance",
    }
    return render(request, "mutualfund/accounts/trial.html", context)


def _year_before(period: Period) -> tuple[dt.date, dt.date]:
    """The same period of the year before."""
    first = period.first.replace(year=max(period.first.year - 1, 1), day=1)
    return first, month_end(period.last.replace(year=max(period.last.year - 1, 1), day=1))


@require_GET
@requires("view_books")
def fund_report(request: UserRequest) -> HttpResponse:
    """月报、季报、年报: opening, income, expenses with cases and persons, closing."""
    fund, today = fund_asked(request), clock.today()
    kind = request.GET.get("kind", "")
    period = Period.of(kind if kind in KINDS else "month", day_asked(request, "on", today))
    before = _year_before(period)
    context = {
        "fund": fund,
        "funds": Fund.objects.order_by("pk"),
        "period": period,
        "kinds": KINDS.items(),
        "report": period_report(fund, first=period.first, last=period.last),
        "before": period_report(fund, first=before[0], last=before[1]),
        "bank": Account.objects.of("bank", fund.key),
        "is_over": period.last < today,
        "active": "fund-report",
    }
    return render(request, "mutualfund/accounts/report.html", context)
