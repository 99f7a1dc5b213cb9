"""Meetings and congress 联席会、职工代表大会: the register, one meeting with its resolutions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disclosure.actions.congresses import (
    add_resolution,
    confirm_congress,
    may_confirm,
    record_congress,
)
from disclosure.actions.papers import cleaned, open_paper
from disclosure.congress_links import STANDARDS
from disclosure.delegate_lines import liked, lines_of_last
from disclosure.forms.congresses import CongressForm, ResolutionForm
from disclosure.models import Congress, CongressKind, CongressPaper
from disclosure.shapes_congress import congress_rows, delegate_rows
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of
from welfare.uploads import as_download


@require_GET
@requires("use_office")
def congress_list(request: UserRequest) -> HttpResponse:
    """The register."""
    context = {
        "page": page_of(request, congress_rows(request.GET)),
        "may_record": request.user.may_use("record_congress"),
        "may_report": request.user.may_use("view_help"),
        "active": "congress-list",
    }
    return render(request, "disclosure/congresses/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("record_congress")
def congress_new(request: UserRequest) -> HttpResponse:
    """登记会议, with ?like= beginning with the delegates of the last one of its kind."""
    initial = {}
    if (kind := request.GET.get("like", "")) in CongressKind.values:
        initial = {"kind": kind, "delegates": lines_of_last(kind)}
    form = CongressForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_shown(request):
            congress = record_congress(
                CongressKind(given["kind"]), title=given["title"], held_on=given["held_on"],
                place=given["place"], entitled=given["entitled"] or 0,
                present=given["present"] or 0, delegates=given["delegates"], agenda=given["agenda"], files=cleaned([one.read() for one in given["papers"]]),
                on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, f"已登记，编号 {congress.number}。接着写决议。")
            return redirect(congress)
    context = {"form": form, "active": "congress-list", "like": liked()}
    return render(request, "disclosure/congresses/new.html", context)


@require_GET
@requires("use_office")
def congress_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One meeting with its resolutions and what they stand behind."""
    rows = Congress.objects.select_related("recorded_by", "confirmed_by")
    congress = get_object_or_404(rows, pk=pk)
    links = ("charter", *STANDARDS, "line__branch", "congress")
    context = {
        "congress": congress,
        "resolutions": congress.resolutions.select_related(*links),
        "papers": congress.papers.all(),
        "listed": congress.delegates.exists(),
        "form": ResolutionForm(on=clock.today()),
        "may_record": request.user.may_use("record_congress"),
        "may_confirm": request.user.may_use("confirm_congress"),
        "confirm_reason": may_confirm(request.user, congress),
        "may_charter": request.user.may_use("view_fund"),
        "may_report": request.user.may_use("view_help"),
        "active": "congress-list",
    }
    return render(request, "disclosure/congresses/detail.html", context)


@require_GET
@requires("use_office")
def congress_delegates(request: UserRequest, pk: int) -> HttpResponse:
    """代表名单: all, or ?show=present, absent."""
    congress = get_object_or_404(Congress, pk=pk)
    context = {
        "congress": congress,
        "page": page_of(request, delegate_rows(congress, request.GET)),
        "show": request.GET.get("show", ""),
        "active": "congress-list",
    }
    return render(request, "disclosure/congresses/delegates.html", context)


@require_POST
@requires("record_congress")
def congress_resolve(request: UserRequest, pk: int) -> HttpResponse:
    """登记决议."""
    congress = get_object_or_404(Congress, pk=pk)
    form = ResolutionForm(request.POST, on=clock.today())
    for told in form.errors.values():
        messages.error(request, f"{told[0]}。")
    if form.is_valid():
        given = form.cleaned_data
        with refusals_shown(request):
            add_resolution(
                congress, number=given["number"], title=given["title"], agreed=given["agreed"],
                refused=given["refused"], abstained=given["abstained"], behind=form.behind(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, "决议记下了。")
    return redirect(congress)


@require_POST
@requires("confirm_congress")
def congress_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """核对."""
    congress = get_object_or_404(Congress, pk=pk)
    with refusals_shown(request):
        confirm_congress(congress, on=clock.today(), by=request.user)
        messages.success(request, "已核对，会议和决议不再改。")
    return redirect(congress)


@require_GET
@requires("use_office")
def congress_paper(request: UserRequest, pk: int) -> HttpResponse:
    """A page of the minutes, as a download."""
    paper = get_object_or_404(CongressPaper.objects.select_related("congress"), pk=pk)
    with refusals_shown(request) as outcome:
        content = open_paper(paper, by=request.user)
    if outcome.refused:
        return redirect(paper.congress)
    name = f"{paper.congress.number}-{paper.pk}.{paper.file_type}"
    return as_download(content, file_type=paper.file_type, filename=name)
