"""公示公告 in the office: what waits for a notice, what waits for release, one notice with its steps."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from disclosure.actions.notice_steps import draft_correction, take_notice_step
from disclosure.actions.notices import (
    draft_campaign_notice,
    draft_certification_notice,
    draft_claims_notice,
    draft_period_notice,
    may_release,
    note_on_notice,
    release_notice,
    release_notices,
    return_notice,
    send_for_release,
)
from disclosure.forms.notices import NoteForm, ReasonForm, StepForm
from disclosure.models import Notice, NoticeAct, NoticeStatus, StepPaper
from disclosure.notice_page import office_of
from disclosure.notice_steps import open_acts, steps_of
from disclosure.period_tables import periods_to_announce
from disclosure.scan import marked
from disclosure.shapes import narrowed_notices
from disclosure.shapes_supervision import year_in
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
from welfare.errors import Refused
from welfare.models import User
from welfare.paging import page_of
from welfare.uploads import as_download, read

MOST_DIGITS = 10  # of a key that can be one


@require_GET
@requires("use_office")
def notice_desk(request: UserRequest) -> HttpResponse:
    """公示公告 in the office: what waits for a notice, what waits for release, all or those of ?year=."""
    context = {
        "waiting": meetings_to_announce(),
        "files": certifications_to_announce(),
        "handed_out": campaigns_to_announce(),
        "page": page_of(request, narrowed_notices(request.GET)),
        "year": year_in(request.GET),
        "periods": periods_to_announce(on=clock.today()),
        "may_draft": request.user.may_use("draft_notice"),
        "ready": _ready(request.user),
        "may_release": request.user.may_use("release_notice"),
    }
    return render(request, "disclosure/notices/desk.html", context)


def _ready(user: User) -> list[tuple[Notice, str]]:
    """What waits for release, each with the reason why this person may not."""
    waiting = Notice.objects.filter(status=NoticeStatus.IN_REVIEW).select_related("editor")
    return [(notice, may_release(user, notice)) for notice in waiting.order_by("pk")[:50]]


def _drafted(request: UserRequest, draft: Callable[..., Notice]) -> HttpResponse:
    """Draft it, and go on to look at it."""
    with refusals_shown(request) as outcome:
        notice = draft(on=clock.today(), by=request.user)
    return redirect("notice-desk") if outcome.refused else redirect("notice-preview", notice.pk)


@require_POST
@requires("draft_notice")
def notice_draft(request: UserRequest, meeting: int) -> HttpResponse:
    """拟公示 for a meeting."""
    found = get_object_or_404(Meeting, pk=meeting)
    return _drafted(request, partial(draft_claims_notice, found))


@require_POST
@requires("draft_notice")
def notice_draft_file(request: UserRequest, run: int) -> HttpResponse:
    """拟公示 for a proposed hardship file."""
    found = get_object_or_404(Certification, pk=run)
    return _drafted(request, partial(draft_certification_notice, found))


@require_POST
@requires("draft_notice")
def notice_draft_campaign(request: UserRequest, campaign: int) -> HttpResponse:
    """拟公示 for a campaign."""
    found = get_object_or_404(Campaign, pk=campaign)
    return _drafted(request, partial(draft_campaign_notice, found))


@require_POST
@requires("draft_notice")
def notice_draft_period(request: UserRequest) -> HttpResponse:
    """拟公示 for a quarter or a drive."""
    source = request.POST.get("source", "")[:60]
    return _drafted(request, partial(draft_period_notice, source))


@require_POST
@requires("release_notice")
def notice_release_many(request: UserRequest) -> HttpResponse:
    """一起放行, all or none."""
    told = request.POST.getlist("notice")[:50]
    keys = [int(key) for key in told if key.isdecimal() and len(key) < MOST_DIGITS]
    with refusals_shown(request):
        asked = list(Notice.objects.filter(pk__in=keys))
        done = release_notices(asked, on=clock.today(), by=request.user)
        messages.success(request, f"放行了 {len(done)} 件，都在公开栏上了。")
    return redirect("notice-desk")


def _page(request: UserRequest, notice: Notice, status: int = 200, **forms: Any) -> HttpResponse:
    """The notice as the public will see it, its seven steps and what comes next."""
    office = office_of(notice, request.user, on=clock.today())
    context = {
        "notice": notice,
        "office": office,
        "rows": shown_rows(notice),
        "gone": gone_by_notice([notice]).get(notice.pk, ""),
        "check": checks_of([notice]).get(notice.pk, ""),
        "note": NoteForm(initial={"note": notice.note}),
        "step": StepForm(office.acts) if office.acts else None,
        "correct": ReasonForm(auto_id="correct_%s"),
        "marked_note": marked(notice.note),
    }
    return render(request, "disclosure/notices/preview.html", context | forms, status=status)


def _notice_or_404(pk: int) -> Notice:
    rows = Notice.objects.select_related("editor", "releaser", "replaces", "successor")
    return get_object_or_404(rows, pk=pk)


@require_GET
@requires("use_office")
def notice_preview(request: UserRequest, pk: int) -> HttpResponse:
    """One notice."""
    return _page(request, _notice_or_404(pk))


@require_POST
@requires("draft_notice")
def notice_note(request: UserRequest, pk: int) -> HttpResponse:
    """补充说明; what must not be public stays in the form, and is marked in the paper beside it."""
    notice, form = _notice_or_404(pk), NoteForm(request.POST)
    if form.is_valid():
        try:
            note_on_notice(notice, note=form.cleaned_data["note"], by=request.user)
        except Refused as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, "说明记好了。")
            return redirect("notice-preview", pk)
    told = marked(request.POST.get("note", "")[:400])
    return _page(request, notice, 400, note=form, marked_note=told)


@require_POST
@requires("use_office")
def notice_step(request: UserRequest, pk: int) -> HttpResponse:
    """反馈, 整改, 监督, 归档; the step itself says whose it is."""
    notice = _notice_or_404(pk)
    form = StepForm(open_acts(notice, steps_of(notice)), request.POST, request.FILES)
    if form.is_valid():
        try:
            act = NoticeAct(form.cleaned_data["act"])
            take_notice_step(notice, act, form.telling(), on=clock.today(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{act.label}记好了。")
            return redirect("notice-preview", pk)
    return _page(request, notice, 400, step=form)


@require_POST
@requires("draft_notice")
def notice_correct(request: UserRequest, pk: int) -> HttpResponse:
    """拟更正: the next version."""
    notice, form = _notice_or_404(pk), ReasonForm(request.POST, auto_id="correct_%s")
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            newer = draft_correction(notice, reason=reason, on=clock.today(), by=request.user)
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "更正拟好了，送放行以后由别人放行，原来那版会留着。")
            return redirect("notice-preview", newer.pk)
    return _page(request, notice, 400, correct=form)


@require_GET
@requires("use_office")
def notice_proof(request: UserRequest, uid: str) -> HttpResponse:
    """The proof of a rectification as a download."""
    paper = get_object_or_404(StepPaper.objects.select_related("step__notice"), uid=uid)
    with refusals_shown(request) as outcome:
        content = read(paper.path, sha256=paper.stored_sha256, name=str(paper))
    if outcome.refused:
        return redirect("notice-preview", paper.step.notice_id)
    name = f"{paper}.{paper.file_type}"
    return as_download(content, file_type=paper.file_type, filename=name)


@require_POST
@requires("draft_notice")
def notice_send(request: UserRequest, pk: int) -> HttpResponse:
    """送放行."""
    notice = get_object_or_404(Notice, pk=pk)
    with refusals_shown(request):
        send_for_release(notice, on=clock.today(), by=request.user)
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
        reason = request.POST.get("reason", "")[:200]
        return_notice(notice, reason=reason, on=clock.today(), by=request.user)
        messages.success(request, "已退回拟稿人，重新送一次就会按现在的决定更新。")
    return redirect("notice-preview", pk)
