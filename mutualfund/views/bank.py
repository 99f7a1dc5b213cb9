"""银行对账 on screen: taking a statement in, matching, rules, 余额调节表."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.bank import (
    forget_rule,
    match_lines,
    match_plain_ones,
    remember_rule,
    rule_for,
    take_statement,
    undo_match,
    voucher_from_line,
)
from mutualfund.bank_sheet import ReadStatement, from_token, read_statement, to_token
from mutualfund.forms.vouchers import RuleForm, StatementForm
from mutualfund.models import (
    Account,
    BankLine,
    BankMatch,
    BankRule,
    BankStatement,
    Fund,
    Series,
)
from mutualfund.reconciliation import reconcile
from mutualfund.views.asked import day_asked, fund_asked
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.paging import page_of

HOUR = 3600  # seconds a preview may wait for its yes


def _bank(request: UserRequest) -> Account:
    return Account.objects.of("bank", fund_asked(request).key)


def _desk(account: Account) -> HttpResponse:
    return redirect(f"{reverse('bank-desk')}?fund={account.fund.key}")


@require_GET
@requires("view_books")
def bank_desk(request: UserRequest) -> HttpResponse:
    """对账: what is open on the bank's side and on ours, side by side."""
    account, today = _bank(request), clock.today()
    found = reconcile(account, on=today)
    page = page_of(request, BankLine.objects.open().filter(statement__account=account))
    rules = list(BankRule.objects.filter(account=account).select_related("counter"))
    books = page_of(request, found.books_only)
    context = {
        "account": account,
        "fund": account.fund,
        "funds": Fund.objects.order_by("pk"),
        "found": found,
        "page": page if page.paginator.num_pages >= books.paginator.num_pages else books,
        "open_lines": page.paginator.count,
        "lines": [(line, rule_for(line, rules)) for line in page.object_list],
        "books": books.object_list,
        "rules": rules,
        "rule_form": RuleForm(bank=account),
        "statements": BankStatement.objects.filter(account=account).select_related("taken_by")[:12],
        "matches": _shut_or_not(_recent_matches(account), account),
        "active": "bank-desk",
    }
    return render(request, "mutualfund/bank/desk.html", context)


def _recent_matches(account: Account) -> list[BankMatch]:
    among_ourselves = Q(lines__isnull=True, vouchers__voucher__fund=account.fund_id)
    of_account = BankMatch.objects.filter(
        Q(lines__statement__account=account) | among_ourselves
    ).distinct()
    rows = of_account.select_related("matched_by").prefetch_related("lines", "vouchers__voucher")
    return list(rows.order_by("-pk")[:12])


def _shut_or_not(matches: list[BankMatch], account: Account) -> list[tuple[BankMatch, bool]]:
    """Each with whether a day of it, on either side, lies in a closed month. One query."""
    walls = dict(Series.objects.filter(fund=account.fund_id).values_list("year", "closed_through"))

    def days(match: BankMatch) -> list[dt.date]:
        booked = [one.voucher.date for one in match.vouchers.all()]
        return [*booked, *(line.date for line in match.lines.all())]

    return [
        (match, any(day <= walls.get(day.year, dt.date.min) for day in days(match)))
        for match in matches
    ]


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def bank_take(request: UserRequest) -> HttpResponse:
    """导入对账单: the file, a preview, then yes."""
    account = _bank(request)
    read: ReadStatement | None = None
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "token" in request.POST:
        return _take(request, account)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request):
            read = read_statement(form.cleaned_data["file"], account)
    salt = _salt(request, account)
    context: dict[str, Any] = {
        "account": account,
        "fund": account.fund,
        "form": form,
        "read": read,
        "page": page_of(request, read.lines, 200) if read else None,
        "token": signing.dumps(to_token(read), salt=salt, compress=True) if read else "",
        "active": "bank-desk",
    }
    return render(request, "mutualfund/bank/take.html", context)


def _salt(request: UserRequest, account: Account) -> str:
    """A preview is good for who made it and for its account."""
    return f"bank:{request.user.pk}:{account.pk}"


