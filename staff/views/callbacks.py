"""回访抽样 and 职工确认: drawing, calling, entering; the worker's own word by code."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.callbacks import (
    confirm_by_code,
    draw_campaign_sample,
    draw_sample,
    drawn,
    may_call,
    record_callback,
    visit_of_code,
)
from staff.forms.pairings import CallForm, CodeForm
from staff.models import Callback, CallbackResult, CallbackSample, Campaign, CareMeasure
from staff.oddities import KINDS, count_of, kind_of
from staff.visit_list import quarter_of
from staff.watch_shapes import calls_of
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.days import Quarter
from welfare.names import masked
from welfare.paging import page_of

QUARTERS_OFFERED = 8


@require_GET
@requires("check_visits")
def visit_oddities(request: UserRequest) -> HttpResponse:
    """走访里的异常 of one quarter: lists that should be empty."""
    now = Quarter.of(clock.today())
    quarter = quarter_of(request.GET.get("quarter", ""), now)
    kind = kind_of(request.GET.get("kind", ""))
    page = page_of(request, kind.rows(quarter))
    context = {
        "kind": kind,
        "kinds": [(one, count_of(one.rows(quarter))) for one in KINDS],
        "page": page,
        "lines": [kind.line(row, quarter) for row in page],
        "quarter": quarter,
        "quarters": list(now.shifted(1 - QUARTERS_OFFERED).until(now))[::-1],
        "active": "visit-list",
    }
    return render(request, "staff/visits/oddities.html", context)


def _campaign(request: UserRequest, asked: str) -> Campaign | None:
    """The campaign asked for, when there is one and this reader sees it."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        return None
    return get_object_or_404(Campaign.objects.visible_to(request.user), pk=asked)


@require_GET
@requires("check_visits")
def callback_list(request: UserRequest) -> HttpResponse:
    """The sample of a quarter's visits, or of a campaign's signed lines, and its calls."""
    last = Quarter.of(clock.today()).shifted(-1)
    quarter = quarter_of(request.GET.get("quarter", ""), last)
    campaign = _campaign(request, request.GET.get("campaign", ""))
    samples = CallbackSample.objects.select_related("drawn_by", "campaign")
    if campaign is not None:
        sample = samples.filter(campaign=campaign).first()
    else:
        sample = samples.filter(year=quarter.year, quarter=quarter.number).first()
    calls = calls_of(quarter, campaign)
    context = {
        "quarter": quarter,
        "quarters": list(last.shifted(1 - QUARTERS_OFFERED).until(last))[::-1],
        "campaign": campaign,
        "late_days": CareMeasure.objects.of(clock.today()).late_entry_days,
        "sample": sample,
        "page": page_of(request, calls),
        "waiting": calls.waiting().count(),
        "is_whole": sample is not None and drawn(sample) == sorted(calls.keys()),
        "active": "campaign-list" if campaign else "visit-list",
    }
    return render(request, "staff/visits/callbacks.html", context)


@require_POST
@requires("check_visits")
def callback_draw(request: UserRequest) -> HttpResponse:
    """抽样 of a quarter or a campaign, once."""
    on, user = clock.today(), request.user
    quarter = quarter_of(request.POST.get("quarter", ""), Quarter.of(on).shifted(-1))
    campaign = _campaign(request, request.POST.get("campaign", ""))
    where = f"campaign={campaign.pk}" if campaign else f"quarter={quarter.year}-{quarter.number}"
    with refusals_shown(request):
        if campaign is not None:
            sample = draw_campaign_sample(campaign, on=on, by=user)
        else:
            sample = draw_sample(quarter, on=on, by=user)
        messages.success(request, f"已抽 {sample.calls.count()} 个回访，种子 {sample.seed} 留底。")
    return redirect(f"{reverse('callback-list')}?{where}")


@require_http_methods(["GET", "POST"])
@requires("check_visits")
def callback_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One call: whom, about what, what he said. The telephone is on the worker's page."""
    rows = Callback.objects.select_related("sample__campaign").about()
    call = get_object_or_404(rows, pk=pk)
    where = call.sample.asked
    form = CallForm(request.POST or None, of_gift=call.gift is not None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            result = CallbackResult(told["result"])
            record_callback(
                call, result=result, note=told["note"], on=clock.today(), by=request.user
            )
            messages.success(request, "已记下回访结果。")
        if not outcome.refused:
            return redirect(f"{reverse('callback-list')}?{where}")
    context = {
        "call": call,
        "where": where,
        "form": form,
        "no_call": may_call(call, request.user),
        "active": "visit-list",
    }
    return render(request, "staff/visits/callback.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters("id_tail", "code")
@require_http_methods(["GET", "POST"])
def visit_confirm(request: HttpRequest) -> HttpResponse:
    """职工确认 without a login: a code from the slip and the last four of the ID number."""
    form, visit, is_said = CodeForm(request.POST or None), None, False
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request):
            visit = visit_of_code(told["code"], told["id_tail"], on=clock.today())
            if request.POST.get("came") in ("yes", "no"):
                came = request.POST["came"] == "yes"
                by = request.user if request.user.is_authenticated else None
                confirm_by_code(visit, came=came, on=clock.today(), by=by)
                is_said = True
    context = {
        "form": form,
        "visit": visit,
        "is_said": is_said,
        "who": masked(visit.pairing.file.worker.name) if visit else "",
    }
    return render(request, "staff/visits/confirm.html", context)
