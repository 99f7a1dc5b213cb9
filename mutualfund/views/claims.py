"""The claim desk on screen: the list, one claim, taking one in, its evidence."""

import datetime as dt

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.advances import most_of, why_no_advance
from mutualfund.actions.claims import accept_claim, fill_claim
from mutualfund.actions.evidence import Paper, open_evidence
from mutualfund.actions.payees import stopped_by_death
from mutualfund.advances import told
from mutualfund.appeal_terms import why_no_appeal
from mutualfund.case_page import may_read_story
from mutualfund.check_lines import kept_checks
from mutualfund.claim_checks import Assessment, assess, member_of, why_uncovered
from mutualfund.claim_clock import clocks_of
from mutualfund.claim_history import amounts_of, decisions_of, events_of
from mutualfund.claim_page import bar_for, chain_of, more_for, seats_of, stops_of, verdict_on
from mutualfund.claim_stats import UNDIVIDED, subtype_label
from mutualfund.claim_terms import day_told, terms_for
from mutualfund.clawbacks import DUE, shown_of, why_not_asked
from mutualfund.duties import ties_of
from mutualfund.forms.claims import ClaimForm, OwnClaimForm
from mutualfund.models import (
    AdvanceStatus,
    Claim,
    ClaimKind,
    ClaimStatus,
    Evidence,
    Payee,
    RefusalCode,
)
from mutualfund.models.claim_life import COMMITTED
from mutualfund.models.claims import ClaimQuerySet
from mutualfund.prompted import subtype_of, told_to, ways_on
from mutualfund.rules import Arithmetic
from mutualfund.shapes import CLAIMS, narrowed_claims
from staff.models import Prompt, Worker
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
        "member__worker__station", "member__worker__household", "received_by", "filled_by",
        "charter", "appeal_of", "appeal", "payment",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def claim_form(request: UserRequest, worker: Worker, made: type[ClaimForm]) -> ClaimForm:
    """The form for the kind asked for. Raises Refused when no charter is in force."""
    sent = request.POST if request.method == "POST" else request.GET
    kind = ClaimKind(sent["kind"]) if sent.get("kind") in ClaimKind.values else ClaimKind.EDUCATION
    prompt = prompt_of(request, worker) if request.method == "GET" else None
    day = day_told(sent) or (prompt.happened_on if prompt else None)
    terms = terms_for(kind, sent, day=day, on=clock.today())
    if request.method == "POST":
        return made(request.POST, request.FILES, worker=worker, kind=kind, terms=terms)
    if prompt is not None and terms.choices and "subtype" not in sent:
        usual = {"subtype": subtype_of(prompt, terms.subtypes)}
        terms = terms_for(kind, usual, day=day, on=clock.today())
    told: dict[str, object] = {"event_date": day}
    if prompt is not None:
        told |= told_to(worker, prompt)
    return made(worker=worker, kind=kind, terms=terms, initial=told)


def prompt_of(request: UserRequest, worker: Worker) -> Prompt | None:
    """The prompt 系统提示 this draft was started from, of the same worker or his household."""
    asked = request.GET.get("prompt", "")
    if not asked.isdecimal():
        return None
    home = Q(worker=worker)
    if worker.household_id is not None:
        home |= Q(worker__household=worker.household_id)
    rows = Prompt.objects.visible_to(request.user).filter(home)
    return rows.filter(pk=asked).select_related("matter").first()


@require_GET
@requires("view_claims")
def claim_list(request: UserRequest) -> HttpResponse:
    """补助申领: every claim, narrowed by state, kind and year; the counts open their list."""
    mine = Claim.objects.visible_to(request.user)
    by_state = dict(mine.values_list("status").order_by().annotate(n=Count("pk")))
    rows = narrowed_claims(mine, request.GET, request.user)
    page = page_of(request, rows.select_related("member__worker__station", "charter"))
    clocks = clocks_of(page.object_list, on=clock.today())
    context = {
        "page": page,
        "rows": [(claim, clocks[claim.pk]) for claim in page.object_list],
        "states": [(s, by_state[s]) for s in ClaimStatus if s in by_state],
        "total": sum(by_state.values()),
        "kinds": ClaimKind,
        "years": [day.year for day in mine.dates("applied_on", "year", order="DESC")],
        "chosen": {key: request.GET.get(key, "") for key in CLAIMS.filters},
        "only_clawback": DUE.get(request.GET.get("clawback", ""), ""),
        "subtypes": _subtypes_in(mine, request.GET.get("kind", "")),
        "active": "claim-list",
    }
    return render(request, "mutualfund/claims/list.html", context)


def _subtypes_in(claims: ClaimQuerySet, kind: str) -> list[tuple[str, str]]:
    """The sub-types claims of the kind are of, key and words, when it was ever divided. One query."""
    if kind not in ClaimKind.values:
        return []
    found = claims.filter(kind=kind).order_by("-subtype").values_list("subtype", flat=True)
    names = list(found.distinct())
    return [(name or UNDIVIDED, subtype_label(name)) for name in names] if any(names) else []


