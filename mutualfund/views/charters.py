"""章程: its versions, drafting one, passing it, two side by side, and trying figures out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.charter import (
    adopt_charter,
    change_draft,
    draft_charter,
    draft_first_charter,
)
from mutualfund.charter_page import compare
from mutualfund.forms.charters import AdoptForm, DraftForm, NewDraftForm, WhatIfForm
from mutualfund.models import Charter
from mutualfund.views.found import Page, form_page
from mutualfund.what_if import SEED, changed, terms_of, try_out
from mutualfund.what_if_chart import chart_of
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.paging import page_of

ACTIVE = "charter-list"


@require_GET
@requires("view_fund")
def charter_list(request: UserRequest) -> HttpResponse:
    """章程 and its versions, the newest first."""
    today = clock.today()
    rows = Charter.objects.select_related("drafted_from", "adopted_by")
    context = {
        "page": page_of(request, rows.order_by("-valid_from", "-pk")),
        "in_force": Charter.objects.covering(today),
        "first_form": NewDraftForm(),
        "today": today,
        "active": ACTIVE,
    }
    return render(request, "mutualfund/charters/list.html", context)


@require_POST
@requires("draft_charter")
def charter_first(request: UserRequest) -> HttpResponse:
    """起草第一版 from the sample."""
    form = NewDraftForm(request.POST)
    with refusals_shown(request) as outcome:
        if not form.is_valid():
            raise Refused("第一版要有名称，最多 40 个字。")
        draft = draft_first_charter(
            version=form.cleaned_data["version"], on=clock.today(), by=request.user
        )
    return redirect(ACTIVE) if outcome.refused else redirect("charter-edit", draft.pk)


@require_GET
@requires("view_fund")
def charter_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One version: articles, benefits, bands, terms."""
    rows = Charter.objects.select_related("drafted_from", "adopted_by")
    charter = get_object_or_404(rows, pk=pk)
    today = clock.today()
    in_force = Charter.objects.covering(today)
    context = {
        "charter": charter,
        "articles": charter.articles.all(),
        "benefits": charter.benefits.all(),
        "bands": charter.bands.all(),
        "others": Charter.objects.exclude(pk=charter.pk).order_by("-valid_from", "-pk")[:20],
        "is_in_force": in_force is not None and in_force.pk == charter.pk,
        "new_form": NewDraftForm(),
        "adopt_form": AdoptForm(initial={"valid_from": today}),
        "today": today,
        "active": ACTIVE,
    }
    return render(request, "mutualfund/charters/detail.html", context)


@require_POST
@requires("draft_charter")
def charter_new(request: UserRequest, pk: int) -> HttpResponse:
    """起草新的一版 as a copy of this one."""
    source = get_object_or_404(Charter, pk=pk)
    form = NewDraftForm(request.POST)
    with refusals_shown(request) as outcome:
        if not form.is_valid():
            raise Refused("新版本要有名称，最多 40 个字。")
        draft = draft_charter(
            source, version=form.cleaned_data["version"], on=clock.today(), by=request.user
        )
    return redirect(source) if outcome.refused else redirect("charter-edit", draft.pk)


@require_http_methods(["GET", "POST"])
@requires("draft_charter")
def charter_edit(request: UserRequest, pk: int) -> HttpResponse:
    """改草案."""
    charter = get_object_or_404(Charter, pk=pk)
    if not charter.is_draft:
        messages.error(request, f"「{charter}」已经通过，不能再改。要改请起草新的一版。")
        return redirect(charter)
    form = DraftForm(request.POST or None, charter=charter)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            change_draft(charter, **form.changes(), by=request.user)
            messages.success(request, "草案已保存。")
        if not outcome.refused:
            return redirect(charter)
    context = {"charter": charter, "form": form, "active": ACTIVE}
    status = 400 if form.errors else 200
    return render(request, "mutualfund/charters/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires("adopt_charter")
def charter_adopt(request: UserRequest, pk: int) -> HttpResponse:
    """公布 a draft that the congress has passed."""
    charter = get_object_or_404(Charter, pk=pk)
    if not charter.is_draft:
        messages.error(request, f"「{charter}」已经通过了。")
        return redirect(charter)
    form = AdoptForm(request.POST or None, initial={"valid_from": clock.today()})
    page = Page(
        f"公布「{charter}」", "公布", charter.get_absolute_url(), str(charter), ACTIVE,
        "公布以后一个字也不能改。施行那天起发生的事按这一版，以前发生的事仍按当时的那一版。",
    )  # fmt: skip

    def done() -> str:
        adopt_charter(charter, **form.cleaned_data, on=clock.today(), by=request.user)
        messages.success(request, f"「{charter}」已公布。")
        return charter.get_absolute_url()

    return form_page(request, form, page, done)


def _version(request: UserRequest, name: str) -> Charter | None:
    key = request.GET.get(name, "")
    found = int(key) if key.isdecimal() and len(key) < 10 else 0
    return Charter.objects.filter(pk=found).first()


@require_GET
@requires("view_fund")
def charter_compare(request: UserRequest) -> HttpResponse:
    """两版对照."""
    versions = list(Charter.objects.order_by("-valid_from", "-pk")[:50])
    left, right = _version(request, "a"), _version(request, "b")
    if left is None or right is None:
        right = right or (versions[0] if versions else None)
        left = left or (right.drafted_from if right and right.drafted_from else right)
    context = {
        "versions": versions,
        "left": left,
        "right": right,
        "groups": compare(left, right) if left and right else [],
        "only": request.GET.get("only") == "1",
        "active": ACTIVE,
    }
    return render(request, "mutualfund/charters/compare.html", context)


@require_GET
@requires("view_fund")
def charter_what_if(request: UserRequest) -> HttpResponse:
    """试算: other amounts and caps on the claims of the last two years. Nothing is saved."""
    today = clock.today()
    charter = Charter.objects.covering(today)
    if charter is None:
        return render(request, "mutualfund/no_charter.html", {"active": ACTIVE})
    terms = terms_of(charter)
    asked = request.GET if "try" in request.GET else None
    form = WhatIfForm(asked, terms=terms, renewal_due=charter.renewal_due)
    fits = asked is None or form.is_valid()
    given = form.cleaned_data if asked is not None and fits else {}
    trial = None
    if fits:
        seed, dues = given.get("seed"), given.get("renewal_due")
        trial = try_out(
            charter,
            changed(terms, form.changes()) if given else terms,
            renewal_due=charter.renewal_due if dues is None else dues,
            on=today,
            seed=SEED if seed is None else seed,
        )
    context = {
        "charter": charter,
        "form": form,
        "trial": trial,
        "paths": list(zip(trial.now.points, trial.tried.points, strict=True)) if trial else [],
        "chart": chart_of(trial) if trial else None,
        "back": reverse("charter-list"),
        "today": today,
        "active": ACTIVE,
    }
    status = 200 if fits else 400
    return render(request, "mutualfund/charters/what_if.html", context, status=status)
