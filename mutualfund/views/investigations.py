"""Investigation on screen: assigning people, and each one's own finding."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.investigations import (
    assign_investigators,
    replace_investigator,
    sign_finding,
)
from mutualfund.claim_page import candidates_for
from mutualfund.desk_shapes import findings_of
from mutualfund.forms.claims import FindingForm, InvestigatorsForm, ReplaceForm
from mutualfund.models import Conclusion, Evidence
from mutualfund.views.claims import claim_or_404
from mutualfund.views.found import Page, form_page
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.models import User
from welfare.paging import page_of


@require_POST
@requires("intake_claim")
def claim_assign(request: UserRequest, pk: int) -> HttpResponse:
    """指派调查人, as many as the charter says."""
    claim = claim_or_404(request.user, pk)
    choices = [(person.pk, person.name) for person, _ in candidates_for(claim)]
    chosen = request.POST.copy()
    chosen.setlist("people", [value for value in chosen.getlist("people") if value])
    form = InvestigatorsForm(chosen, choices=choices)
    if not form.is_valid():
        messages.error(request, str(form.errors["people"][0]))
        return redirect(claim)
    people = User.objects.filter(pk__in=form.cleaned_data["people"]).order_by("name")
    with refusals_shown(request):
        assign_investigators(claim, people=list(people), on=clock.today(), by=request.user)
        messages.success(request, f"已请{'、'.join(person.name for person in people)}调查。")
    return redirect(claim)


@require_http_methods(["GET", "POST"])
@requires("intake_claim")
def claim_replace(request: UserRequest, pk: int) -> HttpResponse:
    """更换调查人 who has not signed."""
    claim = claim_or_404(request.user, pk)
    waiting = claim.investigations.filter(signed_at__isnull=True).select_related("investigator")
    free = [(person.pk, person.name) for person, reason in candidates_for(claim) if not reason]
    owing = [(row.investigator_id, row.investigator.name) for row in waiting]
    form = ReplaceForm(request.POST or None, owing=owing, free=free)
    page = Page(
        "更换调查人", "换人", claim.get_absolute_url(), claim.number, "claim-list",
        "签过字的不能换。换了谁、为什么，留在办理经过里。",
    )  # fmt: skip

    def done() -> str:
        people = User.objects.in_bulk(
            [int(form.cleaned_data["old"]), int(form.cleaned_data["new"])]
        )
        new = people[int(form.cleaned_data["new"])]
        replace_investigator(
            claim, old=people[int(form.cleaned_data["old"])], new=new,
            reason=form.cleaned_data["reason"], on=clock.today(), by=request.user,
        )  # fmt: skip
        messages.success(request, f"已换成{new.name}调查。")
        return page.back

    return form_page(request, form, page, done)


@require_GET
@requires("investigate_claim")
def investigation_list(request: UserRequest) -> HttpResponse:
    """我的调查: what I was asked to look into."""
    context = {
        "page": page_of(request, findings_of(request.user)),
        "active": "investigation-list",
    }
    return render(request, "mutualfund/claims/investigations.html", context)


@require_http_methods(["GET", "POST"])
@requires("investigate_claim")
def claim_finding(request: UserRequest, pk: int) -> HttpResponse:
    """调查情况: the investigator's own page; he sees the claim and its papers, nobody else's finding."""
    claim = claim_or_404(request.user, pk)
    mine = get_object_or_404(claim.investigations, investigator=request.user)
    form = FindingForm(request.POST or None, initial={"visited_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request):
            sign_finding(
                claim,
                finding=form.cleaned_data["finding"],
                conclusion=Conclusion(form.cleaned_data["conclusion"]),
                visited_on=form.cleaned_data["visited_on"],
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, "已签字。")
        return redirect("claim-finding", pk=claim.pk)
    context = {
        "claim": claim,
        "mine": mine,
        "form": form,
        "evidence": Evidence.objects.visible_to(request.user)
        .filter(claim=claim)
        .select_related("original_seen_by"),
        "active": "investigation-list",
    }
    return render(request, "mutualfund/claims/finding.html", context)
