"""互助金 on one page: is the money safe and fair."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mutualfund.claim_stats import claim_stats
from mutualfund.fund_page import chart_of, coverage, months_left, promised
from mutualfund.ledgers import trial_balance
from mutualfund.models import Account, Fund, SelfCheck, Voucher
from mutualfund.purse import purse_today
from mutualfund.reconciliation import reconcile
from mutualfund.reports import dues_check, fund_statement, month_flows
from welfare import clock
from welfare.access import UserRequest, requires

MONTHS = 12


@require_GET
@requires("view_fund")
def fund_overview(request: UserRequest) -> HttpResponse:
    """账面、待发、可用; months; where from, for whom; who takes part; does it balance."""
    fund, today = Fund.objects.mutual_aid(), clock.today()
    flows = month_flows(fund, on=today, months=MONTHS)
    while len(flows) > 1 and not (flows[0].income or flows[0].expense or flows[0].balance):
        flows.pop(0)
    purse = purse_today(today)
    branches = coverage(on=today)
    workers = sum(one.workers for one in branches)
    members = sum(one.members for one in branches)
    context = {
        "fund": fund,
        "today": today,
        "since": flows[0].month,
        "head": Voucher.objects.filter(fund=fund).order_by("-year", "-number").first(),
        "check": SelfCheck.objects.first(),
        "purse": purse,
        "months_left": months_left(purse, on=today) if purse else None,
        "promised": promised(),
        "bank": reconcile(Account.objects.of("bank"), on=today),
        "year_claims": claim_stats(on=today, since=today.replace(month=1, day=1)),
        "claims": claim_stats(on=today, divided=True),
        "chart": chart_of(flows),
        "flows": flows,
        "statement": fund_statement(fund, on=today),
        "income_accounts": dict(Account.objects.filter(fund=fund).values_list("key", "pk")),
        "dues": dues_check(members=members),
        "branches": branches,
        "workers": workers,
        "members": members,
        "share": round(100 * members / workers) if workers else 0,
        "outside": workers - members,
        "trial": trial_balance(fund, on=today),
        "may_see_books": request.user.may_use("view_books"),
        "active": "fund-overview",
    }
    return render(request, "mutualfund/fund/overview.html", context)