@require_GET
@requires("view_claims")
def claim_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One claim: sum, checks, papers, findings, votes, duties, history, and the one next act."""
    claim, on = claim_or_404(request.user, pk), clock.today()
    context = {
        "claim": claim,
        "sum": Arithmetic.from_json(claim.arithmetic),
        "checks": kept_checks(claim),
        "stops": stops_of(claim, on=on),
        "evidence": claim.evidence.select_related("original_seen_by"),
        "may_open": Evidence.objects.visible_to(request.user).filter(claim=claim).exists(),
        "findings": claim.investigations.select_related("investigator"),
        "ballot": seats_of(claim),
        "chain": chain_of(claim),
        "verdict": verdict_on(claim, request.user),
        "events": events_of(claim),
        "decided": decisions_of(claim),
        "amounts": amounts_of(claim),
        "clock": clocks_of([claim], on=on)[claim.pk],
        "appeal": getattr(claim, "appeal", None),
        "no_appeal": why_no_appeal(claim, on=on),
        "refusal_codes": RefusalCode,
        "more": more_for(claim, request.user),
        "may_tick": request.user.may_use("intake_claim") and _has_unseen(claim),
        "family": ties_of([request.user.pk], [claim]).family(request.user.pk, claim),
        "bar": bar_for(claim, request.user, on=on),
        "payee": Payee.objects.filter(claim=claim).first(),
        "stopped": stopped_by_death(claim) if claim.status in COMMITTED else "",
        **_advance_part(claim, on=on),
        "clawbacks": shown_of(claim, request.user),
        "no_clawback": why_not_asked(claim),
        "reads": may_read_story(request.user),
        "active": "claim-list",
    }
    return render(request, "mutualfund/claims/detail.html", context)


def _advance_part(claim: Claim, *, on: dt.date) -> dict[str, object]:
    """紧急垫付: the advance there is, or whether and up to what one may be proposed."""
    rows = claim.advances.exclude(status__in=(AdvanceStatus.DECLINED, AdvanceStatus.BOUNCED))
    found = told(rows.select_related("claim__member", "claim__charter"), on=on)
    return {
        "advance": found[0] if found else None,
        "no_advance": why_no_advance(claim),
        "advance_most": most_of(claim),
    }


def _has_unseen(claim: Claim) -> bool:
    """An open claim with a paper whose original nobody has looked at."""
    return not claim.is_over and claim.evidence.filter(original_seen_at=None).exists()


@require_http_methods(["GET", "POST"])
@requires("intake_claim")
def claim_new(request: UserRequest) -> HttpResponse:
    """受理: first who, then one page from the talk at the counter to the signature."""
    asked = request.GET.get("worker") or request.POST.get("worker") or ""
    if not asked.isdecimal():
        return _choose_worker(request)
    worker = get_object_or_404(Worker.objects.visible_to(request.user), pk=asked)
    prompt = prompt_of(request, worker)
    if prompt is not None and (reason := why_uncovered(worker, on=clock.today())):
        kind = request.GET.get("kind", "")
        ways = ways_on(worker, prompt, kind, user=request.user, on=clock.today())
        context = {"worker": worker, "prompt": prompt, "reason": reason, "ways": ways}
        context["active"] = "claim-list"
        return render(request, "mutualfund/claims/uncovered.html", context)
    try:
        form = claim_form(request, worker, ClaimForm)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("claim-list")
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request):
            return redirect(_taken_in(request, form))
    return render(request, "mutualfund/claims/new.html", new_context(form))


def papers_of(form: ClaimForm) -> list[Paper]:
    """The uploaded papers, read."""
    return [
        Paper(name, file.read(), receipt_no.strip(), seen)
        for name, file, receipt_no, seen in form.uploads()
    ]


def _taken_in(request: UserRequest, form: ClaimForm) -> Claim:
    """At the counter it is received at once; without the worker it waits for his code."""
    on, papers = clock.today(), papers_of(form)
    if form.is_by_code:
        claim = fill_claim(form.facts(on=on), papers=papers, on=on, by=request.user)
        messages.success(request, f"填好了 {claim.number}。把确认码 {claim.code} 告诉本人。")
        return claim
    claim = accept_claim(form.facts(on=on), papers=papers, signed_on=on, on=on, by=request.user)
    messages.success(
        request, f"已受理 {claim.number}，接下来指派 {claim.investigators_wanted} 名调查人。"
    )
    return claim


def new_context(form: ClaimForm) -> dict[str, object]:
    form.is_valid()
    if not form.is_bound:
        form.cleaned_data = {"event_date": form.terms.day}
    weighed, own = weighed_by(form, on=clock.today()), isinstance(form, OwnClaimForm)
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
        "weighed": weighed.to_applicant() if own else weighed,
        "own": own,
        "on": clock.today(),
        "active": "claim-list",
    }


def weighed_by(form: ClaimForm, *, on: dt.date) -> Assessment:
    """The checks for what is filled in; a day no charter covers is told at its field."""
    try:
        return assess(form.facts(on=on), on=on, papers=form.given())
    except Refused as refusal:
        form.add_error("event_date", str(refusal))  # the form forgets the day
        return assess(form.facts(on=on), on=on, papers=form.given())


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
    return checks_part(request, worker, ClaimForm)


def checks_part(request: UserRequest, worker: Worker, shape: type[ClaimForm]) -> HttpResponse:
    """The sum and the checks of a form filled in so far, or the sentence that refuses it."""
    with refusals_shown(request) as outcome:
        context = new_context(claim_form(request, worker, shape))
    if outcome.refused:
        return HttpResponse(outcome.refusal, status=409, content_type="text/plain; charset=utf-8")
    return render(request, "mutualfund/claims/_side_alone.html", context)


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
