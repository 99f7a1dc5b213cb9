"""记一笔 and 冲销并更正 on screen, the papers of a voucher, the carry-over of a year."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.handmade import (
    attach_papers,
    carry_over,
    correct_voucher,
    enter_money,
    open_paper,
    write_voucher,
)
from mutualfund.actions.vouchers import Line, may_reverse
from mutualfund.forms.vouchers import (
    LINES,
    MOST_LINES,
    CorrectionForm,
    LineFormSet,
    PapersForm,
    VoucherForm,
)
from mutualfund.models import DraftVoucher, Fund, Side, Voucher, VoucherPaper
from mutualfund.views.asked import fund_asked
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.uploads import as_download


def _lines(
    request: UserRequest,
    fund: Fund,
    initial: list[dict[str, Any]],
    *,
    is_correction: bool = False,
) -> Any:
    """The formset as sent, or with its first rows."""
    facts = {"fund": fund, "on": clock.today(), "is_correction": is_correction}
    told: dict[str, Any] = {"form_kwargs": facts, "prefix": "lines"}
    if request.method != "POST":
        return LineFormSet(initial=initial, **told)
    data = request.POST.copy()
    count = data.get("lines-TOTAL_FORMS", "")
    rows = min(int(count), MOST_LINES) if count.isascii() and count.isdecimal() else LINES
    more = 2 if "more" in data else 0
    data["lines-TOTAL_FORMS"] = str(min(rows + more, MOST_LINES))
    data["lines-INITIAL_FORMS"] = "0"
    return LineFormSet(data, **told)


def _page(
    request: UserRequest, fund: Fund, form: VoucherForm | CorrectionForm, lines: Any, **more: Any
) -> HttpResponse:
    debit, credit = lines.sums() if lines.is_bound else more.pop("sums", (0, 0))
    context = {
        "fund": fund,
        "funds": Fund.objects.order_by("pk"),
        "form": form,
        "lines": lines,
        "debit": debit,
        "credit": credit,
        "off": debit - credit,
        "active": "draft-list",
        **more,
    }
    return render(request, "mutualfund/vouchers/new.html", context)


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def voucher_new(request: UserRequest) -> HttpResponse:
    """记一笔: lines, their balance, the papers."""
    fund = fund_asked(request)
    lines = _lines(request, fund, [{} for _ in range(LINES)])
    sent = request.method == "POST"
    form = VoucherForm(
        request.POST if sent else None, request.FILES if sent else None,
        initial={"date": clock.today()},
    )  # fmt: skip
    if sent and "more" not in request.POST and lines.is_valid() and form.is_valid():
        with refusals_shown(request) as outcome:
            draft = write_voucher(
                fund, date=form.cleaned_data["date"], summary=form.cleaned_data["summary"],
                lines=[Line(*told) for told in lines.told()], papers=form.papers_read(), on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, "已制单，等审核。")
        if not outcome.refused:
            return redirect(draft)
    return _page(request, fund, form, lines)


def _as_rows(voucher: Voucher) -> list[dict[str, Any]]:
    return [
        {
            "account": entry.account_id,
            "debit": entry.amount if entry.side == Side.DEBIT else None,
            "credit": entry.amount if entry.side == Side.CREDIT else None,
        }
        for entry in voucher.entries.all()
    ]


@require_http_methods(["GET", "POST"])
@requires("make_voucher")
def voucher_correct(request: UserRequest, pk: int) -> HttpResponse:
    """冲销并更正: the wrong voucher's lines to be put right, both drafts in one act."""
    voucher = get_object_or_404(Voucher.objects.select_related("fund"), pk=pk)
    lines = _lines(request, voucher.fund, _as_rows(voucher), is_correction=True)
    sent = request.method == "POST"
    form = CorrectionForm(
        request.POST if sent else None, request.FILES if sent else None,
        initial={"summary": voucher.summary[:180]},
    )  # fmt: skip
    if sent and "more" not in request.POST and lines.is_valid() and form.is_valid():
        with refusals_shown(request) as outcome:
            _, blue = correct_voucher(
                voucher, reason=form.cleaned_data["reason"], summary=form.cleaned_data["summary"],
                lines=[Line(*told) for told in lines.told()], papers=form.papers_read(), on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, "红字和更正的凭证都已制单，等审核。")
        if not outcome.refused:
            return redirect(blue)
    total = voucher.total
    more = {"wrong": voucher, "cannot": may_reverse(voucher), "sums": (total, total)}
    return _page(request, voucher.fund, form, lines, **more)


@require_GET
@requires("view_books")
def voucher_paper(request: UserRequest, pk: int) -> HttpResponse:
    """An original paper of a voucher, as a download."""
    paper = get_object_or_404(VoucherPaper.objects.select_related("draft"), pk=pk)
    with refusals_shown(request) as outcome:
        content = open_paper(paper, by=request.user)
    if outcome.refused:
        return redirect(paper.draft)
    name = f"凭证草稿{paper.draft_id}-{paper.pk}.{paper.file_type}"
    return as_download(content, file_type=paper.file_type, filename=name)


@require_POST
@requires("pay_claim")
def draft_enter(request: UserRequest, pk: int) -> HttpResponse:
    """出纳: received or paid as the voucher says, it is posted."""
    draft = get_object_or_404(DraftVoucher, pk=pk)
    with refusals_shown(request) as outcome:
        voucher = enter_money(draft, on=clock.today(), by=request.user)
        messages.success(request, f"已收付并记账，凭证 {voucher}。")
    return redirect(draft if outcome.refused else voucher)


@require_POST
@requires("make_voucher")
def draft_papers(request: UserRequest, pk: int) -> HttpResponse:
    """补附单据 to a draft that nobody has reviewed."""
    draft = get_object_or_404(DraftVoucher, pk=pk)
    form = PapersForm(request.POST, request.FILES)
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused("；".join(str(words[0]) for words in form.errors.values()) + "。")
        papers = form.papers_read()
        attach_papers(draft, papers=papers, by=request.user)
        messages.success(request, f"已附上 {len(papers)} 个文件。")
    return redirect(draft)


@require_POST
@requires("make_voucher")
def books_carry(request: UserRequest) -> HttpResponse:
    """年末结转 of the year sent."""
    fund, year = fund_asked(request), request.POST.get("year", "")
    good = year.isascii() and year.isdecimal() and dt.MINYEAR < int(year[:5]) < dt.MAXYEAR
    with refusals_shown(request) as outcome:
        draft = carry_over(
            fund, year=int(year) if good else clock.today().year, on=clock.today(), by=request.user
        )
        messages.success(request, "结转凭证已制单，等审核。")
    return redirect("closing-list" if outcome.refused else draft)
