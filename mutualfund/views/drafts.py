"""凭证办理 on screen: drafts waiting, one draft, sending it back, reversing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from mutualfund.actions.handmade import may_attach
from mutualfund.actions.income_voids import may_confirm_void, may_void
from mutualfund.actions.vouchers import (
    BY_HAND,
    draft_reversal,
    may_enter_money,
    may_post,
    may_review,
    may_send_back,
    moves_money,
    post_voucher,
    review_voucher,
    send_back,
)
from mutualfund.desk_shapes import narrowed_drafts
from mutualfund.duties import PAYMENT_PURPOSE
from mutualfund.forms.claims import ReasonForm
from mutualfund.income_desk import income_drafts
from mutualfund.models import DraftStatus, DraftVoucher, IncomeVoid, Voucher, VoucherKind
from mutualfund.source_links import source_links
from mutualfund.voucher_papers import count_of, numbered, why_no_paper
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.models import AuditEntry
from welfare.paging import page_of

AT_DESK = "付款凭证在「付款」页上审核和付款。"


def _reason(request: UserRequest) -> str:
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


@require_GET
@requires("view_books")
def draft_list(request: UserRequest) -> HttpResponse:
    """凭证办理: drafts that wait, or those of one state."""
    state = request.GET.get("state", "")
    context = {
        "page": page_of(request, narrowed_drafts(request.GET)),
        "states": DraftStatus,
        "chosen": state if state in DraftStatus.values else "",
    }
    return render(request, "mutualfund/drafts/list.html", context)


def _void_of(request: UserRequest, draft: DraftVoucher) -> dict[str, Any]:
    """What the page says of 作废, for a voucher of money that came in."""
    if not income_drafts().filter(pk=draft.pk).exists():
        return {}
    asked = IncomeVoid.objects.filter(source=draft.source, is_dropped=False)
    void = asked.select_related("asked_by", "confirmed_by").first()
    return {
        "is_income": True,
        "void": void,
        "cannot_void": may_void(draft.source),
        "cannot_confirm_void": may_confirm_void(request.user, void) if void else "",
    }


@require_GET
@requires("view_books")
def draft_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One draft: its lines, its hands, and what may be done with it."""
    rows = DraftVoucher.objects.select_related(
        "fund", "maker", "reviewer", "voucher", "reverses", "corrects"
    )
    draft = get_object_or_404(rows.with_total(), pk=pk)
    at_desk = AT_DESK if draft.purpose.startswith(PAYMENT_PURPOSE) else ""
    context = {
        "draft": draft,
        "lines": draft.lines.select_related("account"),
        "cannot_review": at_desk or may_review(request.user, draft) or why_no_paper(draft),
        "paper_count": count_of(draft),
        "receipt_no": numbered(draft),
        "cannot_send_back": may_send_back(request.user, draft),
        "cannot_post": at_desk or may_post(draft),
        "cannot_enter": may_enter_money(request.user, draft),
        "is_by_hand": draft.purpose in BY_HAND or draft.kind == VoucherKind.REVERSAL,
        "papers": draft.papers.all(),
        "cannot_attach": may_attach(draft),
        "sources": source_links(request.user, draft.source),
        **_void_of(request, draft),
        "sent_back": AuditEntry.objects.about(draft).filter(action="voucher.sent_back").last(),
    }
    return render(request, "mutualfund/drafts/detail.html", context)


def _draft(pk: int) -> DraftVoucher:
    return get_object_or_404(DraftVoucher, pk=pk)


@require_POST
@requires("review_voucher")
def draft_review(request: UserRequest, pk: int) -> HttpResponse:
    """审核 of a draft that pays no claim; those have a desk of their own."""
    draft = _draft(pk)
    with refusals_shown(request):
        if draft.purpose.startswith(PAYMENT_PURPOSE):
            raise Refused(AT_DESK)
        review_voucher(draft, on=clock.today(), by=request.user)
        enters = "出纳收付以后记账" if moves_money(draft) else "会计记账"
        messages.success(request, f"已审核，等{enters}。")
    return redirect(draft)


@require_POST
@requires("review_voucher")
def draft_send_back(request: UserRequest, pk: int) -> HttpResponse:
    """退回制单人 with a reason."""
    draft = _draft(pk)
    with refusals_shown(request):
        send_back(draft, reason=_reason(request), by=request.user)
        messages.success(request, "已退回，制单人可以重新制单。")
    return redirect(draft)


@require_POST
@requires("make_voucher")
def draft_post(request: UserRequest, pk: int) -> HttpResponse:
    """记账 of a reviewed red reversal."""
    draft = _draft(pk)
    with refusals_shown(request) as outcome:
        if reason := may_post(draft):
            raise Refused(reason)
        voucher = post_voucher(draft, on=clock.today(), by=request.user)
        messages.success(request, f"已记账，凭证 {voucher}。")
    return redirect(draft if outcome.refused else voucher)


@require_POST
@requires("make_voucher")
def voucher_reverse(request: UserRequest, pk: int) -> HttpResponse:
    """红字冲销: a draft with the negated lines, for another to review."""
    voucher = get_object_or_404(Voucher, pk=pk)
    with refusals_shown(request) as outcome:
        draft = draft_reversal(voucher, reason=_reason(request), on=clock.today(), by=request.user)
        messages.success(request, "红字凭证已制单，等审核。")
    return redirect(voucher if outcome.refused else draft)
