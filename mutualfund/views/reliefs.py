"""Reliefs 困难救助 on screen: the list, one of them with its way, the paper, and each step."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.reliefs import (
    Asked,
    Handed,
    decide_relief,
    make_relief_voucher,
    pay_relief,
    propose_relief,
    record_relief_call,
    withdraw_relief,
)
from mutualfund.forms.reliefs import CallForm, PayForm, ReliefForm
from mutualfund.models import DraftStatus, PayMethod, Relief, ReliefKind
from mutualfund.relief_duties import draft_of, may_call, may_decide, may_handle, may_withdraw
from mutualfund.relief_list import (
    counted,
    in_list,
    list_asked,
    may_open_worker,
    may_read_reason,
    narrowed,
)
from mutualfund.views.found import Page, form_page
from staff.models import Worker
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.paging import page_of


@require_GET
@requires("view_campaigns")
def relief_list(request: UserRequest) -> HttpResponse:
    """困难救助, the latest first. Two queries and the page's own."""
    rows, show = narrowed(request.user, request.GET), list_asked(request.GET)
    context = {
        "page": page_of(request, in_list(rows, show)),
        "lists": counted(rows),
        "show": show,
        "kinds": ReliefKind,
        "kind": request.GET.get("kind", ""),
        "q": request.GET.get("q", ""),
        "active": "relief-list",
    }
    return render(request, "mutualfund/reliefs/list.html", context)


def _relief(pk: int) -> Relief:
    rows = Relief.objects.with_last_call().select_related(
        "worker__station__branch", "file__tier", "measure", "proposed_by", "decided_by", "cashier",
        "witness", "voucher",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def _detail(request: UserRequest, relief: Relief, **forms: Form) -> HttpResponse:
    user, draft = request.user, draft_of(relief)
    context = {
        "relief": relief,
        "reads": may_read_reason(user),
        "may_open": may_open_worker(user, relief.worker),
        "draft": draft,
        "is_reviewed": draft is not None and draft.status == DraftStatus.REVIEWED,
        "calls": relief.calls.select_related("called_by"),
        "no_decide": may_decide(user, relief),
        "no_withdraw": may_withdraw(user, relief),
        "no_handle": may_handle(user, relief),
        "no_call": may_call(user, relief),
        "pay": PayForm(user),
        "call": CallForm(),
        "active": "relief-list",
    }
    wrong = any(form.errors for form in forms.values())
    return render(
        request, "mutualfund/reliefs/detail.html", context | forms, status=400 if wrong else 200
    )


@require_GET
@requires("view_campaigns")
def relief_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One relief: who asked, who approved, the voucher, how it was handed over, what was heard."""
    return _detail(request, _relief(pk))


@require_GET
@requires("view_help")
def relief_sheet(request: UserRequest, pk: int) -> HttpResponse:
    """救助发放单 on one A4 page, for the signatures."""
    return render(
        request,
        "mutualfund/reliefs/sheet.html",
        {"relief": _relief(pk), "today": clock.today(), "active": "relief-list"},
    )


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def relief_new(request: UserRequest, pk: int) -> HttpResponse:
    """提出救助 for a worker."""
    rows = Worker.objects.visible_to(request.user).select_related("station")
    worker = get_object_or_404(rows, pk=pk)
    form = ReliefForm(worker, request.POST or None)
    page = Page(
        f"给{worker.name}提出救助", "提出，等批准", worker.get_absolute_url(), worker.name, "relief-list",
        "用送温暖（帮困）资金。先建档，后帮扶：临时困难、住院和亲属去世的慰问除外。",
        told="主任委员，去批准",
    )  # fmt: skip

    def done() -> str:
        told = form.cleaned_data
        asked = Asked(
            ReliefKind(told["kind"]), told["amount"], told["document_no"], told["reason"],
            told.get("measure"),
        )  # fmt: skip
        relief = propose_relief(worker, asked, on=clock.today(), by=request.user)
        messages.success(request, f"已提出 {relief.number}，等主任委员批准。")
        return relief.get_absolute_url()

    return form_page(request, form, page, done)


def _carry_out(
    request: UserRequest, pk: int, act: Callable[[Relief], object], *, done: str
) -> HttpResponse:
    """A step of the relief, and back to its page."""
    relief = _relief(pk)
    with refusals_shown(request):
        act(relief)
        messages.success(request, done)
    return redirect(relief)


@require_POST
@requires("approve_hardship")
def relief_decide(request: UserRequest, pk: int) -> HttpResponse:
    """批准 or 不批准."""
    asked, words = request.POST.get("agrees"), request.POST.get("words", "")

    def act(relief: Relief) -> None:
        if asked not in ("yes", "no"):
            raise Refused("选「批准」或「不批准」。")
        decide_relief(relief, agrees=asked == "yes", words=words, on=clock.today(), by=request.user)

    done = "批准了，会计可以制单。" if asked == "yes" else "没有批准，提出的人看得到原因。"
    return _carry_out(request, pk, act, done=done)


@require_POST
@requires("manage_hardship")
def relief_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """撤回."""
    return _carry_out(
        request, pk, lambda one: withdraw_relief(one, by=request.user), done="已撤回。"
    )


@require_POST
@requires("make_voucher")
def relief_voucher(request: UserRequest, pk: int) -> HttpResponse:
    """制单."""
    return _carry_out(
        request, pk, lambda one: make_relief_voucher(one, on=clock.today(), by=request.user),
        done="已制单，等审核。",
    )  # fmt: skip


@require_POST
@requires("pay_claim")
def relief_pay(request: UserRequest, pk: int) -> HttpResponse:
    """发放. A second click shows the same payment."""
    relief, form = _relief(pk), PayForm(request.user, request.POST)
    if not form.is_valid():
        return _detail(request, relief, pay=form)
    told = form.cleaned_data
    by_hand = told["method"] == PayMethod.CASH
    handed = Handed(told["witness"], told["taken_by"]) if by_hand else None
    return _carry_out(
        request, pk, lambda one: pay_relief(one, on=clock.today(), by=request.user, handed=handed),
        done="已发放，过几天请别人回访钱到了没有。",
    )  # fmt: skip


@require_POST
@requires("manage_hardship")
def relief_call(request: UserRequest, pk: int) -> HttpResponse:
    """登记回访."""
    relief, form = _relief(pk), CallForm(request.POST)
    if not form.is_valid():
        return _detail(request, relief, call=form)
    told = form.cleaned_data
    return _carry_out(
        request, pk,
        lambda one: record_relief_call(
            one, arrived=told["arrived"] == "yes", words=told["words"], on=clock.today(),
            by=request.user,
        ),
        done="已登记回访。",
    )  # fmt: skip
