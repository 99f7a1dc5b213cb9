"""举报 for everyone: no login, nothing kept of who opens these pages (welfare/traceless.py).

The receipt code travels in forms alone, never in an address.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from disclosure import report_gate
from disclosure.actions.hotline import hotline_hours
from disclosure.actions.reports import (
    add_words,
    case_of,
    handler_keys,
    rate_report,
    reopen_report,
    send_report,
)
from disclosure.forms.reports import (
    AddForm,
    AgainForm,
    CodeForm,
    RateForm,
    TellingForm,
    typed_code,
)
from disclosure.models.reports import NEXT, ReportFile, ReportStatus, StepKind
from disclosure.report_case import Case, words_of
from disclosure.report_clock import (
    ANSWER_DAYS,
    BOX_DAYS,
    KEEP_YEARS,
    REGISTER_WORKING_DAYS,
    REOPEN_DAYS,
)
from disclosure.report_counts import report_years
from disclosure.report_even import evenly
from disclosure.report_keys import open_with
from disclosure.report_telling import MOST_FILES
from welfare import clock
from welfare.errors import Refused
from welfare.traceless import traceless
from welfare.uploads import as_download

INNER_STEPS = (
    StepKind.GRADED, StepKind.NOTED, StepKind.SHARED, StepKind.LEFT, StepKind.SHUT, StepKind.PASSED,
    StepKind.PRINTED,
)  # fmt: skip
NOT_FOUND = "没有这个回执码，对一对抄的 16 位数字。"
BARE: dict[str, Any] = {
    "home_url": "", "active": "report-new", "messages": (), "register_days": REGISTER_WORKING_DAYS,
    "answer_days": ANSWER_DAYS, "reopen_days": REOPEN_DAYS, "keep_years": KEEP_YEARS,
    "most_files": MOST_FILES, "box_days": BOX_DAYS,
}  # fmt: skip


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    bare = BARE | {"hours": hotline_hours(on=clock.today())}
    return render(request, f"disclosure/reports/{name}.html", bare | context, status=status)


@traceless
@require_http_methods(["GET", "POST"])
def report_new(request: HttpRequest) -> HttpResponse:
    """举报箱: the form, and after sending the receipt code, shown this once."""
    form = TellingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if not report_gate.sendings.lets_through():
            form.add_error(None, report_gate.BUSY)
        else:
            try:
                _, code = send_report(form.telling(), on=clock.today())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return _receipt(request, code)
    wrong = request.method == "POST"
    return _page(
        request, "new", 400 if wrong else 200, form=form, check=CodeForm(auto_id="check_%s"),
        is_open=bool(handler_keys()), years=report_years(on=clock.today()),
    )  # fmt: skip


def _receipt(request: HttpRequest, code: str) -> HttpResponse:
    groups = [code[at : at + 4] for at in range(0, len(code), 4)]
    spoken = "，".join(
        " ".join("零一二三四五六七八九"[int(digit)] for digit in group) for group in groups
    )
    return _page(request, "receipt", groups=groups, spoken=spoken, today=clock.today())


@traceless
@require_http_methods(["GET", "POST"])
@evenly
def report_check(request: HttpRequest) -> HttpResponse:
    """用回执码查进度: the same answer, as slow, for a wrong and a malformed code."""
    if request.method == "GET":
        return _page(request, "check", form=CodeForm())
    form = CodeForm(request.POST)
    if form.is_valid():
        if not report_gate.codes.lets_through():
            form.add_error("code", report_gate.BUSY)
            return _page(request, "check", 429, form=form)
        case = case_of(form.cleaned_data["code"])
        if case is not None:
            return _talk(request, case)
        form.add_error("code", NOT_FOUND)
    return _page(request, "check", form=form)


def _talk(request: HttpRequest, case: Case, told: str = "", **forms: Any) -> HttpResponse:
    """What was said, what was done, and what may be added."""
    report, code = case.report, {"code": typed_code(request.POST)}
    turns = report.messages.prefetch_related("files")
    context = {
        "report": report,
        "turns": [(one, words_of(case, one.pk, one.words)) for one in turns],
        "steps": report.steps.exclude(kind__in=INNER_STEPS),
        "code": code["code"],
        "told": told,
        "add": AddForm(initial=code),
        "again": AgainForm(initial=code, auto_id="again_%s"),
        "rate": RateForm(initial=code, auto_id="rate_%s"),
        "may_rate": report.status in NEXT[StepKind.RATED][0] and report.satisfied is None,
        "may_add": report.status != ReportStatus.ARCHIVED,
        "may_reopen": report.status in NEXT[StepKind.REOPENED][0],
    }
    return _page(request, "talk", 400 if forms else 200, **(context | forms))


def _case_or_404(request: HttpRequest) -> Case:
    """The case of the code in the form. Raises Http404 when the code opens nothing."""
    case = case_of(typed_code(request.POST)) if report_gate.codes.lets_through() else None
    if case is None:
        raise Http404("no such receipt")
    return case


@traceless
@require_POST
def report_add(request: HttpRequest) -> HttpResponse:
    """补充, with the code alone."""
    case, form = _case_or_404(request), AddForm(request.POST, request.FILES)
    if not form.is_valid():
        return _talk(request, case, add=form)
    try:
        told = form.cleaned_data
        add_words(case, told["words"], files=told["papers"], on=clock.today())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _talk(request, case, add=form)
    return _talk(request, case, "补充的话收到了。")


@traceless
@require_POST
def report_rate(request: HttpRequest) -> HttpResponse:
    """满意还是不满意, with the code alone."""
    case, form = _case_or_404(request), RateForm(request.POST, auto_id="rate_%s")
    if not form.is_valid():
        return _talk(request, case, rate=form)
    satisfied = form.cleaned_data["satisfied"] == "yes"
    try:
        report = rate_report(case.report, satisfied=satisfied, on=clock.today())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _talk(request, case, str(refusal), rate=form)
    told = "谢谢，记下了。" if satisfied else "记下了。写明哪里没查清，可以要求复查。"
    return _talk(request, Case(report, case.private), told)


@traceless
@require_POST
def report_again(request: HttpRequest) -> HttpResponse:
    """要求复查, with the code alone."""
    case, form = _case_or_404(request), AgainForm(request.POST, auto_id="again_%s")
    if not form.is_valid():
        return _talk(request, case, again=form)
    try:
        report = reopen_report(case, form.cleaned_data["words"], on=clock.today())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _talk(request, case, again=form)
    return _talk(request, Case(report, case.private), "收到了，会再查一次。")


@traceless
@require_POST
def report_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's own paper again, with the code alone; another's is not there."""
    case = _case_or_404(request)
    paper = ReportFile.objects.filter(message__report=case.report, pk=pk).first()
    if paper is None:
        raise Http404("no such paper in this report")
    return paper_of(case, paper)


def paper_of(case: Case, paper: ReportFile) -> HttpResponse:
    """The paper as a download that can do nothing in the browser."""
    content = open_with(case.private, paper.content, bound_to=f"{case.report.place}:{paper.pk}")
    return as_download(content, file_type=paper.file_type, filename=str(paper))


@traceless
@require_POST
def report_leave(request: HttpRequest) -> HttpResponse:
    """离开，并清除本页: the browser forgets what it kept of these pages."""
    response = redirect("board")
    response["Clear-Site-Data"] = '"cache"'
    return response
