"""职工怎么看: slips printed by an inspector, answered by everyone who holds one (welfare/traceless.py)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from disclosure import report_gate
from disclosure.actions.opinions import give_opinion, print_slips
from disclosure.forms.opinions import OpinionForm, SlipsForm
from disclosure.models import Inspection
from disclosure.opinion_slips import slips
from disclosure.views.said import is_valid
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.traceless import traceless
from welfare.uploads import as_download

TEMPLATE = "disclosure/inspections/opinion.html"


@require_POST
@requires("inspect")
def inspection_slips(request: UserRequest, pk: int) -> HttpResponse:
    """印意见条: the paper comes back at once and never again."""
    inspection = get_object_or_404(Inspection.objects.select_related("unit"), pk=pk)
    form = SlipsForm(request.POST)
    if not is_valid(request, form):
        return redirect(inspection)
    with refusals_shown(request) as outcome:
        codes = print_slips(inspection, count=form.cleaned_data["count"], by=request.user)
    if outcome.refused:
        return redirect(inspection)
    paper = slips(inspection, codes, address=request.build_absolute_uri(reverse("opinion")))
    return as_download(paper, file_type="pdf", filename=f"意见条 {inspection.number}")


@traceless
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest) -> HttpResponse:
    """填意见条: a code and one answer, kept apart from each other."""
    form, is_done = OpinionForm(request.POST or None), False
    if request.method == "POST" and form.is_valid():
        if not report_gate.opinions.lets_through():
            form.add_error(None, report_gate.BUSY)
        else:
            try:
                give_opinion(
                    form.cleaned_data["code"], is_clear=form.cleaned_data["clear"] == "yes"
                )
                is_done = True
            except Refused as refusal:
                form.add_error("code", str(refusal))
    context = {
        "home_url": "", "active": "report-new", "messages": (), "form": form, "is_done": is_done,
    }  # fmt: skip
    return render(request, TEMPLATE, context, status=400 if form.errors else 200)
