"""Notices: public list and paper, the office's desk."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from disclosure.actions.notices import (
    draft_campaign_notice,
    draft_certification_notice,
    draft_claims_notice,
    may_release,
    notice_days,
    release_notice,
    return_notice,
    send_for_release,
)
from disclosure.models import Notice, NoticeStatus
from disclosure.poster import poster
from disclosure.sources import (
    campaigns_to_announce,
    certifications_to_announce,
    checks_of,
    meetings_to_announce,
)
from disclosure.taken_back import gone_by_notice, shown_rows
from mutualfund.models import Meeting
from staff.models import Campaign, Certification
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
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
    notice, today = get_object_or_404(Notice.objects.public(), number=number), clock.today()
    qr = segno.make(request.build_absolute_uri(notice.get_absolute_url()))
    context = {
        "notice": notice,
        "rows": shown_rows(notice),
        "gone": gone_by_notice([notice]).get(notice.pk, ""),
        "names_shown": notice.shows_names(on=today),
        "whole": notice.computed_code() == notice.check_code,
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


@require_GET
@requires("use_office")
def notice_desk(request: UserRequest) -> HttpResponse:
    """公示公告 in the office: what waits for a notice, what waits for release."""
    notices = Notice.objects.select_related("editor", "releaser").order_by("-number")
    context = {
        "waiting": meetings_to_announce(),
        "files": certifications_to_announce(),
        "handed_out": campaigns_to_announce(),
        "page": page_of(request, notices),
        "may_draft": request.user.may_use("draft_notice"),
    }
    return render(request, "disclosure/notices/desk.html", context)


@require_POST
@requires("draft_notice")
def notice_draft(request: UserRequest, meeting: int) -> HttpResponse:
    """拟公示 for a meeting."""
    found = get_object_or_404(Meeting, pk=meeting)
    with refusals_shown(request) as outcome:
        notice = draft_claims_notice(found, on=clock.today(), by=request.user)
    return redirect("notice-desk") if outcome.refused else redirect("notice-preview", notice.pk)


@require_POST
@requires("draft_notice")
def notice_draft_file(request: UserRequest, run: int) -> HttpResponse:
    """拟公示 for a proposed hardship file."""
    found = get_object_or_404(Certification, pk=run)
    with refusals_shown(request) as outcome:
        notice = draft_certification_notice(found, on=clock.today(), by=request.user)
    return redirect("notice-desk") if outcome.refused else redirect("notice-preview", notice.pk)


@require_POST
@requires("draft_notice")
def notice_draft_campaign(request: UserRequest, campaign: int) -> HttpResponse:
    """拟公示 for a campaign."""
    found = get_object_or_404(Campaign, pk=campaign)
    with refusals_shown(request) as outcome:
        notice = draft_campaign_notice(found, on=clock.today(), by=request.user)
    return redirect("notice-desk") if outcome.refused else redirect("notice-preview", notice.pk)


@require_GET
@requires("use_office")
def notice_preview(request: UserRequest, pk: int) -> HttpResponse:
    """The notice as the public will see it, with the next step."""
    notice = get_object_or_404(Notice.objects.select_related("editor", "releaser"), pk=pk)
    context = {
        "notice": notice,
        "rows": shown_rows(notice),
        "gone": gone_by_notice([notice]).get(notice.pk, ""),
        "may_send": request.user.may_use("draft_notice") and notice.status == NoticeStatus.DRAFT,
        "may_release": request.user.may_use("release_notice"),
        "release_reason": may_release(request.user, notice),
    }
    return render(request, "disclosure/notices/preview.html", context)


@require_POST
@requires("draft_notice")
def notice_send(request: UserRequest, pk: int) -> HttpResponse:
    """送放行."""
    notice = get_object_or_404(Notice, pk=pk)
    with refusals_shown(request):
        send_for_release(notice, by=request.user)
    return redirect("notice-preview", pk)


@require_POST
@requires("release_notice")
def notice_release(request: UserRequest, pk: int) -> HttpResponse:
    """放行."""
    notice = get_object_or_404(Notice, pk=pk)
    with refusals_shown(request):
        release_notice(notice, on=clock.today(), by=request.user)
    return redirect("notice-preview", pk)


@require_POST
@requires("release_notice")
def notice_return(request: UserRequest, pk: int) -> HttpResponse:
    """退回拟稿人."""
    notice = get_object_or_404(Notice, pk=pk)
    with refusals_shown(request):
        return_notice(notice, reason=request.POST.get("reason", "")[:200], by=request.user)
        messages.success(request, "已退回拟稿人，重新送一次就会按现在的决定更新。")
    return redirect("notice-preview", pk)
