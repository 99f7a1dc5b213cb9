"""年度报告 on screen, as .docx and as PDF."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from staff.models import Tenure
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.annual_papers import report_docx, report_pdf
from welfare.annual_report import AnnualReport, report_of
from welfare.exports import digest_of, record_masked

PAPERS = {
    "docx": (
        report_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (report_pdf, "application/pdf"),
}


def years() -> list[int]:
    """The years a report can be of: from the first day anyone was counted, the latest first."""
    first = Tenure.objects.order_by("since").values_list("since", flat=True).first()
    this = clock.today().year
    begins = max(first.year, this - 9) if first else this
    return list(range(this, begins - 1, -1))


def _report(request: UserRequest) -> AnnualReport | None:
    """The report of ?year=, of this year without one; None for a year nobody was counted in."""
    asked = request.GET.get("year", "")
    known = years()
    if not asked:
        return report_of(known[0], user=request.user, on=clock.today())
    if not (asked.isascii() and asked.isdecimal() and len(asked) == 4 and int(asked) in known):
        words = f"只有 {known[-1]} 年到 {known[0]} 年的报告。先给您看 {known[0]} 年的。"
        messages.warning(request, words)
        return None
    return report_of(int(asked), user=request.user, on=clock.today())


@require_GET
@requires("view_help")
def annual_report(request: UserRequest) -> HttpResponse:
    """The report as a page: each number opens its list."""
    if (report := _report(request)) is None:
        return redirect("annual-report")
    context = {"report": report, "years": years(), "active": "annual-report"}
    return render(request, "welfare/annual/report.html", context)


@never_cache
@require_GET
@requires("view_help")
def annual_paper(request: UserRequest, form: str) -> HttpResponse:
    """The same report as .docx or PDF; who took it is on the record."""
    if form not in PAPERS or (report := _report(request)) is None:
        return redirect("annual-report")
    make, kind = PAPERS[form]
    content = make(report)
    record_masked(
        by=request.user, shape="annual-report", form=form, query={"year": report.year},
        rows=len(report.figures), digest=digest_of(content),
    )  # fmt: skip
    answer = HttpResponse(content, content_type=kind)
    name = content_disposition_header(True, f"{report.title}.{form}")
    answer["Content-Disposition"] = name
    return answer
