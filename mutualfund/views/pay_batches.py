"""付款批次 on screen: made at the desk, sent, answered line by line."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from mutualfund.actions.pay_batches import (
    attach_cash_photo,
    digest_of,
    make_batch,
    open_cash_photo,
    record_results,
)
from mutualfund.forms.pay_batches import ResultForm
from mutualfund.models import CashPhoto, LineResult, PayBatch, PayLine, PayMethod
from mutualfund.pay_results_sheet import read_results
from mutualfund.pay_shapes import batches, lines_of
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.money import in_words
from welfare.paging import page_of
from welfare.uploads import as_download


def _batch(pk: int) -> PayBatch:
    return get_object_or_404(PayBatch.objects.select_related("made_by"), pk=pk)


@require_GET
@requires("view_books")
def pay_batch_list(request: UserRequest) -> HttpResponse:
    """Every batch, the latest first, with what came of it."""
    context = {"page": page_of(request, batches()), "active": "payment-list"}
    return render(request, "mutualfund/batches/list.html", context)


@require_POST
@requires("pay_claim")
def pay_batch_new(request: UserRequest) -> HttpResponse:
    """做批次 of what was ticked at the desk."""
    sent = request.POST.get("method", "")
    ticked = [int(pk) for pk in request.POST.getlist("claim") if pk.isdecimal() and len(pk) < 10]
    with refusals_shown(request) as outcome:
        if sent not in PayMethod.values:
            raise Refused("选一种付法：银行代发，或现金签领。")
        batch = make_batch(ticked, method=PayMethod(sent), on=clock.today(), by=request.user)
        messages.success(request, f"批次 {batch} 做好了，{batch.many} 笔，金额和指纹已定下。")
    return redirect("payment-list" if outcome.refused else batch)


def _forms(request: UserRequest, batch: PayBatch, rows: list[PayLine]) -> dict[int, ResultForm]:
    data = request.POST if request.method == "POST" else None
    if not request.user.may_use("pay_claim"):
        return {}
    return {
        line.pk: ResultForm(data, line=line, is_cash=batch.is_cash)
        for line in rows
        if line.result == LineResult.PENDING
    }


@require_GET
@requires("view_books")
def pay_batch(request: UserRequest, pk: int) -> HttpResponse:
    """One batch: its lines, what it comes to, its fingerprint, the results."""
    batch = _batch(pk)
    page = page_of(request, lines_of(batch.pk))
    rows, whole = list(page), list(batch.lines.all())
    forms = _forms(request, batch, rows)
    context = {
        "batch": batch,
        "page": page,
        "rows": [(line, forms.get(line.pk)) for line in rows],
        "counts": [(each, sum(line.result == each for line in whole)) for each in LineResult],
        "is_whole": digest_of(whole) == batch.digest,
        "words": in_words(batch.total),
        "photos": batch.photos.select_related("uploaded_by"),
        "may_answer": bool(forms),
        "active": "payment-list",
    }
    return render(request, "mutualfund/batches/detail.html", context)


@require_POST
@requires("pay_claim")
def pay_batch_results(request: UserRequest, pk: int) -> HttpResponse:
    """登记结果, line by line."""
    batch = _batch(pk)
    sent = {key.partition("-")[0] for key in request.POST if key.endswith("-result")}
    rows = [line for line in batch.lines.pending() if str(line.pk) in sent]
    forms = list(_forms(request, batch, rows).values())
    with refusals_shown(request):
        for form in forms:
            for told in form.errors.values():
                raise Refused(f"第 {form.line.number} 笔：{told[0]}。")
        answers = [answer for form in forms if (answer := form.answer()) is not None]
        _told(request, record_results(batch, answers, on=clock.today(), by=request.user))
    return redirect(batch)


@require_POST
@requires("pay_claim")
def pay_batch_file(request: UserRequest, pk: int) -> HttpResponse:
    """导入银行结果 from the bank's workbook."""
    batch, file = _batch(pk), request.FILES.get("file")
    with refusals_shown(request):
        if file is None:
            raise Refused("选银行返回的结果文件再传。")
        answers = read_results(file, batch)
        if not answers:
            raise Refused("这个文件里的结果以前都登记过了。")
        _told(request, record_results(batch, answers, on=clock.today(), by=request.user))
    return redirect(batch)


def _told(request: UserRequest, many: tuple[int, int]) -> None:
    paid, failed = many
    words = f"记下 {paid} 笔已付" + (
        f"，{failed} 笔失败，留在付款台账里等改卡再付" if failed else ""
    )
    messages.success(request, f"{words}。")


@require_GET
@requires("view_books")
def pay_batch_sheet(request: UserRequest, pk: int) -> HttpResponse:
    """现金签领表 to print: A4, amounts in words, places to sign."""
    batch = _batch(pk)
    if not batch.is_cash:
        messages.error(request, "这个批次由银行付，没有现金签领表。")
        return redirect(batch)
    context = {
        "batch": batch,
        "rows": [(line, in_words(line.amount)) for line in lines_of(batch.pk)],
        "words": in_words(batch.total),
        "now": clock.now(),
        "active": "payment-list",
    }
    return render(request, "mutualfund/batches/sheet.html", context)


@require_POST
@requires("pay_claim")
def pay_batch_photo(request: UserRequest, pk: int) -> HttpResponse:
    """传签好的签领表照片."""
    batch, file = _batch(pk), request.FILES.get("photo")
    with refusals_shown(request):
        if file is None:
            raise Refused("选一张签好的现金签领表照片再传。")
        attach_cash_photo(batch, file.read(), by=request.user)
        messages.success(request, "签领表照片收到了。")
    return redirect(batch)


@require_GET
@requires("view_books")
def pay_batch_photo_file(request: UserRequest, uid: str) -> HttpResponse:
    """One photograph as a download; the look is logged."""
    photo = get_object_or_404(CashPhoto.objects.select_related("batch"), uid=uid)
    with refusals_shown(request) as outcome:
        content = open_cash_photo(photo, by=request.user)
    if outcome.refused:
        return redirect(photo.batch)
    name = f"{photo.batch}.{photo.file_type}"
    return as_download(content, file_type=photo.file_type, filename=name)
