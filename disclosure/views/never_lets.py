"""The four never-lets 四个决不让 in the office: who, why, and the one thing to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from disclosure.never_lets import PROMISES, never_lets
from staff.models import HardshipFile
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of

WORDS = {promise.key: promise.title.removeprefix("决不让") for promise in PROMISES}


@require_GET
@requires("view_pairings")
def never_lets_page(request: UserRequest) -> HttpResponse:
    """Four lists that should be empty, over the files this reader may see."""
    on = clock.today()
    files = HardshipFile.objects.visible_to(request.user).in_force()
    found = never_lets(files, on=on)
    context = {
        "found": found,
        "page": page_of(request, found.settled),
        "words": WORDS,
        "may_open": request.user.may_use("view_workers"),
        "may_act": {
            "受理补助": request.user.may_use("intake_claim"),
            "看办到哪一步": request.user.may_use("view_claims"),
            "记走访": request.user.may_use("record_visit"),
            "看档案": request.user.may_use("view_workers"),
        },
        "active": "never-lets",
    }
    return render(request, "disclosure/never_lets/page.html", context)