def _take(request: UserRequest, account: Account) -> HttpResponse:
    with refusals_shown(request):
        try:
            told = signing.loads(request.POST["token"], salt=_salt(request, account), max_age=HOUR)
        except signing.BadSignature:
            raise Refused("预览已经过了一小时，或者不是您的。请重新选文件。") from None
        take_statement(from_token(told, account), account, by=request.user)
        plain = match_plain_ones(account, by=request.user)
        messages.success(request, f"已导入，一笔对一笔的自动对上了 {plain} 行。")
    return _desk(account)


def _chosen(request: UserRequest, key: str) -> list[int]:
    return [
        int(pk)
        for pk in request.POST.getlist(key)
        if pk.isascii() and pk.isdecimal() and len(pk) < 16
    ]


@require_POST
@requires("make_voucher")
def bank_match(request: UserRequest) -> HttpResponse:
    """对上 the chosen lines and vouchers."""
    account = _bank(request)
    with refusals_shown(request):
        match_lines(
            account, lines=_chosen(request, "line"), vouchers=_chosen(request, "voucher"),
            by=request.user,
        )  # fmt: skip
        messages.success(request, "已对上。")
    return _desk(account)


@require_POST
@requires("make_voucher")
def bank_unmatch(request: UserRequest, pk: int) -> HttpResponse:
    """拆开."""
    match = get_object_or_404(BankMatch, pk=pk)
    one = match.vouchers.select_related("voucher__fund").first()
    with refusals_shown(request):
        undo_match(match, by=request.user)
        messages.success(request, "已拆开，两边都回到没对上的。")
    if one is None:
        return redirect("bank-desk")
    return _desk(Account.objects.of("bank", one.voucher.fund.key))


@require_POST
@requires("make_voucher")
def bank_rule(request: UserRequest) -> HttpResponse:
    """记住一个字."""
    account = _bank(request)
    form = RuleForm(request.POST, bank=account)
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused("；".join(str(words[0]) for words in form.errors.values()) + "。")
        remember_rule(
            account, word=form.cleaned_data["word"], counter=form.cleaned_data["counter"],
            by=request.user,
        )  # fmt: skip
        messages.success(request, "记住了，以后有这几个字的行都会提示。")
    return _desk(account)


@require_POST
@requires("make_voucher")
def bank_forget(request: UserRequest, pk: int) -> HttpResponse:
    """不再用 a rule."""
    rule = get_object_or_404(BankRule.objects.select_related("account__fund"), pk=pk)
    account = rule.account
    with refusals_shown(request):
        forget_rule(rule, by=request.user)
        messages.success(request, "这条规则不再用了。")
    return _desk(account)


@require_POST
@requires("make_voucher")
def bank_voucher(request: UserRequest, pk: int) -> HttpResponse:
    """补记 a line of the bank by its rule, with the bank's slip."""
    lines = BankLine.objects.select_related("statement__account__fund")
    line = get_object_or_404(lines, pk=pk)
    account = line.statement.account
    rules = list(BankRule.objects.filter(account=account).select_related("counter"))
    file = request.FILES.get("paper")
    with refusals_shown(request) as outcome:
        rule = rule_for(line, rules)
        if rule is None:
            raise Refused("这一行没有规则，先在下面记住它的字，或者手工记一笔。")
        papers = [(file.name or "回单", file.read())] if file else []
        draft = voucher_from_line(line, rule, papers=papers, on=clock.today(), by=request.user)
        messages.success(request, "已制单，等审核；出纳记账以后回来对上。")
    return _desk(account) if outcome.refused else redirect(draft)


@require_GET
@requires("view_books")
def bank_reconciliation(request: UserRequest) -> HttpResponse:
    """银行存款余额调节表 at the end of any day, for printing."""
    account = _bank(request)
    found = reconcile(account, on=day_asked(request, "on", clock.today()))
    context = {
        "account": account,
        "fund": account.fund,
        "funds": Fund.objects.order_by("pk"),
        "found": found,
        "pages": page_of(request, found.books_only),
        "active": "bank-desk",
    }
    return render(request, "mutualfund/bank/reconciliation.html", context)
