"""开箱登记: every box with its next day, and the register of its openings, for the handlers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from disclosure.actions.box_openings import answer_opening, boxes, openers_beside, record_opening
from disclosure.forms.box_openings import OpeningAnswerForm, OpeningForm
from disclosure.models import BoxOpening
from disclosure.report_clock import BOX_DAYS
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@never_cache
@require_http_methods(["GET", "POST"])
@requires("handle_reports")
def box_openings(request: UserRequest) -> HttpResponse:
    """举报箱开箱: record one, or read who opened which box when. How many papers lay in it is told
    to its two openers alone.
    """
    user, today = request.user, clock.today()
    beside = openers_beside(user)
    form = OpeningForm(request.POST or None, beside=beside, initial={"opened_on": today})
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            opening = record_opening(**form.cleaned_data, on=today, by=user)
            messages.success(request, f"登记好了，等{opening.opened_with}用自己的账号确认。")
        if not outcome.refused:
            return redirect("box-openings")
    found = boxes(on=today)
    page = page_of(request, BoxOpening.objects.select_related("board", "opened_by", "opened_with"))
    context = {
        "form": form, "beside": beside, "boxes": found, "due": sum(box.is_due for box in found),
        "page": page, "lines": [(one, user.pk in (one.opened_by_id, one.opened_with_id),
                                 one.opened_with_id == user.pk) for one in page],
        "answer": OpeningAnswerForm(), "days": BOX_DAYS, "active": "report-desk",
    }  # fmt: skip
    status = 400 if form.errors else 200
    return render(request, "disclosure/reports/boxes.html", context, status=status)


@require_POST
@requires("handle_reports")
def box_answer(request: UserRequest, pk: UUID) -> HttpResponse:
    """确认, by whoever opened it, too; with 哪里不对 it does not count."""
    opening = get_object_or_404(BoxOpening.objects.of(request.user), pk=pk)
    form = OpeningAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "".join(str(one) for one in form.errors["objection"]))
        return redirect("box-openings")
    with refusals_shown(request):
        objection = form.cleaned_data["objection"]
        done = answer_opening(opening, objection=objection, on=clock.today(), by=request.user)
        told = (
            "记下了，两个人重新清点、重新登记。" if done.objection else "确认了，可以一封一件登记。"
        )
        messages.success(request, told)
    return redirect("box-openings")
