"""帮扶汇总 on screen: the statement of one family, and the lists of too little and too much."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from staff.actions.workers import open_file
from staff.models import Worker
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.help_page import LISTS, SOURCES, balance_on, family_of, list_asked
from welfare.paging import page_of


@never_cache
@require_GET
@requires("view_help")
def worker_help(request: UserRequest, pk: int) -> HttpResponse:
    """一户一张帮扶单: all a family got from every source, to read or print; the look is logged."""
    user, on = request.user, clock.today()
    workers = Worker.objects.visible_to(user).select_related("station")
    worker = get_object_or_404(workers, pk=pk)
    open_file(worker, by=user)
    family = family_of(worker, user, on=on)
    source = asked if (asked := request.GET.get("source", "")) in SOURCES else ""
    lines = [line for line in family.lines if source in ("", line.source)]
    context = {
        "worker": worker,
        "family": family,
        "page": page_of(request, lines),
        "source": SOURCES.get(source, ""),
        "on": on,
        "now": clock.now(),
        "links": {"fund": user.may_use("view_claims"), "cash": user.may_use("view_campaigns")},
        "active": "help-balance",
    }
    return render(request, "welfare/help/statement.html", context)


@require_GET
@requires("view_help")
def help_balance(request: UserRequest) -> HttpResponse:
    """帮得少、帮得多, by the measure in force."""
    balance = balance_on(clock.today())
    chosen = list_asked(request.GET)
    rows = getattr(balance, chosen) if balance else []
    context = {
        "balance": balance,
        "chosen": chosen,
        "lists": [(key, words, len(getattr(balance, key, []))) for key, words in LISTS.items()],
        "page": page_of(request, rows),
        "active": "help-balance",
    }
    return render(request, "welfare/help/balance.html", context)
