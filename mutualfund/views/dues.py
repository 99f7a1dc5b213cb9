"""会费 and 收据: the dues received, taking one by hand, files of dues, the register of receipts."""

import datetime as dt
from decimal import Decimal

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.collections import (
    drop_collection,
    post_collection,
    receive_file,
    review_collection,
    write_collection,
)
from mutualfund.actions.dues import due_amount, receive_due
from mutualfund.actions.receipts import void_receipt
from mutualfund.desk_shapes import narrowed_dues, narrowed_receipts
from mutualfund.dues_sheet import described, next_year
from mutualfund.forms.claims import ReasonForm
from mutualfund.forms.members import CollectionForm, DueForm
from mutualfund.income_desk import may_post_file, may_review_file, standing_of
from mutualfund.models import (
    Charter,
    Collection,
    CollectionKind,
    DueKind,
    DuePayer,
    Enrolment,
    Member,
    MemberState,
    Receipt,
    ReceiptMethod,
)
from mutualfund.views.found import Page, form_page
from staff.models import Worker
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.money import yuan
from welfare.paging import page_of

ACTIVE = "dues-list"


@require_GET
@requires("view_fund")
def dues_list(request: UserRequest) -> HttpResponse:
    """会费明细, narrowed by year, kind and who paid."""
    everyones, rows = narrowed_dues(request.user, {}), narrowed_dues(request.user, request.GET)
    years = everyones.order_by("-year").values_list("year", flat=True).distinct()
    context = {
        "page": page_of(request, rows.select_related("member__worker__station", "voucher")),
        "total": rows.aggregate(sum=Sum("amount"))["sum"] or 0,
        "years": years,
        "kinds": DueKind,
        "chosen": {
            name: request.GET.get(name, "")
            for name in ("year", "kind", "payer", "paid", "file", "booked")
        },
        "active": ACTIVE,
    }
    return render(request, "mutualfund/dues/list.html", context)


def _next_due(
    worker: Worker, *, charter: Charter, on: dt.date
) -> tuple[DueKind, int, Member | None]:
    """Which due a worker owes next, for which year, in which membership."""
    members = Member.objects.filter(worker=worker, left_on__isnull=True)
    member = members.with_state(charter, on=on).first()
    if member is None or member.state == MemberState.LAPSED:
        return DueKind.FIRST, on.year, member
    return DueKind.RENEWAL, next_year(member), member


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def dues_new(request: UserRequest, pk: int) -> HttpResponse:
    """收会费 from one worker: a member, or one whose registration is signed."""
    known = Member.objects.visible_to(request.user).filter(worker=pk).exists()
    joining = Enrolment.objects.visible_to(request.user).open().filter(worker=pk).exists()
    if not (known or joining):
        raise Http404
    worker, today = get_object_or_404(Worker, pk=pk), clock.today()
    charter = Charter.objects.covering(today)
    if charter is None:
        return render(request, "mutualfund/no_charter.html", {"active": ACTIVE})
    kind, year, member = _next_due(worker, charter=charter, on=today)
    amount = due_amount(charter, kind)
    form = DueForm(request.POST or None, on=today)
    back = member.get_absolute_url() if member else reverse("enrolment-list")
    page = Page(
        f"收{worker.name} {year} 年会费 {yuan(amount)} 元",
        "收下，开收据",
        back,
        "社员",
        "coop-list",
        f"{kind.label}，按 {charter} 应缴 {yuan(amount)} 元。收下以后由审核人审核，出纳确认到账再记账。",
    )

    def done() -> str:
        given = form.cleaned_data
        draft = receive_due(
            worker,
            kind=kind,
            year=year,
            amount=amount,
            on=given["paid_on"],
            method=ReceiptMethod(given["method"]),
            payer=DuePayer(given["payer"]),
            receipt_no=given["receipt_no"],
            by=request.user,
        )
        receipt = Receipt.objects.get(source=draft.source, void_reason="")
        messages.success(request, f"已收{worker.name}会费 {yuan(amount)} 元，收据 {receipt}。")
        return receipt.get_absolute_url()

    return form_page(request, form, page, done)


@require_GET
@requires("view_books")
def collection_list(request: UserRequest) -> HttpResponse:
    """按表收会费: the files there are, and for the accountant where to hand one over."""
    return _files_page(request, CollectionForm())


@require_POST
@requires("make_voucher")
def collection_read(request: UserRequest) -> HttpResponse:
    """Hand over a file; nothing is written before the preview is confirmed."""
    form = CollectionForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            collection = receive_file(
                given["file"],
                kind=CollectionKind(given["kind"]),
                unit=given["unit"],
                on=clock.today(),
                by=request.user,
            )
            return redirect(collection)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return _files_page(request, form, status=400)


