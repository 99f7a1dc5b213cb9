"""委员 on screen: who sits on the committee, seating, ending, the chair's confirmation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.seats import confirm_seat, end_seat, may_confirm, seat_member
from mutualfund.forms.seats import EndForm, SeatForm
from mutualfund.models import CommitteeMember
from mutualfund.views.found import Page, form_page
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of

ACTIVE = "meeting-list"


@require_GET
@requires("view_claims")
def committee_list(request: UserRequest) -> HttpResponse:
    """委员, those in office first."""
    rows = CommitteeMember.objects.select_related("user", "seated_by", "confirmed_by", "ended_by")
    page = page_of(request, rows.order_by("-until", "is_alternate", "kind", "pk"))
    context = {
        "page": page,
        "seats": [(seat, may_confirm(request.user, seat)) for seat in page.object_list],
        "in_office": CommitteeMember.objects.in_office(on=clock.today()).count(),
        "active": ACTIVE,
    }
    return render(request, "mutualfund/meetings/committee.html", context)


@require_http_methods(["GET", "POST"])
@requires("manage_meeting")
def committee_new(request: UserRequest) -> HttpResponse:
    """聘任委员."""
    form = SeatForm(request.POST or None, initial={"since": clock.today()})
    page = Page(
        "聘任委员", "登记，请主任确认", reverse("committee-list"), "委员", ACTIVE,
        "登记以后由主任确认，确认了才算委员。候补委员只在复核，或者回避的人多时到会。",
    )  # fmt: skip

    def done() -> str:
        seat = seat_member(**form.cleaned_data, by=request.user)
        messages.success(request, f"已登记{seat.user.name}，请主任确认。")
        return page.back

    return form_page(request, form, page, done)


@require_http_methods(["GET", "POST"])
@requires("manage_meeting")
def committee_end(request: UserRequest, pk: int) -> HttpResponse:
    """卸任."""
    seat = get_object_or_404(CommitteeMember.objects.select_related("user"), pk=pk)
    form = EndForm(request.POST or None, initial={"leaves_on": clock.today()})
    page = Page(
        f"{seat.user.name}卸任", "登记，请主任确认", reverse("committee-list"), "委员", ACTIVE,
        "从这一天起不再是委员。投过的票都保留。",
    )  # fmt: skip

    def done() -> str:
        end_seat(seat, **form.cleaned_data, by=request.user)
        messages.success(request, f"已登记{seat.user.name}卸任，请主任确认。")
        return page.back

    return form_page(request, form, page, done)


@require_POST
@requires("finalise_claim")
def committee_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """主任确认."""
    seat = get_object_or_404(CommitteeMember.objects.select_related("user"), pk=pk)
    with refusals_shown(request):
        confirm_seat(seat, on=clock.today(), by=request.user)
        messages.success(request, f"已确认{seat.user.name}。")
    return redirect("committee-list")
