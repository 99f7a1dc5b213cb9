"""The papers of a meeting on screen and in print: a case, minutes, forms, letters, payment list."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mutualfund.actions.meeting_papers import (
    add_signed_copy,
    close_meeting,
    correct_minutes,
    latest_minutes,
    note_reading,
    open_signed_copy,
)
from mutualfund.approval_forms import (
    forms_of,
    letter_text,
    letters_of,
    pay_lines,
    still_to_pay,
)
from mutualfund.ballot import sitting_of
from mutualfund.case_page import articles_of, case_of, help_before, may_read_story
from mutualfund.check_lines import kept_checks
from mutualfund.claim_history import amounts_of
from mutualfund.forms.meetings import SignedCopyForm
from mutualfund.minutes import minutes_of, put_off_at, read_minutes
from mutualfund.models import Claim, PayList, SignedCopy
from mutualfund.models.minutes import letter_of
from mutualfund.views.meetings import meeting_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.money import in_words
from welfare.uploads import as_download


@require_GET
@requires("view_claims")
def meeting_case(request: UserRequest, pk: int, order: int) -> HttpResponse:
    """一案一页: what the committee reads of one case, with the vote and the way to the next."""
    meeting = meeting_or_404(pk)
    case = case_of(sitting_of(meeting), order, request.user)
    if case is None:
        raise Http404("no such case on the agenda")
    claim = case.ballot.item.claim
    reads = may_read_story(request.user)
    context = {
        "meeting": meeting,
        "case": case,
        "ballot": case.ballot,
        "mine": case.ballot.seat_of(request.user.pk),
        "claim": claim,
        "sum": case.ballot.arithmetic,
        "checks": kept_checks(claim),
        "amounts": amounts_of(claim),
        "evidence": claim.evidence.select_related("original_seen_by"),
        "may_open": reads,
        "findings": claim.investigations.select_related("investigator"),
        "articles": articles_of(claim),
        "benefit": claim.charter.benefit_of(claim.kind, claim.subtype),
        "helps": help_before(claim) if reads else [],
        "active": "meeting-list",
    }
    return render(request, "mutualfund/meetings/case.html", context)


@require_GET
@requires("view_claims")
def meeting_minutes(request: UserRequest, pk: int) -> HttpResponse:
    """纪要 to print and sign: the version asked for with ?v=, before the close as it would be."""
    meeting = meeting_or_404(pk)
    kept = latest_minutes(meeting)
    asked = request.GET.get("v", "")
    if kept is not None and asked.isascii() and asked.isdecimal() and len(asked) < 4:
        kept = meeting.minutes.filter(version=int(asked)).first() or kept
    sitting = sitting_of(meeting)
    context = {
        "meeting": meeting,
        "kept": kept,
        "minutes": read_minutes(kept) if kept else minutes_of(sitting, put_off=put_off_at(meeting)),
        "taken_back": [b for b in sitting.ballots if kept and b.item.is_revoked],
        "now": clock.now(),
        "active": "meeting-list",
    }
    return render(request, "mutualfund/meetings/minutes.html", context)


@never_cache
@require_GET
@requires("view_claims")
def meeting_forms(request: UserRequest, pk: int) -> HttpResponse:
    """审批表 of every case, one A4 sheet each, in one print."""
    meeting = meeting_or_404(pk)
    forms = forms_of(sitting_of(meeting), with_story=may_read_story(request.user))
    context = {"meeting": meeting, "forms": forms, "now": clock.now(), "active": "meeting-list"}
    return render(request, "mutualfund/meetings/forms.html", context)


@never_cache
@require_GET
@requires("view_claims")
def meeting_letters(request: UserRequest, pk: int) -> HttpResponse:
    """通知书 of every case, one sheet each, in one print."""
    meeting = meeting_or_404(pk)
    context = {"meeting": meeting, "letters": letters_of(meeting.pk), "active": "meeting-list"}
    return render(request, "mutualfund/meetings/letters.html", context)


@require_GET
@requires("view_claims")
def meeting_pay_list(request: UserRequest, pk: int) -> HttpResponse:
    """付款单 of a meeting."""
    pay_list = get_object_or_404(PayList.objects.select_related("made_by"), meeting=pk)
    lines = pay_lines(pay_list)
    left = still_to_pay(lines)
    advanced = sum((line.advanced for line in lines if line.taken_back_on is None), Decimal(0))
    context = {
        "meeting": meeting_or_404(pk),
        "pay_list": pay_list,
        "lines": lines,
        "left": left,
        "advanced": advanced,
        "words": in_words(left - advanced),
        "now": clock.now(),
        "active": "meeting-list",
    }
    return render(request, "mutualfund/meetings/pay_list.html", context)


@require_POST
@requires("manage_meeting")
def meeting_close(request: UserRequest, pk: int) -> HttpResponse:
    """散会."""
    meeting = meeting_or_404(pk)
    with refusals_shown(request):
        close_meeting(meeting, on=clock.today(), by=request.user)
        messages.success(request, "会议已结束。纪要、通知书和付款单都出好了，打印纪要签字。")
    return redirect(meeting)


@require_POST
@requires("manage_meeting")
def meeting_correct(request: UserRequest, pk: int) -> HttpResponse:
    """更正纪要."""
    meeting = meeting_or_404(pk)
    with refusals_shown(request):
        words = request.POST.get("words", "").replace("\x00", "")
        version = correct_minutes(meeting, words=words, on=clock.today(), by=request.user)
        messages.success(request, f"已写成第 {version.version} 版，请重新打印签字。")
    return redirect(meeting)


@require_POST
@requires("manage_meeting")
def meeting_signed(request: UserRequest, pk: int) -> HttpResponse:
    """存签字件."""
    meeting, form = meeting_or_404(pk), SignedCopyForm(request.POST, request.FILES)
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused("；".join(str(e) for errors in form.errors.values() for e in errors))
        pages = [("纪要签字件", file.read()) for file in form.cleaned_data["pages"]]
        kept = add_signed_copy(meeting, pages=pages, on=clock.today(), by=request.user)
        messages.success(request, f"签字件 {len(kept)} 页存好了。")
    return redirect(meeting)


@require_GET
@requires("view_claims")
def signed_copy(request: UserRequest, pk: int) -> HttpResponse:
    """A page of the signed minutes, as a download."""
    copy = get_object_or_404(SignedCopy.objects.select_related("minutes__meeting"), pk=pk)
    with refusals_shown(request) as outcome:
        content = open_signed_copy(copy, by=request.user)
    if outcome.refused:
        return redirect(copy.minutes.meeting)
    name = f"{copy.minutes.meeting.number}-纪要签字件-{copy.pk}.{copy.file_type}"
    return as_download(content, file_type=copy.file_type, filename=name)


@never_cache
@require_GET
def own_letter(request: UserRequest, pk: int) -> HttpResponse:
    """通知书 for the applicant himself."""
    claim = get_object_or_404(Claim.objects.own(request.user), pk=pk)
    letter = letter_of(claim)
    if letter is None:
        raise Http404("no letter yet")
    note_reading(letter, by=request.user)
    context = {"claim": claim, "one": letter_text(letter)}
    return render(request, "mutualfund/own/letter.html", context)
