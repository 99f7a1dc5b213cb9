"""A campaign's page 送温暖, with its money, and the three money steps of its two vouchers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from mutualfund.actions.campaigns import (
    approve_with_money,
    cancel_before_money,
    make_campaign_voucher,
    post_campaign_voucher,
    review_campaign_voucher,
    send_campaign_voucher_back,
)
from mutualfund.campaign_bar import bar_for
from mutualfund.campaign_money import (
    DRAW,
    PURPOSES,
    SETTLE,
    draft_of,
    may_not_cancel,
    money_of,
)
from staff.campaign_duties import may_decide_window
from staff.campaign_page import board_of, calls_of
from staff.campaign_spread import spread_of
from staff.forms.campaigns import NoticeForm, WindowForm, WordsForm
from staff.goods_count import stock_of
from staff.models import Campaign, CampaignStatus
from staff.plan_digest import digest_of
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.models import User

S = CampaignStatus


def _campaign_or_404(request: UserRequest, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)


@require_GET
@requires("view_campaigns")
def campaign_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One campaign: its way, four ticks, standards, where the list is from, stations, the rest."""
    campaign, user = _campaign_or_404(request, pk), request.user
    plan = digest_of(campaign) if campaign.status == S.DRAFT else ""  # before what is shown
    board, money = board_of(campaign, user), money_of(campaign)
    listed = board.steps.get(S.LIST_LOCKED)
    context = {
        "campaign": campaign,
        "board": board,
        "money": money,
        "calls": calls_of(campaign),
        "origin": listed.facts if listed else None,
        "listed": listed,
        "drafts": [
            (name, draft_of(campaign, purpose))
            for name, purpose in (("领出", DRAW), ("核销", SETTLE))
        ],
        "stock": stock_of(money.goods) if campaign.status == S.NOTIFIED else {},
        "bar": bar_for(campaign, board, money, user, on=clock.today()),
        "notice": NoticeForm(initial={"held_on": clock.today()}),
        "plan": plan,
        "spread": spread_of(campaign, on=clock.today()),
        "manages": user.may_use("manage_campaigns"),
        "may_cancel": user.may_use("approve_campaign") and campaign.can_become(S.CANCELLED),
        "no_cancel": may_not_cancel(campaign),
        **_new_days(campaign, user),
        "active": "campaign-list",
    }
    return render(request, "mutualfund/campaigns/detail.html", context)


def _new_days(campaign: Campaign, user: User) -> dict[str, object]:
    """改期: what was proposed and decided, whether this person proposes or decides, and the form."""
    windows = list(campaign.windows.select_related("proposed_by", "decided_by"))
    waiting = next((one for one in windows if one.agreed is None), None)
    may = user.may_use("manage_campaigns") and campaign.status == S.NOTIFIED
    return {
        "windows": windows,
        "not_decide": may_decide_window(user, waiting) if waiting else "",
        "new_days": WindowForm() if may and waiting is None else None,
    }


@require_POST
@requires("approve_campaign")
def campaign_cancel(request: UserRequest, pk: int) -> HttpResponse:
    """取消, as long as no money has moved."""
    campaign, form = _campaign_or_404(request, pk), WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    with refusals_shown(request):
        cancel_before_money(campaign, reason=words, on=clock.today(), by=request.user)
        messages.success(request, "活动已取消。")
    return redirect(campaign)


@require_POST
@requires("approve_campaign")
def campaign_approve(request: UserRequest, pk: int) -> HttpResponse:
    """批准, as far as the money goes."""
    campaign = _campaign_or_404(request, pk)
    with refusals_shown(request):
        seen = request.POST.get("plan", "")
        approve_with_money(campaign, seen=seen, on=clock.today(), by=request.user)
        messages.success(request, "方案已批准，可以锁定名单。")
    return redirect(campaign)


def _purpose(purpose: str) -> str:
    if purpose not in PURPOSES:
        raise Http404
    return purpose


@require_POST
@requires("make_voucher")
def campaign_voucher(request: UserRequest, pk: int, purpose: str) -> HttpResponse:
    """制单."""
    campaign = _campaign_or_404(request, pk)
    with refusals_shown(request):
        make_campaign_voucher(campaign, _purpose(purpose), on=clock.today(), by=request.user)
        messages.success(request, "已制单，等审核。")
    return redirect(campaign)


@require_POST
@requires("review_voucher")
def campaign_review(request: UserRequest, pk: int, purpose: str) -> HttpResponse:
    """审核, or 退回 with a reason."""
    campaign, words = _campaign_or_404(request, pk), request.POST.get("words", "")
    with refusals_shown(request):
        if request.POST.get("go") == "back":
            send_campaign_voucher_back(campaign, _purpose(purpose), reason=words, by=request.user)
            messages.success(request, "已退回，等会计重新制单。")
        else:
            review_campaign_voucher(campaign, _purpose(purpose), on=clock.today(), by=request.user)
            messages.success(request, "凭证已审核，等出纳。")
    return redirect(campaign)


@require_POST
@requires("pay_claim")
def campaign_post(request: UserRequest, pk: int, purpose: str) -> HttpResponse:
    """出纳: 领钱 or 交回余款. A second click shows the same voucher."""
    campaign = _campaign_or_404(request, pk)
    with refusals_shown(request):
        voucher = post_campaign_voucher(
            campaign, _purpose(purpose), on=clock.today(), by=request.user
        )
        messages.success(request, f"已办好，{voucher}。" if voucher else "已核销。")
    return redirect(campaign)
