"""结账 on screen: how far the months are closed, who asked, who confirms."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from mutualfund.actions.closings import (
    ask_closing,
    ask_reopening,
    confirm_step,
    drop_step,
    history,
    last_wall,
    may_close,
    may_confirm,
    may_reopen,
    waiting_step,
)
from mutualfund.actions.handmade import carried, may_carry_over
from mutualfund.models import Account, CashCount, Closing, Fund, PeriodStep, Series, StepKind
from mutualfund.reconciliation import reconcile, why_unreconciled
from mutualfund.views.asked import ONE, fund_asked, month_end
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused


def _next_month(fund: Fund, today: dt.date) -> dt.date:
    """The last day of the month that is to be closed next."""
    wall = last_wall(fund)
    if wall is not None:
        return month_end(wall.closed_through + ONE)
    first = Series.objects.filter(fund=fund).order_by("year").first()
    return month_end(first.closed_through + ONE if first else today)


@require_GET
@requires("view_books")
def closing_list(request: UserRequest) -> HttpResponse:
    """结账: what to look at before, the step that waits, the history."""
    fund, today = fund_asked(request), clock.today()
    through, step = _next_month(fund, today), waiting_step(fund)
    year = through.year if today.year == through.year else through.year - (through.month == 1)
    reconciliation = reconcile(Account.objects.of("bank", fund.key), on=through)
    context = {
        "fund": fund,
        "funds": Fund.objects.order_by("pk"),
        "wall": last_wall(fund),
        "through": through,
        "cannot_close": may_close(fund, through=through, on=today),
        "cannot_reopen": may_reopen(fund),
        "step": step,
        "cannot_confirm": may_confirm(request.user, step) if step else "",
        "is_closing": step is not None and step.kind == StepKind.CLOSE,
        "unreconciled": why_unreconciled(reconciliation),
        "reconciliation": reconciliation,
        "count": CashCount.objects.filter(fund=fund, on__lte=through).first(),
        "moves": history(fund),
        "many": Closing.objects.filter(fund=fund).count(),
        "year": year,
        "cannot_carry": may_carry_over(fund, year=year, on=today),
        "carried": carried(fund, year),
        "active": "closing-list",
    }
    return render(request, "mutualfund/closings/list.html", context)


def _back(fund: Fund) -> HttpResponse:
    answer = redirect("closing-list")
    answer["Location"] += f"?fund={fund.key}"
    return answer


@require_POST
@requires("make_voucher")
def closing_ask(request: UserRequest) -> HttpResponse:
    """会计提出结账 up to the end of the month sent."""
    fund = fund_asked(request)
    with refusals_shown(request):
        try:
            through = dt.date.fromisoformat(request.POST.get("through", ""))
        except ValueError:
            raise Refused("没有写明结到哪一天，回结账页选好月份再结。") from None
        reason = request.POST.get("reason", "")
        ask_closing(fund, through=through, on=clock.today(), by=request.user, reason=reason)
        messages.success(request, f"已提出结账至 {through}，等审核确认。")
    return _back(fund)


@require_POST
@requires("reopen_books")
def closing_reopen(request: UserRequest) -> HttpResponse:
    """主任委员或经审委员提出反结账."""
    fund = fund_asked(request)
    with refusals_shown(request):
        ask_reopening(fund, reason=request.POST.get("reason", ""), by=request.user)
        messages.success(request, "已提出反结账，等另一位确认。")
    return _back(fund)


def _confirm(request: UserRequest, pk: int, kind: StepKind) -> HttpResponse:
    step = get_object_or_404(PeriodStep.objects.select_related("fund"), pk=pk, kind=kind)
    with refusals_shown(request):
        step = confirm_step(step, by=request.user)
        messages.success(request, f"已确认，现在结账至 {step.through}。")
    return _back(step.fund)


@require_POST
@requires("review_voucher")
def closing_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """审核确认结账."""
    return _confirm(request, pk, StepKind.CLOSE)


@require_POST
@requires("reopen_books")
def closing_confirm_reopen(request: UserRequest, pk: int) -> HttpResponse:
    """另一位确认反结账."""
    return _confirm(request, pk, StepKind.REOPEN)


@require_POST
@requires("view_books")
def closing_drop(request: UserRequest, pk: int) -> HttpResponse:
    """不办了: by whoever asked for it, or who would have to confirm it."""
    step = get_object_or_404(PeriodStep.objects.select_related("fund", "asked_by"), pk=pk)
    with refusals_shown(request):
        if step.asked_by_id != request.user.pk and (words := may_confirm(request.user, step)):
            raise Refused(words)
        drop_step(step, by=request.user)
        messages.success(request, "已撤下，不办了。")
    return _back(step.fund)
