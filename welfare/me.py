"""我的 /me/: a worker's own page. Nobody but the worker behind the login sees any of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from disclosure.models import Suggestion, SuggestionStatus
from mutualfund.own_claims import own_summary
from staff.actions.callbacks import confirm_own
from staff.actions.matters import rate_own
from staff.models import Matter, MatterStatus, Rating, Visit, Worker
from welfare import clock
from welfare.access import UserRequest, refusals_shown
from welfare.me_page import (
    ASKED_AT_ONCE,
    ASKS,
    help_of,
    lead_of,
    matters_to_rate,
    own_file,
    visits_to_confirm,
    worker_of,
)

OWN_IDEAS = 10  # the latest of his suggestions
WORDS = 200  # characters of the worker's own sentence


@never_cache
@require_GET
def me(request: UserRequest) -> HttpResponse:
    """我的: what he is asked first, then his file, his claims, his matters, this year's help, who helps him."""
    worker, on = worker_of(request.user.pk), clock.today()
    if worker is None:
        return render(request, "welfare/me/nobody.html", {"active": "me"})
    visits, rates = visits_to_confirm(worker, on=on), matters_to_rate(worker)
    own_ideas = Suggestion.objects.of_proposer(worker)
    proposals = list(own_ideas.filter(status=SuggestionStatus.ACCEPTED))
    waiting = visits.count()
    open_matters = Matter.objects.open().filter(worker=worker)
    context = {
        "worker": worker,
        "asked": waiting + len(rates) + len(proposals),
        "more": max(waiting - ASKED_AT_ONCE, 0),
        "visits": visits[:ASKED_AT_ONCE],
        "asks": ASKS,
        "rates": rates,
        "ratings": Rating,
        "proposals": proposals,
        "suggestions": own_ideas.exclude(status=SuggestionStatus.ACCEPTED)[:OWN_IDEAS],
        "matters": open_matters.exclude(status=MatterStatus.ANSWERED).select_related("owner"),
        "own": own_file(worker),
        "claims": own_summary(worker, on=on),
        "help": help_of(worker, on=on),
        "lead": lead_of(worker),
        "on": on,
        "active": "me",
    }
    return render(request, "welfare/me/home.html", context)


def own_worker_or_404(request: UserRequest) -> Worker:
    """The worker behind the login."""
    worker = worker_of(request.user.pk)
    if worker is None:
        raise Http404("no worker behind this login")
    return worker


def _words(request: UserRequest) -> str:
    return request.POST.get("words", "").strip()[:WORDS]


@require_POST
def me_visit(request: UserRequest, pk: int) -> HttpResponse:
    """来过、来过但写得不对、没有来过."""
    worker = own_worker_or_404(request)
    rows = Visit.objects.filter(pairing__file__worker=worker)
    visit = get_object_or_404(rows.select_related("pairing__file__worker"), pk=pk)
    said, words = request.POST.get("came", ""), _words(request)
    if said not in ("yes", "wrong", "no"):
        messages.error(request, "点一下：来过，来过但写得不对，还是没有来过。")
    elif said == "wrong" and not words:
        messages.error(request, "哪里写得不对，在空格里写一句。")
    else:
        with refusals_shown(request):
            confirm_own(visit, came=said != "no", words=words, on=clock.today(), by=request.user)
            messages.success(request, "记下了，谢谢您。")
    return redirect("me")


@require_POST
def me_matter(request: UserRequest, pk: int) -> HttpResponse:
    """满意、基本满意、不满意."""
    worker = own_worker_or_404(request)
    matter = get_object_or_404(Matter.objects.filter(worker=worker), pk=pk)
    said = request.POST.get("rating", "")
    if said not in Rating.values:
        messages.error(request, "点一下：满意，基本满意，还是不满意。")
        return redirect("me")
    with refusals_shown(request):
        done = rate_own(
            matter, rating=Rating(said), words=_words(request), on=clock.today(), by=request.user
        )
        closed = done.status == MatterStatus.CLOSED
        told = "办结了，谢谢您。" if closed else f"转回去重新办，{done.due_on:%m-%d} 前再答复您。"
        messages.success(request, told)
    return redirect("me")
