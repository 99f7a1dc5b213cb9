"""签领表 on screen and on paper: the print, one sheet with its photographs, settling its lines."""

import segno
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff import gift_list
from staff.actions.gift_avowals import avow_lines
from staff.actions.gifts import settle_sheet, undo_line
from staff.actions.sheet_photos import MOST_AT_ONCE, attach_photo, match_photos, open_photo
from staff.campaign_duties import may_undo
from staff.campaign_page import board_of, proxies_of
from staff.forms.campaigns import LineForm, PayerForm
from staff.models import Campaign, CampaignStatus, Gift, Sheet, SheetPhoto
from staff.signoff import pages_of
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.models import User
from welfare.paging import page_of
from welfare.uploads import as_download


def _sheet_or_404(user: User, code: str) -> Sheet:
    rows = Sheet.objects.filter(campaign__in=Campaign.objects.visible_to(user))
    return get_object_or_404(rows.select_related("campaign", "station"), code=code)


def qr_of(request: HttpRequest, sheet: Sheet) -> str:
    """The sheet's address as a picture: scanned, it leads to where the photograph is sent."""
    code = segno.make(request.build_absolute_uri(sheet.get_absolute_url()), micro=False)
    return str(code.svg_data_uri(border=1))


@require_GET
@requires("view_campaigns")
def campaign_signoff(request: UserRequest, pk: int) -> HttpResponse:
    """签领表 to print, a page for each sheet; ?sheet= prints one."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    pages = pages_of(campaign)
    asked = request.GET.get("sheet", "")
    shown = [page for page in pages if not asked or str(page.sheet.number) == asked]
    context = {
        "campaign": campaign,
        "pages": [(page, qr_of(request, page.sheet)) for page in shown],
        "all": len(pages),
        "now": clock.now(),
        "made_on": campaign.steps.filter(status=CampaignStatus.LIST_LOCKED).first(),
        "active": "campaign-list",
    }
    return render(request, "staff/campaigns/signoff.html", context)


@require_GET
@requires("view_campaigns")
def campaign_gifts(request: UserRequest, pk: int) -> HttpResponse:
    """发放明细: behind each number of the campaign's page."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    rows, state = gift_list.rows_of(campaign, request.GET), gift_list.state_asked(request.GET)
    proxy = gift_list.proxy_asked(campaign, request.GET)
    context = {
        "campaign": campaign,
        "state": state,
        "counts": gift_list.counts_of(campaign, request.GET),
        "page": page_of(request, rows),
        "sums": rows.sums(),
        "narrowed": any(
            request.GET.get(name) for name in ("state", "station", "tier", "identity", "proxy")
        ),
        "proxies": proxies_of(campaign, list(proxy.gifts.all()), request.user) if proxy else [],
        "may_open": request.user.may_use("view_workers"),
        "active": "campaign-list",
    }
    return render(request, "staff/campaigns/gifts.html", context)


def _errors_of(*told: Form) -> list[str]:
    """What is wrong with any of the forms, sentence by sentence."""
    return [str(words) for form in told for found in form.errors.values() for words in found]


def _paper_of(sheet: Sheet, gifts: list[Gift], user: User) -> dict[str, object]:
    """What the page says of the paper itself: its photographs, whose word is awaited, what is odd."""
    open_now = sheet.campaign.status == CampaignStatus.DISTRIBUTING
    return {
        "sheet": sheet,
        "campaign": sheet.campaign,
        "photos": sheet.photos.select_related("uploaded_by"),
        "needs_photo": any(gift.received_on or not gift.why_unpaid for gift in gifts),
        "to_avow": [
            gift
            for gift in gifts
            if open_now and gift.received_on and gift.paid_with == user and gift.avowal is None
        ],
        "open_now": open_now,
        "manages": user.may_use("manage_campaigns"),
        "may_photo": open_now and user.may_use("hand_out_gift"),
        "alarms": [row for row in board_of(sheet.campaign, user).alarms if row.touches(sheet)],
    }


