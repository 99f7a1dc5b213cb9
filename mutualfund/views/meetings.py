"""Committee meetings on screen: planning, attendance, votes by person, minutes."""

from decimal import Decimal

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.decisions import Refusal, finalise_item, finalise_ripe_items
from mutualfund.actions.meeting_papers import latest_minutes
from mutualfund.actions.meetings import (
    cancel_meeting,
    cast_vote,
    open_meeting,
    plan_meeting,
    record_attendance,
    record_proxy_vote,
)
from mutualfund.actions.postponing import postpone_item
from mutualfund.ballot import sitting_of
from mutualfund.forms.claims import ReasonForm, RefusalForm
from mutualfund.forms.meetings import MeetingForm, ProxyVoteForm, VoteForm
from mutualfund.meeting_steps import steps_of
from mutualfund.minutes import minutes_of, put_off_at, read_minutes
from mutualfund.models import (
    AgendaItem,
    Cancellation,
    Choice,
    CommitteeMember,
    Letter,
    Meeting,
    PayList,
    Presence,
    RefusalCode,
)
from mutualfund.purse import purse_today
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.paging import page_of


def meeting_or_404(pk: int) -> Meeting:
    """The meeting with its chair and recorder."""
    return get_object_or_404(Meeting.objects.select_related("chair__user", "recorder"), pk=pk)


