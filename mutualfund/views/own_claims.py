"""我申请的补助 on the phone: applying, the next step, more papers, stepping back, an appeal; and 补助确认."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.appeals import file_appeal
from mutualfund.actions.claim_returns import supplement_own_claim
from mutualfund.actions.claims import (
    claim_of_code,
    confirm_claim,
    submit_claim,
    withdraw_own_claim,
)
from mutualfund.actions.endings import confirm_own_money
from mutualfund.actions.evidence import Paper
from mutualfund.forms.claims import (
    AppealForm,
    ClaimCodeForm,
    OwnClaimForm,
    OwnPaperForm,
    ReasonForm,
)
from mutualfund.models import Claim, SignedWay
from mutualfund.models.minutes import letter_of
from mutualfund.own_claims import own_claims, shown
from mutualfund.views.claim_desk import appeal_papers
from mutualfund.views.claims import checks_part, claim_form, new_context, papers_of
from staff.models import Worker
from welfare import clock
from welfare.access import UserRequest, refusals_shown
from welfare.errors import Refused
from welfare.names import masked
from welfare.paging import page_of


def _worker(request: UserRequest) -> Worker:
    worker = Worker.objects.filter(user=request.user).select_related("station").first()
    if worker is None:
        raise Http404("no worker behind this login")
    return worker


def _claim(request: UserRequest, pk: int) -> Claim:
    return get_object_or_404(own_claims(request.user), pk=pk)


@require_GET
def own_claim_list(request: UserRequest) -> HttpResponse:
    """我申请的补助: each with its five stops and the next step in words."""
    worker, on = _worker(request), clock.today()
    page = page_of(request, own_claims(request.user))
    context = {
        "worker": worker,
        "page": page,
        "claims": [shown(claim, on=on) for claim in page.object_list],
    }
    return render(request, "mutualfund/own/list.html", context)


@require_http_methods(["GET", "POST"])
def own_claim_new(request: UserRequest) -> HttpResponse:
    """申请补助: what happened, what it cost, the papers photographed, the promise."""
    worker = _worker(request)
    try:
        form = claim_form(request, worker, OwnClaimForm)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("own-claim-list")
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request):
            on = clock.today()
            claim = submit_claim(form.facts(on=on), papers=papers_of(form), on=on, by=request.user)
            messages.success(request, "申请交上去了。请带原件到工会，看过就还给您。")
            return redirect("own-claim-detail", claim.pk)
    status = 400 if form.errors else 200
    return render(request, "mutualfund/own/new.html", new_context(form), status=status)


@require_POST
def own_claim_checks(request: UserRequest) -> HttpResponse:
    """边填边查 for what is filled in so far, as a part of the page."""
    return checks_part(request, _worker(request), OwnClaimForm)


@require_GET
def own_claim_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One claim: where it is, the next step, its papers, and what the worker may do now."""
    claim = _claim(request, pk)
    context = {
        "worker": claim.member.worker,
        "own": shown(claim, on=clock.today(), votes=True),
        "claim": claim,
        "appeal": getattr(claim, "appeal", None),
        "letter": letter_of(claim),
        "paper_form": OwnPaperForm(initial={"name": str(claim.supplement_words)[:60]}),
        "appeal_form": AppealForm(),
    }
    return render(request, "mutualfund/own/detail.html", context)


def _carry_out(
    request: UserRequest, pk: int, act: Callable[[Claim], Claim], *, done: str
) -> HttpResponse:
    """A step of the worker's own, and back to the claim it leads to."""
    claim = _claim(request, pk)
    with refusals_shown(request):
        claim = act(claim)
        messages.success(request, done)
    return redirect("own-claim-detail", claim.pk)


@require_POST
def own_claim_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """本人确认 of what the officer filled in."""
    is_mine = request.POST.get("mine") == "yes"

    def act(claim: Claim) -> Claim:
        if request.POST.get("mine") not in ("yes", "no"):
            raise Refused("选「是我申请的」或「不是，或不对」。")
        return confirm_claim(
            claim, way=SignedWay.PHONE, is_mine=is_mine, on=clock.today(), by=request.user
        )

    done = "确认了，申请交给工会。" if is_mine else "记下了，这件不办。"
    return _carry_out(request, pk, act, done=done)


@require_POST
def own_claim_supplement(request: UserRequest, pk: int) -> HttpResponse:
    """本人补材料."""
    form = OwnPaperForm(request.POST, request.FILES)

    def act(claim: Claim) -> Claim:
        if not form.is_valid():
            raise Refused("；".join(str(e) for errors in form.errors.values() for e in errors))
        told = form.cleaned_data
        paper = Paper(told["name"].strip(), told["paper"].read(), told["receipt_no"].strip())
        return supplement_own_claim(claim, papers=[paper], on=clock.today(), by=request.user)

    return _carry_out(request, pk, act, done="材料交上去了，接着办。下次来请带上原件。")


@require_POST
def own_claim_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """本人撤回."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _carry_out(
        request, pk,
        lambda claim: withdraw_own_claim(claim, reason=reason, on=clock.today(), by=request.user),
        done="撤回了。以后还可以再申请。",
    )  # fmt: skip


@require_POST
def own_claim_appeal(request: UserRequest, pk: int) -> HttpResponse:
    """申请复核."""
    form = AppealForm(request.POST, request.FILES)

    def act(claim: Claim) -> Claim:
        if not form.is_valid():
            raise Refused("；".join(str(e) for errors in form.errors.values() for e in errors))
        papers = appeal_papers(form, seen=False)
        words = form.cleaned_data["words"]
        return file_appeal(claim, words=words, papers=papers, on=clock.today(), by=request.user)

    return _carry_out(request, pk, act, done="复核申请交上去了，由没有办过原来那件的人来办。")


@require_POST
def own_claim_received(request: UserRequest, pk: int) -> HttpResponse:
    """收到了."""

    def act(claim: Claim) -> Claim:
        confirm_own_money(claim, on=clock.today(), by=request.user)
        return claim

    return _carry_out(request, pk, act, done="记下了，钱收到了。")


@login_not_required
@never_cache
@sensitive_post_parameters("id_tail", "code")
@require_http_methods(["GET", "POST"])
def claim_confirm(request: HttpRequest) -> HttpResponse:
    """补助确认 without a login: the code the officer told, and the last four of the ID number."""
    form, claim, said = ClaimCodeForm(request.POST or None), None, ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request):
            claim = claim_of_code(told["code"], told["id_tail"])
            if request.POST.get("mine") in ("yes", "no"):
                is_mine = request.POST["mine"] == "yes"
                confirm_claim(claim, way=SignedWay.CODE, is_mine=is_mine, on=clock.today())
                said = request.POST["mine"]
    who = masked(claim.member.worker.name) if claim else ""
    context = {"form": form, "claim": claim, "said": said, "who": who}
    return render(request, "mutualfund/own/confirm.html", context)