def _files_page(request: UserRequest, form: CollectionForm, status: int = 200) -> HttpResponse:
    rows = Collection.objects.with_sums().select_related("uploaded_by")
    context = {"form": form, "page": page_of(request, rows), "active": ACTIVE}
    return render(request, "mutualfund/dues/collections.html", context, status=status)


@require_GET
@requires("view_books")
def collection_detail(request: UserRequest, pk: int) -> HttpResponse:
    """预览: what would be written, what stands in the way, the totals; then how far its vouchers are."""
    collection = get_object_or_404(Collection.objects.select_related("uploaded_by"), pk=pk)
    page = page_of(request, collection.rows)
    context = {
        "collection": collection,
        "page": page,
        "rows": described(page),
        "first": len(collection.by_kind(DueKind.FIRST)),
        "renewals": len(collection.by_kind(DueKind.RENEWAL)),
        "problems": collection.problems[:100],
        "may_write": request.user.may_use("make_voucher"),
        "active": ACTIVE,
    }
    if collection.written_on:
        context["standing"] = standing_of(collection)
        context["may_review"] = request.user.may_use("review_voucher")
        context["may_post"] = request.user.may_use("receive_money")
        context["no_review"] = may_review_file(request.user, collection)
        context["no_post"] = may_post_file(request.user, collection)
    return render(request, "mutualfund/dues/collection.html", context)


@require_POST
@requires("review_voucher")
def collection_review(request: UserRequest, pk: int) -> HttpResponse:
    """整批审核, all or none."""
    collection = get_object_or_404(Collection, pk=pk)
    with refusals_shown(request):
        count = review_collection(collection, on=clock.today(), by=request.user)
        messages.success(request, f"整批审核了 {count} 张，等出纳确认到账。")
    return redirect(collection)


@require_POST
@requires("receive_money")
def collection_post(request: UserRequest, pk: int) -> HttpResponse:
    """整批确认到账: posted, all or none."""
    collection = get_object_or_404(Collection, pk=pk)
    with refusals_shown(request):
        posted = post_collection(collection, on=clock.today(), cashier=request.user)
        total = sum((voucher.total for voucher in posted), Decimal(0))
        messages.success(request, f"整批记账 {len(posted)} 张，共 {yuan(total)} 元。")
    return redirect(collection)


@require_POST
@requires("make_voucher")
def collection_write(request: UserRequest, pk: int) -> HttpResponse:
    """写入 the preview, whole or not at all."""
    collection = get_object_or_404(Collection, pk=pk)
    with refusals_shown(request):
        written = write_collection(collection, on=clock.today(), by=request.user)
        messages.success(
            request, f"已收 {len(written.rows)} 笔，共 {yuan(written.total)} 元，凭证等审核。"
        )
    return redirect(collection)


@require_POST
@requires("make_voucher")
def collection_drop(request: UserRequest, pk: int) -> HttpResponse:
    """不收了."""
    collection = get_object_or_404(Collection, pk=pk)
    with refusals_shown(request):
        drop_collection(collection, by=request.user)
        messages.success(request, "这一批不收了，什么也没有写入。")
    return redirect("collection-list")


@require_GET
@requires("view_fund")
def receipt_list(request: UserRequest) -> HttpResponse:
    """收据登记簿: every number, void ones too."""
    context = {
        "page": page_of(request, narrowed_receipts(request.GET)),
        "only_void": request.GET.get("void") == "1",
        "active": "receipt-list",
    }
    return render(request, "mutualfund/receipts/list.html", context)


@require_GET
@requires("view_fund")
def receipt_detail(request: UserRequest, pk: int) -> HttpResponse:
    """收款收据, to print."""
    receipt = get_object_or_404(Receipt.objects.select_related("issued_by", "voided_by"), pk=pk)
    context = {
        "receipt": receipt,
        "copies": ("存根", "交款人", "记账"),
        "now": clock.now(),
        "active": "receipt-list",
    }
    return render(request, "mutualfund/receipts/detail.html", context)


@require_POST
@requires("make_voucher")
def receipt_void(request: UserRequest, pk: int) -> HttpResponse:
    """作废重开."""
    receipt = get_object_or_404(Receipt, pk=pk)
    form = ReasonForm(request.POST)
    with refusals_shown(request) as outcome:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        following = void_receipt(receipt, reason=reason[:100], on=clock.today(), by=request.user)
        messages.success(request, f"{receipt} 已作废，重开 {following}。")
    return redirect(receipt if outcome.refused else following)
