"""The workbench 工作台: what needs me today, and how things stand."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from disclosure.actions.notices import notice_days
from disclosure.models import Notice
from mutualfund.claim_stats import claim_stats
from mutualfund.purse import purse_today
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.navigation import address
from welfare.waiting_counts import waiting_counts
from welfare.workbench import agenda_for
from welfare.workbench_cards import just_happened, places_on, quarter_card


@require_GET
@requires("use_office")
def home(request: UserRequest) -> HttpResponse:
    """今天要办."""
    user, today = request.user, clock.today()
    sees_places = all(map(user.may_use, ("view_workers", "view_pairings", "view_fund")))
    year = today.replace(month=1, day=1)
    agenda = agenda_for(user, on=today)
    context = {
        "today": today,
        "agenda": agenda,
        "nav_counts": waiting_counts(user, agenda),
        "quarter": quarter_card(user, on=today) if user.may_use("view_pairings") else None,
        "places": places_on(today) if sees_places else None,
        "purse": purse_today(today) if user.may_use("view_fund") else None,
        "claims": claim_stats(on=today, since=year) if user.may_use("view_fund") else None,
        "running": [(n, notice_days(n)) for n in Notice.objects.running(on=today)],
        "fund_url": address("fund-overview"),
        "happened": just_happened(user),
        "may_intake": user.may_use("intake_claim"),
        "active": "home",
    }
    return render(request, "welfare/home/page.html", context)