@require_GET
@requires("view_claims")
def meeting_list(request: UserRequest) -> HttpResponse:
    """委员会会议, the latest first."""
    rows = Meeting.objects.select_related("chair__user", "recorder").prefetch_related(
        "items__decision"
    )
    context = {"page": page_of(request, rows), "active": "meeting-list"}
    return render(request, "mutualfund/meetings/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("manage_meeting")
def meeting_new(request: UserRequest) -> HttpResponse:
    """排会议: all claims that wait are ticked, whoever should not is taken off."""
    on = clock.today()
    form = MeetingForm(
        request.POST or None, on=on, initial={"held_on": on, "recorder": request.user.pk}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_shown(request):
            meeting = plan_meeting(
                held_on=given["held_on"],
                starts_at=given["starts_at"],
                place=given["place"],
                chair=given["chair"],
                recorder=given["recorder"],
                claims=list(given["claims"]),
                by=request.user,
            )
            messages.success(request, f"已排好{meeting}，{len(given['claims'])} 件。")
            return redirect(meeting)
    context = {"form": form, "waiting": form.waiting, "active": "meeting-list"}
    return render(request, "mutualfund/meetings/new.html", context)


@require_GET
@requires("view_claims")
def meeting_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One meeting: who is there, the quorum, each claim with the votes by person, the money."""
    meeting = meeting_or_404(pk)
    sitting, kept = sitting_of(meeting), latest_minutes(meeting)
    written = Letter.objects.filter(decision__item__meeting=meeting).aggregate(
        all=Count("pk"), read=Count("reading")
    )
    letters = written["all"]
    purse = purse_today(clock.today())
    context: dict[str, object] = {
        "meeting": meeting,
        "sitting": sitting,
        "rows": [(ballot, ballot.seat_of(request.user.pk)) for ballot in sitting.ballots],
        "minutes": read_minutes(kept) if kept else minutes_of(sitting, put_off=put_off_at(meeting)),
        "kept": kept,
        "versions": meeting.minutes.select_related("written_by") if kept else [],
        "copies": kept.copies.select_related("added_by") if kept else [],
        "steps": steps_of(sitting, minutes=kept, letters=letters),
        "letters": letters,
        "letters_read": written["read"],
        "cancellation": Cancellation.objects.select_related("cancelled_by")
        .filter(meeting=meeting)
        .first(),
        "pay_list": PayList.objects.filter(meeting=meeting).first(),
        "may_correct": request.user.pk in (meeting.recorder_id, meeting.chair.user_id),
        "purse": purse,
        "refusal_codes": RefusalCode,
        "is_member": any(row.member.user_id == request.user.pk for row in sitting.attendance),
        "active": "meeting-list",
    }
    if purse is not None:
        year = purse.spent + purse.committed + sitting.open_sum
        left = max(purse.limit - year, Decimal(0))
        after = purse.available - sitting.open_sum
        context |= {"after": after, "year_after": year, "year_left": left}
    return render(request, "mutualfund/meetings/detail.html", context)


@require_POST
@requires("manage_meeting")
def meeting_attendance(request: UserRequest, pk: int) -> HttpResponse:
    """点名: who is ticked is present, who is not has asked for leave."""
    meeting, ticked = meeting_or_404(pk), request.POST.getlist("present")
    presence = {
        row.member_id: Presence.PRESENT if str(row.member_id) in ticked else Presence.LEAVE
        for row in meeting.attendance.all()
    }
    with refusals_shown(request):
        record_attendance(meeting, presence=presence, on=clock.today(), by=request.user)
    return redirect(meeting)


@require_POST
@requires("manage_meeting")
def meeting_open(request: UserRequest, pk: int) -> HttpResponse:
    """开会."""
    meeting = meeting_or_404(pk)
    with refusals_shown(request):
        open_meeting(meeting, on=clock.today(), by=request.user)
        messages.success(request, "已开会，委员可以各自表决。")
    return redirect(meeting)


@require_POST
@requires("manage_meeting")
def meeting_cancel(request: UserRequest, pk: int) -> HttpResponse:
    """取消会议 before it opened."""
    meeting, form = meeting_or_404(pk), ReasonForm(request.POST)
    with refusals_shown(request):
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        cancel_meeting(meeting, reason=reason[:200], on=clock.today(), by=request.user)
        messages.success(request, f"{meeting}已取消，议题退回等候，可以重新排会。")
    return redirect(meeting)


@require_POST
@requires("finalise_claim")
def meeting_finalise(request: UserRequest, pk: int) -> HttpResponse:
    """签发 every claim whose votes are complete."""
    meeting = meeting_or_404(pk)
    with refusals_shown(request):
        signed = finalise_ripe_items(meeting, on=clock.today(), by=request.user)
        messages.success(request, f"已签发 {len(signed)} 件。")
    return redirect(meeting)


@require_POST
@requires("finalise_claim")
def agenda_refuse(request: UserRequest, pk: int) -> HttpResponse:
    """签发不同意: the votes did not pass; a coded reason and a sentence go to the worker."""
    item, form = _item(pk), RefusalForm(request.POST)
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused("选一个原因，写一句给本人看的话，再签发。")
        refusal = Refusal(RefusalCode(form.cleaned_data["code"]), form.cleaned_data["words"])
        finalise_item(item, refusal=refusal, on=clock.today(), by=request.user)
        messages.success(request, f"{item.claim.number} 不同意，已签发。本人能看到原因。")
    return _back(request, item)


def _back(request: UserRequest, item: AgendaItem) -> HttpResponse:
    """To where the vote was cast: the claim's page, the page of the case, or the meeting's."""
    asked = request.POST.get("back")
    if asked == "case":
        onward = request.POST.get("onward", "")
        known = onward.isascii() and onward.isdecimal() and len(onward) < 5
        return redirect("meeting-case", item.meeting_id, int(onward) if known else item.order)
    return redirect(item.claim if asked == "claim" else item.meeting)


def _item(pk: int) -> AgendaItem:
    return get_object_or_404(AgendaItem.objects.select_related("meeting", "claim"), pk=pk)


@require_POST
@requires("vote_claim")
def vote_cast(request: UserRequest, pk: int) -> HttpResponse:
    """表决 with one's own login."""
    item, form = _item(pk), VoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, "选同意、不同意、弃权或回避，再提交一次。")
        return _back(request, item)
    with refusals_shown(request):
        vote = cast_vote(
            item,
            choice=Choice(form.cleaned_data["choice"]),
            opinion=form.cleaned_data["opinion"],
            on=clock.today(),
            by=request.user,
        )
        messages.success(request, f"已表决：{vote.get_choice_display()}。")
    return _back(request, item)


@require_POST
@requires("manage_meeting")
def vote_proxy(request: UserRequest, pk: int) -> HttpResponse:
    """代录 for a member without a device."""
    item, form = _item(pk), ProxyVoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, "选委员和他的意见，写明凭据，再提交一次。")
        return redirect(item.meeting)
    given = form.cleaned_data
    seats = CommitteeMember.objects.filter(pk__in=item.meeting.attendance.values("member"))
    member = seats.filter(pk=given["member"]).select_related("user").first()
    if member is None:
        messages.error(request, "这个席位不在这次会议的名册上，刷新一下重新选委员。")
        return redirect(item.meeting)
    with refusals_shown(request):
        record_proxy_vote(
            item,
            member,
            choice=Choice(given["choice"]),
            proof=given["proof"],
            opinion=given["opinion"],
            by=request.user,
        )
        messages.success(request, f"已代录{member.user.name}的表决。")
    return redirect(item.meeting)


@require_POST
@requires("manage_meeting")
def agenda_postpone(request: UserRequest, pk: int) -> HttpResponse:
    """下次再议."""
    item = _item(pk)
    with refusals_shown(request):
        postpone_item(item, on=clock.today(), by=request.user)
        messages.success(request, f"{item.claim.number} 改到下次再议。")
    return redirect(item.meeting)
