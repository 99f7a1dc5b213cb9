"""The books for others: workbook, beancount text, and the lines of the outside check."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from mutualfund.actions.proofs import check_books
from mutualfund.books_export import beancount, proof_lines, workbook
from mutualfund.models import DailyHead, Fund, SelfCheck
from welfare import audit, clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SCRIPT = Path("docs") / "verify_export.py"


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    answer["Cache-Control"] = "no-store"
    return answer


def as_xlsx(content: bytes, name: str) -> HttpResponse:
    """A workbook as a download."""
    return _download(content, XLSX, f"{name}.xlsx")


@require_GET
@requires("view_books")
def books_export(request: UserRequest, form: str) -> HttpResponse:
    """The whole books: xlsx, beancount, or jsonl with the script that checks it."""
    fund, stamp = Fund.objects.mutual_aid(), f"{clock.today():%Y%m%d}"
    with transaction.atomic():
        audit.record("books.exported", fund, by=request.user, form=form)
    if form == "xlsx":
        return as_xlsx(workbook(), f"账本-{stamp}")
    if form == "beancount":
        text = "\n".join([*beancount(), ""]).encode()
        return _download(text, "text/plain; charset=utf-8", f"账本-{stamp}.beancount")
    if form == "jsonl":
        text = "\n".join([*proof_lines(), ""]).encode()
        return _download(text, "application/jsonl; charset=utf-8", f"账本-{stamp}.jsonl")
    if form == "script":
        script = Path(settings.BASE_DIR) / SCRIPT
        return _download(script.read_bytes(), "text/x-python; charset=utf-8", SCRIPT.name)
    raise Http404


@require_POST
@requires("view_books")
def books_check(request: UserRequest) -> HttpResponse:
    """重新核对 now; the result is kept beside the nightly ones."""
    check = check_books()
    if check.is_whole:
        messages.success(request, f"{check.vouchers} 张凭证逐笔核对过，没有问题。")
    else:
        messages.error(request, f"核对出 {len(check.problems)} 处问题，逐条看下面。")
    return redirect("books-proof")


@require_GET
@requires("view_books")
def books_proof(request: UserRequest) -> HttpResponse:
    """账目证明: self-checks, daily heads, and how an outsider checks."""
    checks = SelfCheck.objects.all()
    context = {
        "last": checks.first(),
        "checks": checks[:14],
        "page": page_of(request, DailyHead.objects.select_related("fund")),
        "active": "books-proof",
    }
    return render(request, "mutualfund/proofs/list.html", context)
