"""The four never-lets 四个决不让 in the office: who, why, and the one thing to do."""

from collections import Counter

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from disclosure.never_let_cases import history_of, promise_of, quarter_begun
from disclosure.never_lets import WORDS, Block, never_lets
from staff.models import HardshipFile
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.days import Quarter
from welfare.models import User
from welfare.paging import page_of

LINES = 20  # open lines of one promise on a page


def _may_act(user: User) -> dict[str, bool]:
    """Which of the actions that clear a line this reader may take."""
    return {
        "受理补助": user.may_use("intake_claim"),
        "看办到哪一步": user.may_use("view_claims"),
        "记走访": user.may_use("record_visit"),
        "看档案": user.may_use("view_workers"),
    }


def _paged(request: UserRequest, block: Block) -> tuple[Block, Page, tuple[str, str]]:
    """A block, the page of its open lines, and where the page before and after stand."""
    name = f"{block.promise.key}_page"
    lines = page_of(request, block.open, LINES, name=name)
    turned = []
    for number in (lines.number - 1, lines.number + 1):
        query = request.GET.copy()
        query[name] = str(number)
        turned.append(f"?{query.urlencode()}#nl-{block.promise.key}")
    return block, lines, (turned[0], turned[1])


@require_GET
@requires("view_pairings")
def never_lets_page(request: UserRequest) -> HttpResponse:
    """Four lists that should be empty, over the files this reader may see."""
    on = clock.today()
    files = HardshipFile.objects.visible_to(request.user).ever_in_force()
    found = never_lets(files, on=on)
    context = {
        "found": found,
        "blocks": [_paged(request, block) for block in found.blocks],
        "page": page_of(request, found.settled),
        "many": found.open + len(found.settled),
        "words": WORDS,
        "may_open": request.user.may_use("view_workers"),
        "may_act": _may_act(request.user),
        "active": "never-lets",
    }
    return render(request, "disclosure/never_lets/page.html", context)


@require_GET
@requires("view_pairings")
def never_let_cases(
    request: UserRequest, key: str, year: int | None = None, number: int | None = None
) -> HttpResponse:
    """Every case of one promise, in a quarter or in all eight, with how each was cleared."""
    promise, on, quarter = promise_of(key), clock.today(), None
    if year is not None and number is not None:
        quarter = quarter_begun(year, number, on=on)
    if promise is None or (year is not None and quarter is None):
        raise Http404
    files = HardshipFile.objects.visible_to(request.user).ever_in_force()
    history = history_of(files, promise, on=on, quarter=quarter)
    begun = Counter(Quarter.of(case.since) for case in history.cases)
    context = {
        "history": history,
        "looked": [(one, begun[one.quarter]) for one in history.looked],
        "page": page_of(request, history.cases),
        "key": key,
        "quarter": quarter,
        "when": f"{quarter.year} 年{quarter.words}" if quarter else "最近八个季度",
        "on": on,
        "now": clock.now(),
        "may_open": request.user.may_use("view_workers"),
        "may_act": _may_act(request.user),
        "active": "never-lets",
    }
    return render(request, "disclosure/never_lets/cases.html", context)
