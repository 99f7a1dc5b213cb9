"""向职工代表大会的报告 on screen, as .docx and as PDF."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from welfare import clock
from welfare.access import UserRequest, requires
from welfare.annual import PAPERS, years
from welfare.congress_report import CongressReport, congress_report_of
from welfare.exports import digest_of, record_masked


def _report(request: UserRequest) -> CongressReport:
    """The report of ?year=; of this year for one there is no report of."""
    asked, known = request.GET.get("year", ""), years()
    year = next((each for each in known if str(each) == asked), known[0])
    return congress_report_of(year, user=request.user, on=clock.today())


@require_GET
@requires("view_help")
def congress_report(request: UserRequest) -> HttpResponse:
    """The report as a page: each number opens its list."""
    context = {"report": _report(request), "years": years(), "active": "congress-list"}
    return render(request, "welfare/annual/congress.html", context)


@never_cache
@require_GET
@requires("view_help")
def congress_report_paper(request: UserRequest, form: str) -> HttpResponse:
    """The same report as .docx or PDF; who took it is on the record."""
    if form not in PAPERS:
        return redirect("congress-report")
    report = _report(request)
    make, kind = PAPERS[form]
    content = make(report)
    record_masked(
        by=request.user, shape="congress-report", form=form, query={"year": report.year},
        rows=len(report.figures), digest=digest_of(content),
    )  # fmt: skip
    answer = HttpResponse(content, content_type=kind)
    name = content_disposition_header(True, f"{report.title}.{form}")
    answer["Content-Disposition"] = name
    return answer