@require_http_methods(["GET", "POST"])
@requires("view_campaigns")
def sheet_detail(request: UserRequest, code: str) -> HttpResponse:
    """One sheet: photographs, lines; whoever hands out enters what the paper says."""
    sheet, user = _sheet_or_404(request.user, code), request.user
    gifts = list(
        sheet.gifts.select_related("campaign", "file__worker", "tier", "paid_by", "paid_with")
        .prefetch_related("undos__by", "avowals")
        .order_by("line")
    )
    open_now = sheet.campaign.status == CampaignStatus.DISTRIBUTING
    may = open_now and user.may_use("hand_out_gift")
    data = request.POST if request.method == "POST" and may else None
    today = clock.today()
    forms = {
        gift.pk: LineForm(data, gift=gift, initial={"on": today})
        for gift in gifts
        if may and gift.received_on is None and gift.stopped_on is None
    }
    payer = PayerForm(data, user=user)
    if data is not None and all(form.is_valid() for form in (payer, *forms.values())):
        lines = [line for form in forms.values() if (line := form.settled())]
        with refusals_shown(request) as outcome:
            many = settle_sheet(
                sheet, lines, on=today, by=user, paid_with=payer.cleaned_data["paid_with"]
            )
            messages.success(request, f"第 {sheet.number} 张签领表记下 {many} 行。")
        if not outcome.refused:
            return redirect(sheet)
    context = {
        **_paper_of(sheet, gifts, user),
        "rows": [
            (gift, forms.get(gift.pk), "" if gift.received_on is None else may_undo(user, gift))
            for gift in gifts
        ],
        "payer": payer,
        "may": may,
        "has_open": bool(forms),
        "errors": _errors_of(payer, *forms.values()),
        "active": "campaign-list",
    }
    return render(request, "staff/campaigns/sheet.html", context)


@require_POST
@requires("manage_campaigns")
def sheet_undo(request: UserRequest, code: str, gift: int) -> HttpResponse:
    """撤销签领 of one line that was entered by mistake."""
    sheet = _sheet_or_404(request.user, code)
    line = get_object_or_404(sheet.gifts.select_related("file__worker"), pk=gift)
    with refusals_shown(request):
        words = request.POST.get(f"undo{line.pk}", "")
        undo_line(line, reason=words, by=request.user)
        messages.success(request, f"{line.file.worker.name}这一行撤销了，照纸上写的重新记。")
    return redirect(sheet)


@require_POST
@requires("hand_out_gift")
def sheet_avow(request: UserRequest, code: str) -> HttpResponse:
    """发放确认 of the lines ticked, by who went along or is said to have."""
    sheet, told = _sheet_or_404(request.user, code), request.POST
    lines = [int(key) for key in told.getlist("line") if key.isascii() and key.isdecimal()]
    with refusals_shown(request):
        went = told.get("went") == "yes"
        many = avow_lines(sheet, lines, went=went, words=told.get("words", ""), by=request.user)
        done = "您确认一同去发的" if went else "记下您没有一同去，工会干事会去核对"
        messages.success(request, f"第 {sheet.number} 张签领表 {len(many)} 行：{done}。")
    return redirect(sheet)


@require_POST
@requires("hand_out_gift")
def sheet_photo(request: UserRequest, code: str) -> HttpResponse:
    """传照片."""
    sheet, file = _sheet_or_404(request.user, code), request.FILES.get("photo")
    if file is None:
        messages.error(request, "选一张签好的签领表照片再传。")
        return redirect(sheet)
    with refusals_shown(request):
        by_hand = request.POST.get("by_hand") == "1"
        photo = attach_photo(sheet, file.read(), by=request.user, by_hand=by_hand)
        told = f"第 {sheet.number} 张签领表的照片收到了，{photo.get_match_display()}。"
        messages.success(request, told)
    return redirect(sheet)


@require_POST
@requires("hand_out_gift")
def campaign_photos(request: UserRequest, pk: int) -> HttpResponse:
    """传照片 of many sheets: each goes to the sheet its QR names."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    files = request.FILES.getlist("photo")
    with refusals_shown(request):
        sent = [(file.name or "照片", file.read()) for file in files[: MOST_AT_ONCE + 1]]
        matched = match_photos(campaign, sent, by=request.user)
        numbers = sorted({photo.sheet.number for photo in matched.photos})
        if numbers:
            words = "、".join(map(str, numbers))
            messages.success(request, f"收到 {len(matched.photos)} 张，对上第 {words} 张签领表。")
        for words in matched.refused:
            messages.warning(request, words)
    return redirect(campaign)


@require_GET
@requires("view_campaigns")
def sheet_photo_file(request: UserRequest, uid: str) -> HttpResponse:
    """One photograph as a download; the look is logged."""
    seen = Campaign.objects.visible_to(request.user)
    rows = SheetPhoto.objects.filter(sheet__campaign__in=seen).select_related("sheet__campaign")
    photo = get_object_or_404(rows, uid=uid)
    with refusals_shown(request) as outcome:
        content = open_photo(photo, by=request.user)
    if outcome.refused:
        return redirect(photo.sheet)
    name = f"{photo.sheet}.{photo.file_type}"
    return as_download(content, file_type=photo.file_type, filename=name)
