"""送温暖 on screen: the list, planning, and the office's steps. The page itself is the fund's."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.campaigns import (
    acknowledge,
    archive_campaign,
    change_plan,
    finish_handing_out,
    notify_stations,
    plan_campaign,
)
from staff.actions.gifts import lock_list
from staff.actions.goods import buy_goods, place_leftover
from staff.actions.windows import decide_window, propose_window
from staff.festivals import coming_festivals, next_festival, usual_window
from staff.forms.campaigns import NoticeForm, PlanForm, PurchaseForm, WindowForm, WordsForm
from staff.models import Campaign, Norm, Station
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


def campaign_or_404(request: UserRequest, pk: int) -> Campaign:
    """The campaign, when this user may see it."""
    return get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)


@require_GET
@requires("view_campaigns")
def campaign_list(request: UserRequest) -> HttpResponse:
    """送温暖: every campaign with families, signed and value."""
    rows = Campaign.objects.visible_to(request.user).annotate(
        families=Count("gifts"),
        signed=Count("gifts", filter=Q(gifts__received_on__isnull=False)),
    )
    rows = rows.order_by("-window_from", "-pk")
    festival, year, day = next_festival(clock.today())
    context = {
        "page": page_of(request, rows),
        "next": {"words": f"{year} 年{festival.label}", "day": day},
        "active": "campaign-list",
    }
    return render(request, "staff/campaigns/list.html", context)


def _usual(asked: str, on: dt.date) -> dict[str, Any]:
    """The festival asked for, else the next, as the last campaign was: a plan takes minutes."""
    coming = coming_festivals(on)
    festival, year, day = next((one for one in coming if one[0] == asked), coming[0])
    first, last = usual_window(day)
    told: dict[str, Any] = {
        "festival": festival, "year": year, "window_from": first, "window_until": last,
        "money_from": "送温暖（帮困）资金",
    }  # fmt: skip
    before = Campaign.objects.exclude(status="cancelled").first()
    return told | _as_planned(before) if before else told


def _as_planned(before: Campaign) -> dict[str, Any]:
    """Goods, prices and standards of a campaign, as the form writes them."""
    told: dict[str, Any] = {"money_from": before.money_from, "is_sample": before.is_sample}
    place = {}
    for n, thing in enumerate(before.goods_lines.all()[:3], start=1):
        place[thing.pk] = n
        told |= {f"name_{n}": thing.name, f"spec_{n}": thing.spec, f"unit_{n}": thing.unit}
        told[f"price_{n}"] = thing.unit_price
    for line in before.standards.prefetch_related("portions"):
        told[f"cash_{line.tier_id}"] = line.cash
        for part in line.portions.all():
            if part.goods_id in place:
                told[f"pieces_{line.tier_id}_{place[part.goods_id]}"] = part.quantity
    return told


@require_http_methods(["GET", "POST"])
@requires("manage_campaigns")
def campaign_new(request: UserRequest) -> HttpResponse:
    """拟方案."""
    on = clock.today()
    data = request.POST if request.method == "POST" else None
    initial = _usual(request.GET.get("festival", ""), on)
    norm = Norm.objects.of(initial["window_from"])
    form = PlanForm(data, initial=initial, today=on, norm=norm)
    if data is not None and form.is_valid():
        with refusals_shown(request) as outcome:
            campaign = plan_campaign(form.plan(), on=on, by=request.user)
        if not outcome.refused:
            messages.success(request, f"{campaign.number} 已拟好，等主任委员批准。")
            return redirect(campaign)
    context = {
        "form": form,
        "coming": coming_festivals(on),
        "chosen": form.initial["festival"],
        "active": "campaign-list",
    }
    return render(request, "staff/campaigns/new.html", context)


@require_http_methods(["GET", "POST"])
@requires("manage_campaigns")
def campaign_edit(request: UserRequest, pk: int) -> HttpResponse:
    """改方案, until it is approved."""
    campaign, on = campaign_or_404(request, pk), clock.today()
    kept = ("festival", "year", "document_no", "window_from", "window_until")
    initial = _as_planned(campaign) | {name: getattr(campaign, name) for name in kept}
    norm = Norm.objects.of(campaign.window_from)
    form = PlanForm(request.POST or None, initial=initial, today=on, norm=norm)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            change_plan(campaign, form.plan(), on=on, by=request.user)
        if not outcome.refused:
            messages.success(request, "方案改好了，等主任委员批准。")
            return redirect(campaign)
    context = {"form": form, "campaign": campaign, "active": "campaign-list"}
    return render(request, "staff/campaigns/new.html", context)


def _words_of(form: forms.Form) -> str:
    """What is wrong with a small form, in one sentence."""
    return "；".join(str(words) for told in form.errors.values() for words in told) + "。"


@require_POST
@requires("manage_campaigns")
def campaign_lock(request: UserRequest, pk: int) -> HttpResponse:
    """锁定名单."""
    campaign = campaign_or_404(request, pk)
    with refusals_shown(request):
        lock_list(campaign, on=clock.today(), by=request.user)
        messages.success(request, f"名单 {campaign.gifts.count()} 户，按站分好了签领表。")
    return redirect(campaign)


@require_POST
@requires("manage_campaigns")
def campaign_notify(request: UserRequest, pk: int) -> HttpResponse:
    """统一部署."""
    campaign, form = campaign_or_404(request, pk), NoticeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _words_of(form))
        return redirect(campaign)
    with refusals_shown(request):
        notify_stations(campaign, **form.cleaned_data, on=clock.today(), by=request.user)
        messages.success(request, "已记下部署，登记各站回执和购进的慰问品。")
    return redirect(campaign)


@require_POST
@requires("manage_campaigns")
def campaign_receipt(request: UserRequest, pk: int) -> HttpResponse:
    """回执: who answered for each station, as many as are filled in."""
    campaign = campaign_or_404(request, pk)
    stations = Station.objects.filter(pk__in=campaign.sheets.values("station"))
    told = {one: request.POST.get(f"person-{one.pk}", "") for one in stations}
    with refusals_shown(request):
        receipts = acknowledge(campaign, told, on=clock.today(), by=request.user)
        names = "、".join(receipt.station.name for receipt in receipts)
        messages.success(request, f"{names}已回执。")
    return redirect(campaign)


@require_POST
@requires("manage_campaigns")
def campaign_purchase(request: UserRequest, pk: int, goods: int) -> HttpResponse:
    """购进 of one thing."""
    campaign, form = campaign_or_404(request, pk), PurchaseForm(request.POST)
    thing = get_object_or_404(campaign.goods_lines, pk=goods)
    if not form.is_valid():
        messages.error(request, f"{thing}：{_words_of(form)}")
        return redirect(campaign)
    with refusals_shown(request):
        buy_goods(thing, **form.cleaned_data, on=clock.today(), by=request.user)
        messages.success(request, f"{thing}已登记购进。")
    return redirect(campaign)


@require_POST
@requires("manage_campaigns")
def campaign_leftover(request: UserRequest, pk: int, goods: int) -> HttpResponse:
    """结余 of one thing."""
    campaign = campaign_or_404(request, pk)
    thing = get_object_or_404(campaign.goods_lines, pk=goods)
    with refusals_shown(request):
        words = request.POST.get("words", "")
        is_kept = request.POST.get("kept") == "yes"
        place_leftover(thing, words=words, is_kept=is_kept, on=clock.today(), by=request.user)
        messages.success(request, f"剩下的{thing}已写明去处。")
    return redirect(campaign)


@require_POST
@requires("manage_campaigns")
def campaign_finish(request: UserRequest, pk: int) -> HttpResponse:
    """签领完成."""
    campaign = campaign_or_404(request, pk)
    with refusals_shown(request):
        finish_handing_out(campaign, on=clock.today(), by=request.user)
        messages.success(request, "签领完成，等会计制核销凭证。")
    return redirect(campaign)


@require_POST
@requires("manage_campaigns")
def campaign_archive(request: UserRequest, pk: int) -> HttpResponse:
    """归档."""
    campaign, form = campaign_or_404(request, pk), WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    with refusals_shown(request):
        archive_campaign(campaign, summary=words, on=clock.today(), by=request.user)
        messages.success(request, "已归档。")
    return redirect(campaign)


@require_POST
@requires("manage_campaigns")
def campaign_window(request: UserRequest, pk: int) -> HttpResponse:
    """报新的发放日期."""
    campaign, form = campaign_or_404(request, pk), WindowForm(request.POST)
    if not form.is_valid():
        messages.error(request, _words_of(form))
        return redirect(campaign)
    told = form.cleaned_data
    with refusals_shown(request):
        propose_window(
            campaign, window=(told["first"], told["last"]), reason=told["reason"],
            notice=told["notice"], on=clock.today(), by=request.user,
        )  # fmt: skip
        messages.success(request, "新的发放日期报上去了，等主任委员批。")
    return redirect(campaign)


@require_POST
@requires("approve_campaign")
def campaign_window_decide(request: UserRequest, pk: int) -> HttpResponse:
    """批准 or 不批准 the new days."""
    campaign, agree = campaign_or_404(request, pk), request.POST.get("go") == "agree"
    with refusals_shown(request):
        words = request.POST.get("words", "")
        decide_window(campaign, agree=agree, words=words, on=clock.today(), by=request.user)
        messages.success(request, "新的发放日期已批准。" if agree else "没有批准，原因写下了。")
    return redirect(campaign)
