"""举报电话值班: the plan, and the log each writes of his own days, or of another who no longer can."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from disclosure.actions.hotline import keep_log, plan_duty
from disclosure.actions.reports import handler_keys
from disclosure.forms.hotline import DutyForm, LogForm
from disclosure.models import HotlineDuty
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@never_cache
@require_http_methods(["GET", "POST"])
@requires("handle_reports")
def hotline_duties(request: UserRequest) -> HttpResponse:
    """Plan a day, or with a `duty` write its log; how many called is told to who answered alone."""
    user, today = request.user, clock.today()
    is_log = "duty" in request.POST
    plan = DutyForm(
        None if is_log else request.POST or None, people=[key.user for key in handler_keys()],
        initial={"day": today, "begins": "09:00", "ends": "11:00"},
    )  # fmt: skip
    log = LogForm(request.POST if is_log else None, user=user, on=today, auto_id="log_%s")
    sent = log if is_log else plan
    if request.method == "POST" and sent.is_valid():
        with refusals_shown(request) as outcome:
            if is_log:
                keep_log(**log.cleaned_data, on=today, by=user)
                messages.success(request, "值班记录记下了，只有您自己看得到。")
            else:
                duty = plan_duty(**plan.cleaned_data, on=today, by=user)
                messages.success(request, f"{duty.day} {duty.hours} 由{duty.person}值班。")
        if not outcome.refused:
            return redirect("hotline-duties")
    page = page_of(request, HotlineDuty.objects.select_related("person", "kept_by"))
    context = {
        "plan": plan, "log": log, "page": page, "active": "report-desk", "today": today,
        "lines": [(one, one.kept_by_id == user.pk) for one in page],
    }  # fmt: skip
    status = 400 if sent.errors else 200
    return render(request, "disclosure/reports/hotline.html", context, status=status)
