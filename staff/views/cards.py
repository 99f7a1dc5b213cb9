"""换卡 on screen: the list, the first person's form, the second person's reading."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.cards import (
    ask_card_change,
    confirm_card_change,
    drop_card_change,
    why_not_confirm,
)
from staff.cards import state_of
from staff.forms.cards import CardChangeForm, ReadCardForm
from staff.models import CardChange
from staff.people_shapes import narrowed_cards
from staff.views.found import form_page, worker_or_404
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_GET
@requires("edit_workers")
def card_list(request: UserRequest) -> HttpResponse:
    """Every change, those that wait for the second person by ?open=1."""
    seen = CardChange.objects.visible_to(request.user)
    page = page_of(request, narrowed_cards(seen, request.GET))
    context = {
        "page": page,
        "rows": [(one, state_of(one), why_not_confirm(one, request.user)) for one in page],
        "total": seen.count(),
        "waiting": seen.unanswered().count(),
        "is_open": request.GET.get("open") == "1",
        "active": "worker-list",
    }
    return render(request, "staff/cards/list.html", context)


@sensitive_post_parameters("card")
@require_http_methods(["GET", "POST"])
@requires("edit_workers")
def card_change(request: UserRequest, pk: int) -> HttpResponse:
    """经办: the new card with its paper."""
    worker = worker_or_404(request.user, pk)
    form = CardChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            ask_card_change(worker, **form.cleaned_data, by=request.user)
            messages.success(request, "已经办，等另一个人确认。确认后满 72 小时才能付到新卡上。")
        if not outcome.refused:
            return redirect("card-list")
    intro = "换卡要两个人：您经办，另一个人对着卡片再录一遍确认。确认前还用原来的卡。"
    return form_page(request, form, worker, f"给{worker.name}换工资卡", "交另一个人确认", intro)


@sensitive_post_parameters("card")
@require_http_methods(["GET", "POST"])
@requires("edit_workers")
def card_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """确认: the second person reads the card himself."""
    rows = CardChange.objects.visible_to(request.user).select_related("worker__station")
    change = get_object_or_404(rows, pk=pk)
    form = ReadCardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            done = confirm_card_change(change, card=form.cleaned_data["card"], by=request.user)
            messages.success(request, f"已确认，{state_of(done)[1]}。")
        if not outcome.refused:
            return redirect("card-list")
    who = change.asked_by.name if change.asked_by else "没有记下的人"
    intro = f"{who}经办。请您自己对着卡片录一遍，两遍一样才算。"
    title = f"确认{change.worker.name}的新卡"
    return form_page(request, form, change.worker, title, "确认换卡", intro)


@require_POST
@requires("edit_workers")
def card_drop(request: UserRequest, pk: int) -> HttpResponse:
    """作废."""
    change = get_object_or_404(CardChange.objects.visible_to(request.user), pk=pk)
    with refusals_shown(request):
        drop_card_change(change, reason=request.POST.get("reason", ""), by=request.user)
        messages.success(request, "已作废，还用原来的卡。")
    return redirect("card-list")
