"""进账: expected against received, the desk of income vouchers, drives, grants, interest."""

from decimal import Decimal

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.collections import post_income, review_income
from mutualfund.actions.donations import open_drive, receive_donation
from mutualfund.actions.figures import agree_explanation, explain_difference, state_figure
from mutualfund.actions.grants import receive_grant, receive_interest
from mutualfund.actions.income import draft_again
from mutualfund.desk_shapes import drives
from mutualfund.forms.members import (
    DonationForm,
    DriveForm,
    ExplanationForm,
    FigureForm,
    GrantForm,
    InterestForm,
)
from mutualfund.income_check import booked, difference_of, differences, dues_expected, matches
from mutualfund.income_desk import STATES, chosen, income_drafts, waiting_files, waiting_in
from mutualfund.income_shapes import desk_rows, desk_state, file_asked, of_year, standing_in
from mutualfund.models import (
    Collection,
    DraftStatus,
    DraftVoucher,
    Drive,
    Explanation,
    Grant,
    Interest,
    Measure,
    Payer,
    ReceiptMethod,
    StatedFigure,
)
from mutualfund.views.found import Page, form_page
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.money import yuan
from welfare.paging import page_of

ACTIVE = "income-overview"


@require_GET
@requires("view_fund")
def income_overview(request: UserRequest) -> HttpResponse:
    """应收与实收: by source, with what explains each difference, and the figures of documents."""
    today = clock.today()
    figures = StatedFigure.objects.select_related("entered_by").prefetch_related(
        "explanations__entered_by", "explanations__agreement__by"
    )
    sources = [
        (measure.label, booked(measure, on=today), reverse(name))
        for measure, name in (
            (Measure.DUES, "dues-list"),
            (Measure.DONATIONS, "drive-list"),
            (Measure.GRANTS, "grant-list"),
            (Measure.INTEREST, "grant-list"),
        )
    ]
    page = page_of(request, figures)
    waiting = income_drafts().waiting()
    context = {
        "dues": dues_expected(on=today),
        "matches": matches(on=today),
        "sources": sources,
        "raised": booked(Measure.RAISED, on=today),
        "waiting": waiting.count(),
        "page": page,
        "differences": differences(list(page)),
        "today": today,
        "active": ACTIVE,
    }
    return render(request, "mutualfund/income/overview.html", context)


@require_GET
@requires("view_books")
def income_desk(request: UserRequest) -> HttpResponse:
    """收款办理: vouchers of income by what they wait for."""
    state, page = desk_state(request.GET), page_of(request, desk_rows(request.GET))
    context = {
        "page": page,
        "state": state,
        "state_tabs": [
            (key, words, standing_in(key, request.GET).count()) for key, words in STATES
        ],
        "may_review": state == DraftStatus.DRAFT and request.user.may_use("review_voucher"),
        "may_confirm": state == DraftStatus.REVIEWED and request.user.may_use("receive_money"),
        "files": waiting_files(state)[:12] if state != DraftStatus.DROPPED else [],
        "file": Collection.objects.defer("rows").filter(pk=file_asked(request.GET) or 0).first(),
        "may_redraft": state == DraftStatus.DROPPED and request.user.may_use("make_voucher"),
        "active": "income-desk",
    }
    return render(request, "mutualfund/income/desk.html", context)


def _ticked(request: UserRequest, state: str) -> list[DraftVoucher]:
    """The drafts ticked on the page. Raises Refused when none is."""
    rows = list(chosen(waiting_in(state), request.POST.getlist("draft")).select_related("maker"))
    if not rows:
        raise Refused("先在左边勾选要办的凭证。")
    return rows


@require_POST
@requires("review_voucher")
def income_review(request: UserRequest) -> HttpResponse:
    """审核 the ticked vouchers, all or none."""
    with refusals_shown(request):
        rows = _ticked(request, DraftStatus.DRAFT)
        review_income(rows, on=clock.today(), by=request.user)
        messages.success(request, f"已审核 {len(rows)} 张，等出纳确认到账。")
    return redirect("income-desk")


@require_POST
@requires("receive_money")
def income_post(request: UserRequest) -> HttpResponse:
    """确认到账: the cashier has the money; the vouchers are posted, all or none."""
    with refusals_shown(request):
        rows = _ticked(request, DraftStatus.REVIEWED)
        posted = post_income(rows, on=clock.today(), cashier=request.user)
        total = sum((voucher.total for voucher in posted), Decimal(0))
        messages.success(request, f"已记账 {len(posted)} 张，共 {yuan(total)} 元。")
    return redirect(f"{reverse('income-desk')}?state={DraftStatus.REVIEWED}")


@require_POST
@requires("make_voucher")
def income_redraft(request: UserRequest, pk: int) -> HttpResponse:
    """重新制单 after it was sent back."""
    draft = get_object_or_404(income_drafts(), pk=pk)
    with refusals_shown(request) as outcome:
        anew = draft_again(draft, by=request.user)
        messages.success(request, "已重新制单，等审核。")
    return redirect("income-desk") if outcome.refused else redirect(anew)


@require_GET
@requires("view_fund")
def drive_list(request: UserRequest) -> HttpResponse:
    """募捐 with what each brought."""
    context = {
        "page": page_of(request, drives()),
        "today": clock.today(),
        "active": "drive-list",
    }
    return render(request, "mutualfund/income/drives.html", context)


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def drive_new(request: UserRequest) -> HttpResponse:
    """开募捐."""
    form = DriveForm(request.POST or None)
    page = Page("开募捐", "开始", reverse("drive-list"), "募捐", "drive-list")

    def done() -> str:
        return open_drive(**form.cleaned_data, by=request.user).get_absolute_url()

    return form_page(request, form, page, done)


