"""The steps of the desk on screen: receiving, returning, declining, withdrawing, taking back, appeals."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from mutualfund.actions.appeals import file_appeal
from mutualfund.actions.claim_returns import return_claim, supplement_claim
from mutualfund.actions.claims import decline_claim, receive_claim, withdraw_claim
from mutualfund.actions.decisions import take_back_decision
from mutualfund.actions.evidence import Paper, see_originals
from mutualfund.actions.payees import record_payee
from mutualfund.forms.claims import (
    AppealForm,
    PayeeForm,
    ReasonForm,
    RefusalForm,
    SupplementForm,
)
from mutualfund.models import RefusalCode
from mutualfund.views.claims import claim_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused


@require_POST
@requires("intake_claim")
def claim_originals(request: UserRequest, pk: int) -> HttpResponse:
    """原件已看: tick the papers whose originals lay on the table."""
    claim = claim_or_404(request.user, pk)
    ticked = [key for key in request.POST.getlist("seen") if key.isdecimal() and len(key) < 19]
    with refusals_shown(request):
        chosen = list(claim.evidence.filter(pk__in=ticked))
        seen = see_originals(claim, evidence=chosen, on=clock.today(), by=request.user)
        messages.success(request, f"记下了，看过 {len(seen)} 样原件。")
    return redirect(claim)


@require_POST
@requires("intake_claim")
def claim_receive(request: UserRequest, pk: int) -> HttpResponse:
    """受理 of what the worker submitted."""
    claim = claim_or_404(request.user, pk)
    with refusals_shown(request):
        taken = receive_claim(claim, on=clock.today(), by=request.user)
        messages.success(request, f"已受理，接下来指派 {taken.investigators_wanted} 名调查人。")
    return redirect(claim)


@require_POST
@requires("intake_claim")
def claim_decline(request: UserRequest, pk: int) -> HttpResponse:
    """不予受理, with a coded reason and a sentence."""
    claim, form = claim_or_404(request.user, pk), RefusalForm(request.POST)
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused("不予受理要选一个原因，写一句给本人看的话。")
        code, words = RefusalCode(form.cleaned_data["code"]), form.cleaned_data["words"]
        decline_claim(claim, code=code, words=words, on=clock.today(), by=request.user)
        messages.success(request, f"{claim.number} 不予受理，本人能看到原因，也可以申请复核。")
    return redirect(claim)


@require_POST
@requires("finalise_claim")
def claim_take_back(request: UserRequest, pk: int) -> HttpResponse:
    """撤销决定 before the payment."""
    claim, form = claim_or_404(request.user, pk), ReasonForm(request.POST)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        take_back_decision(claim, reason=words, on=clock.today(), by=request.user)
        messages.success(request, "决定已撤销，等下一次会议重新研究。原来的决定留着。")
    return redirect(claim)


def appeal_papers(form: AppealForm, *, seen: bool) -> list[Paper]:
    """The new paper of an appeal, if there is one."""
    file = form.cleaned_data.get("paper")
    if not file:
        return []
    name = form.cleaned_data["name"].strip() or "补充材料"
    return [Paper(name, file.read(), original_seen=seen)]


@require_POST
@requires("intake_claim")
def claim_appeal(request: UserRequest, pk: int) -> HttpResponse:
    """代收复核申请: the worker signed it on paper at the counter."""
    claim, form = claim_or_404(request.user, pk), AppealForm(request.POST, request.FILES)
    shown = claim
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused("写一句为什么不同意这个结果。")
        papers = appeal_papers(form, seen=True)
        words = form.cleaned_data["words"]
        shown = file_appeal(claim, words=words, papers=papers, on=clock.today(), by=request.user)
        messages.success(request, f"复核申请 {shown.number} 收下了，由没有办过原来那件的人来办。")
    return redirect(shown)


@require_POST
@requires("intake_claim")
def claim_return(request: UserRequest, pk: int) -> HttpResponse:
    """退回补正."""
    claim, form = claim_or_404(request.user, pk), ReasonForm(request.POST)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        return_claim(claim, missing=words, on=clock.today(), by=request.user)
        messages.success(request, "已退回补正，材料补齐以后接着办。")
    return redirect(claim)


@require_POST
@requires("intake_claim")
def claim_supplement(request: UserRequest, pk: int) -> HttpResponse:
    """补正收齐."""
    claim = claim_or_404(request.user, pk)
    form = SupplementForm(request.POST, request.FILES)
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused(
                "；".join(str(error) for errors in form.errors.values() for error in errors)
            )
        told = form.cleaned_data
        paper = Paper(told["name"], told["paper"].read(), told["receipt_no"], told["original_seen"])
        supplement_claim(claim, papers=[paper], on=clock.today(), by=request.user)
        messages.success(request, "材料已补，接着办。")
    return redirect(claim)


@require_POST
@requires("intake_claim")
def claim_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """撤回."""
    claim, form = claim_or_404(request.user, pk), ReasonForm(request.POST)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        withdraw_claim(claim, reason=words, on=clock.today(), by=request.user)
        messages.success(request, f"{claim.number} 已撤回。")
    return redirect(claim)


@require_POST
@requires("intake_claim")
def claim_payee(request: UserRequest, pk: int) -> HttpResponse:
    """登记代领人 of an applicant who died."""
    claim, form = claim_or_404(request.user, pk), PayeeForm(request.POST)
    with refusals_shown(request):
        told = form.cleaned_data if form.is_valid() else {}
        record_payee(
            claim,
            name=told.get("name", ""),
            relation=told.get("relation", ""),
            document=told.get("document", ""),
            on=clock.today(),
            by=request.user,
        )
        messages.success(request, "已登记代领人，可以接着付款（付现金）。")
    return redirect(claim)
