"""公开目录: for everyone and in the office, the same numbers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from disclosure.actions.catalogue import register_publication, why_not_registered
from disclosure.catalogue import LATE, PUBLIC, narrowed_standings, periods_of, standings
from disclosure.forms.catalogue import PublicationForm
from disclosure.models import CatalogueTopic
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of

STATES = {"public": PUBLIC, "late": LATE}


def _context(request: HttpRequest) -> dict[str, object]:
    rows = standings(on=clock.today())
    shown = narrowed_standings(request.GET, rows)
    return {
        "page": page_of(request, shown),
        "due": sum(row.due for row in rows),
        "public": sum(row.public for row in rows),
        "late": sum(row.late for row in rows),
        "late_topics": sum(bool(row.late) for row in rows),
        "show": request.GET.get("show", ""),
    }


@login_not_required
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """公开目录 for everyone: what has to be public, and whether it is."""
    return render(request, "disclosure/catalogue/list.html", _context(request))


@login_not_required
@require_GET
def catalogue_topic(request: HttpRequest, code: str) -> HttpResponse:
    """One topic with its periods or matters, all or ?show=public, late."""
    topic = get_object_or_404(CatalogueTopic, code=code)
    (standing,) = standings(on=clock.today(), topics=[topic])
    wanted = STATES.get(request.GET.get("show", ""))
    entries = [e for e in standing.entries if wanted is None or e.state == wanted]
    context = {
        "topic": topic,
        "standing": standing,
        "page": page_of(request, entries),
        "show": request.GET.get("show", ""),
        "changes": topic.traces.all()[:20],
    }
    return render(request, "disclosure/catalogue/topic.html", context)


@require_GET
@requires("use_office")
def catalogue_desk(request: UserRequest) -> HttpResponse:
    """公开目录 in the office, with what is to be registered."""
    context = _context(request) | {
        "may_draft": request.user.may_use("draft_notice"),
        "active": "catalogue-desk",
    }
    return render(request, "disclosure/catalogue/desk.html", context)


@require_http_methods(["GET", "POST"])
@requires("draft_notice")
def catalogue_register(request: UserRequest, code: str) -> HttpResponse:
    """登记公开 of a period's paper."""
    topic, today = get_object_or_404(CatalogueTopic, code=code), clock.today()
    periods = periods_of(topic, on=today)
    form = PublicationForm(request.POST or None, topic=topic, periods=periods)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request):
            register_publication(topic, **form.cleaned_data, on=today, by=request.user)
            messages.success(request, "已登记，公开目录上看得到。")
            return redirect("catalogue-desk")
    context = {
        "topic": topic,
        "form": form,
        "refused": why_not_registered(topic),
        "active": "catalogue-desk",
    }
    return render(request, "disclosure/catalogue/register.html", context)