@require_GET
@requires("view_fund")
def drive_detail(request: UserRequest, pk: int) -> HttpResponse:
    """捐款清册 of a drive."""
    drive = get_object_or_404(Drive, pk=pk)
    rows = drive.donations.kept().select_related("voucher")
    totals = rows.aggregate(sum=Sum("amount"), count=Count("pk"))
    context = {
        "drive": drive,
        "page": page_of(request, rows.order_by("number")),
        "total": totals["sum"] or Decimal(0),
        "count": totals["count"],
        "anonymous": rows.filter(is_anonymous=True).count(),
        "named": rows.filter(may_be_named=True).count(),
        "is_running": drive.starts_on <= clock.today() <= drive.ends_on,
        "active": "drive-list",
    }
    return render(request, "mutualfund/income/drive.html", context)


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def donation_new(request: UserRequest, pk: int) -> HttpResponse:
    """收一笔捐款."""
    drive = get_object_or_404(Drive, pk=pk)
    form = DonationForm(request.POST or None, on=clock.today())
    page = Page(
        f"收「{drive}」捐款", "收下", drive.get_absolute_url(), str(drive), "drive-list",
        "匿名的只记金额；同意公开的，公开栏上也只显示姓和最后一个字。",
    )  # fmt: skip

    def done() -> str:
        given = dict(form.cleaned_data)
        receive_donation(
            drive,
            on=given.pop("given_on"),
            method=ReceiptMethod(given.pop("method")),
            by=request.user,
            **given,
        )
        messages.success(request, "捐款已收下，凭证等审核。")
        return drive.get_absolute_url()

    return form_page(request, form, page, done)


@require_GET
@requires("view_fund")
def grant_list(request: UserRequest) -> HttpResponse:
    """单位拨款和利息, with base, ratio and paper."""
    today = clock.today()
    grants = of_year(Grant.objects.kept(), request.GET)
    interest = of_year(Interest.objects.kept(), request.GET)
    context = {
        "page": page_of(request, grants),
        "year": request.GET.get("year", ""),
        "matches": matches(on=today),
        "interest": interest[:24],
        "many": grants.count() + interest.count(),
        "active": "grant-list",
    }
    return render(request, "mutualfund/income/grants.html", context)


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def grant_new(request: UserRequest) -> HttpResponse:
    """记一笔拨款."""
    form = GrantForm(request.POST or None, request.FILES or None, on=clock.today())
    page = Page("记单位拨款", "记下", reverse("grant-list"), "拨款和利息", "grant-list")

    def done() -> str:
        given = dict(form.cleaned_data)
        receive_grant(
            payer=Payer(given.pop("payer")),
            on=given.pop("received_on"),
            papers=[("批文或拨款通知", given.pop("paper").read())],
            by=request.user,
            **given,
        )
        messages.success(request, "拨款已记下，凭证等审核。")
        return reverse("grant-list")

    return form_page(request, form, page, done)


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def interest_new(request: UserRequest) -> HttpResponse:
    """记银行利息."""
    form = InterestForm(request.POST or None, request.FILES or None, on=clock.today())
    page = Page("记银行利息", "记下", reverse("grant-list"), "拨款和利息", "grant-list")

    def done() -> str:
        given = form.cleaned_data
        receive_interest(
            amount=given["amount"],
            advice_no=given["advice_no"],
            on=given["received_on"],
            papers=[("银行回单", given["paper"].read())],
            by=request.user,
        )
        messages.success(request, "利息已记下，凭证等审核。")
        return reverse("grant-list")

    return form_page(request, form, page, done)


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def figure_new(request: UserRequest) -> HttpResponse:
    """登记文件上的数."""
    form = FigureForm(request.POST or None, on=clock.today())
    page = Page(
        "登记文件上的数", "登记", reverse("income-overview"), "应收与实收", ACTIVE,
        "文件上的数只拿来对账，不记账。对不上的差额一直留着，到有收据说明为止。",
    )  # fmt: skip

    def done() -> str:
        given = dict(form.cleaned_data)
        state_figure(measure=Measure(given.pop("measure")), by=request.user, **given)
        return reverse("income-overview")

    return form_page(request, form, page, done)


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def figure_explain(request: UserRequest, pk: int) -> HttpResponse:
    """说明差额 by a paper."""
    figure = get_object_or_404(StatedFigure, pk=pk)
    left = difference_of(figure).left
    form = ExplanationForm(request.POST or None, initial={"amount": f"{left:.2f}"})
    page = Page(
        f"说明差额 {yuan(left)} 元", "记下说明", reverse("income-overview"), "应收与实收", ACTIVE,
        f"{figure.document}：{figure.words}",
    )  # fmt: skip

    def done() -> str:
        explain_difference(figure, on=clock.today(), by=request.user, **form.cleaned_data)
        return reverse("income-overview")

    return form_page(request, form, page, done)


@require_POST
@requires("review_voucher")
def figure_agree(request: UserRequest, pk: int) -> HttpResponse:
    """复核 an explanation: the paper was looked at."""
    told = get_object_or_404(Explanation.objects.select_related("figure"), pk=pk)
    with refusals_shown(request):
        agree_explanation(told, on=clock.today(), by=request.user)
        messages.success(request, "已复核，这条说明算数了。")
    return redirect("income-overview")
