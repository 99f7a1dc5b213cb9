"""The claim desk on screen: the list, one claim, taking one in, its evidence."""

import datetime as dt

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.claims import (
    Paper,
    accept_claim,
    open_evidence,
    return_claim,
    supplement_claim,
    withdraw_claim,
)
from mutualfund.actions.payees import record_payee, stopped_by_death
from mutualfund.claim_checks import Assessment, assess, member_of
from mutualfund.claim_page import (
    bar_for,
    chain_of,
    events_of,
    seats_of,
    stops_of,
    verdict_on,
)
from mutualfund.duties import ties_of
from mutualfund.forms.claims import ClaimForm, PayeeForm, ReasonForm, SupplementForm
from mutualfund.models import Charter, Claim, ClaimKind, ClaimStatus, Evidence, Payee
from mutualfund.models.claims import COMMITTED
from mutualfund.rules import Arithmetic
from mutualfund.shapes import narrowed_claims
from staff.models import Worker
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.models import User
from welfare.paging import page_of
from welfare.uploads import as_download

KIND_ICONS = {
    ClaimKind.EDUCATION: "mortarboard",
    ClaimKind.MEDICAL: "heart-pulse",
    ClaimKind.WEDDING_FUNERAL: "people",
    ClaimKind.OTHER: "umbrella",
}


def claim_or_404(user: User, pk: int) -> Claim:
    """The claim, when this user may see it."""
    rows = Claim.objects.visible_to(user).select_related(
        "member__worker__station", "member__worker__household", "received_by", "charter"
    )
    return get_object_or_404(rows, pk=pk)


@require_GET
@requires("view_claims")
def claim_list(request: UserRequest) -> HttpResponse:
    """补助申领: every claim, narrowed by state, kind and year; the counts open their list."""
    mine = Claim.objects.visible_to(request.user)
    by_state = dict(mine.values_list("status").order_by().annotate(n=Count("pk")))
    rows = narrowed_claims(mine, request.GET).select_related("member__worker__station")
    context = {
        "page": page_of(request, rows),
        "states": [(s, by_state[s]) for s in ClaimStatus if s in by_state],
        "total": sum(by_state.values()),
        "kinds": ClaimKind,
        "years": [day.year for day in mine.dates("applied_on", "year", order="DESC")],
        "chosen": {key: request.GET.get(key, "") for key in ("state", "kind", "year")},
        "active": "claim-list",
    }
    return render(request, "mutualfund/claims/list.html", context)


@require_GET
@requires("view_claims")
def claim_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One claim: sum, checks, papers, findings, votes, duties, history, and the one next act."""
    claim, on = claim_or_404(request.user, pk), clock.today()
    context = {
        "claim": claim,
        "sum": Arithmetic.from_json(claim.arithmetic),
        "stops": stops_of(claim, on=on),
        "evidence": claim.evidence.all(),
        "may_open": Evidence.objects.visible_to(request.user).filter(claim=claim).exists(),
        "findings": claim.investigations.select_related("investigator"),
        "ballot": seats_of(claim),
        "chain": chain_of(claim),
        "verdict": verdict_on(claim, request.user),
        "events": events_of(claim),
        "family": ties_of([request.user.pk], [claim]).family(request.user.pk, claim),
        "bar": bar_for(claim, request.user, on=on),
        "payee": Payee.objects.filter(claim=claim).first(),
        "stopped": stopped_by_death(claim) if claim.status in COMMITTED else "",
        "active": "claim-list",
    }
    return render(request, "mutualfund/claims/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires("intake_claim")
def claim_new(request: UserRequest) -> HttpResponse:
    """受理: first who, then one page from the talk at the counter to the signature."""
    asked = request.GET.get("worker") or request.POST.get("worker") or ""
    if not asked.isdecimal():
        return _choose_worker(request)
    worker = get_object_or_404(Worker.objects.visible_to(request.user), pk=asked)
    try:
        form = _claim_form(request, worker)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("claim-list")
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request):
            claim = accept_claim(
                form.facts(on=clock.today()),
                papers=[
                    Paper(name, file.read(), receipt_no, seen)
                    for name, file, receipt_no, seen in form.uploads()
                ],
                signed_on=clock.today(),
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, f"已受理 {claim.number}，接下来指派两名调查人。")
            return redirect(claim)
    return render(request, "mutualfund/claims/new.html", _new_context(form))


def _claim_form(request: UserRequest, worker: Worker) -> ClaimForm:
    """The form for the kind asked for. Raises Refused when no charter is in force."""
    sent = request.POST if request.method == "POST" else request.GET
    kind = ClaimKind(sent["kind"]) if sent.get("kind") in ClaimKind.values else ClaimKind.EDUCATION
    benefit = Charter.objects.in_force(on=clock.today()).benefit_of(kind)
    if request.method == "POST":
        return ClaimForm(request.POST, request.FILES, worker=worker, kind=kind, benefit=benefit)
    return ClaimForm(worker=worker, kind=kind, benefit=benefit)


def _new_context(form: ClaimForm) -> dict[str, object]:
    form.is_valid()
    if not form.is_bound:
        form.cleaned_data = {}
    weighed = _weighed(form, on=clock.today())
    household = form.worker.household
    return {
        "form": form,
        "worker": form.worker,
        "age": form.worker.age(on=clock.today()),
        "member": member_of(form.worker),
        "kind": form.kind,
        "kinds": [(kind, KIND_ICONS[kind]) for kind in ClaimKind],
        "family": household.members.all() if household else [],
        "kin": household.workers.exclude(pk=form.worker.pk) if household else [],
        "weighed": weighed,
        "on": clock.today(),
        "active": "claim-list",
    }


def _weighed(form: ClaimForm, *, on: dt.date) -> Assessment:
    """The checks for what is filled in; a day no charter covers is told at its field."""
    try:
        return assess(form.facts(on=on), on=on)
    except Refused as refusal:
        form.add_error("event_date", str(refusal))  # the form forgets the day
        return assess(form.facts(on=on), on=on)


def _choose_worker(request: UserRequest) -> HttpResponse:
    """谁申领: a name is searched by POST, so that it never stands in an address."""
    words = request.POST.get("q", "").strip()
    found = (
        Worker.objects.visible_to(request.user).matching(words) if words else Worker.objects.none()
    )
    rows = found.on_roster(on=clock.today()).select_related("station")[:20]
    context = {"words": words, "workers": rows, "active": "claim-list"}
    return render(request, "mutualfund/claims/choose.html", context)


@require_POST
@requires("intake_claim")
def claim_checks(request: UserRequest) -> HttpResponse:
    """边填边查: sum and checks for what is filled in so far, as a part of the page."""
    asked = request.POST.get("worker", "")
    pk = asked if asked.isdecimal() else None
    worker = get_object_or_404(Worker.objects.visible_to(request.user), pk=pk)
    with refusals_shown(request) as outcome:
        context = _new_context(_claim_form(request, worker))
    if outcome.refused:
        return HttpResponse(outcome.refusal, status=409, content_type="text/plain; charset=utf-8")
    return render(request, "mutualfund/claims/_side.html", context)


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


@require_GET
def evidence_file(request: UserRequest, uid: str) -> HttpResponse:
    """One paper as a download; it can do nothing in the browser, and the look is logged."""
    rows = Evidence.objects.visible_to(request.user).select_related("claim")
    evidence = get_object_or_404(rows, uid=uid)
    with refusals_shown(request) as outcome:
        content = open_evidence(evidence, by=request.user)
    if outcome.refused:
        return redirect("home")
    return as_download(content, file_type=evidence.file_type, filename=evidence.download_name)
