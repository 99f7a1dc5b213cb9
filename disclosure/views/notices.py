"""Notices for everyone: list, paper, poster, comparing a code."""

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from disclosure.actions.notices import notice_days
from disclosure.models import FOLLOWS, Notice
from disclosure.poster import poster
from disclosure.sources import checks_of
from disclosure.taken_back import gone_by_notice, shown_rows
from welfare import clock
from welfare.crypto import normal
from welfare.paging import page_of


@login_not_required
@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """公示公告, all or those whose number or title holds ?q=."""
    asked = request.GET.get("q", "").strip()[:60]
    page = page_of(request, Notice.objects.public().matching(asked))
    context = {
        "page": page,
        "asked": asked,
        "checks": checks_of(page),
        "gone": gone_by_notice(page),
    }
    return render(request, "disclosure/notices/list.html", context)


@login_not_required
@require_GET
def notice_detail(request: HttpRequest, number: str) -> HttpResponse:
    """One notice as the paper on the wall; names go when its days are over."""
    rows = Notice.objects.public().select_related("replaces")
    notice, today = get_object_or_404(rows, number=number), clock.today()
    qr = segno.make(request.build_absolute_uri(notice.get_absolute_url()))
    context = {
        "notice": notice,
        "rows": shown_rows(notice),
        "gone": gone_by_notice([notice]).get(notice.pk, ""),
        "names_shown": notice.shows_names(on=today),
        "whole": notice.computed_code() == notice.check_code,
        "closing": [step for step in notice.steps.all() if step.act in FOLLOWS],
        "days": notice_days(notice),
        "today": today,
        "check": checks_of([notice]).get(notice.pk, ""),
        "qr": qr.svg_data_uri(border=1),
    }
    return render(request, "disclosure/notices/detail.html", context)


@login_not_required
@require_GET
def notice_verify(request: HttpRequest, number: str) -> HttpResponse:
    """Compare the code on a paper with what stands here."""
    notice = get_object_or_404(Notice.objects.public(), number=number)
    typed = normal(request.GET.get("code", "")[:40])
    context = {
        "notice": notice,
        "typed": typed,
        "whole": notice.computed_code() == notice.check_code,
        "same": typed.replace("-", "") == notice.check_code.replace("-", ""),
    }
    return render(request, "disclosure/notices/verify.html", context)


@login_not_required
@require_GET
def notice_poster(request: HttpRequest, number: str) -> HttpResponse:
    """The page for the wall as PDF, A4 or ?size=a3; gone with the names when the days are over."""
    today = clock.today()
    notice = get_object_or_404(Notice.objects.running(on=today), number=number)
    size = "a3" if request.GET.get("size") == "a3" else "a4"
    paper = poster(
        notice,
        days=notice_days(notice),
        address=request.build_absolute_uri(notice.get_absolute_url()),
        hotline=settings.HOTLINE,
        size=size,
    )
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{notice.number}-{size}.pdf"'
    return answer
