"""Workers 职工: finding one among all."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from staff.actions.saved_filters import drop_filter, rename_filter, save_filter
from staff.forms.workers import SaveFilterForm
from staff.models import RosterImport, SavedFilter, Worker
from staff.models.saved_filters import MOST
from staff.search import search, squeezed
from staff.worker_head import counts_of, own_filters, selects_of, tags_of
from staff.worker_list import (
    CARE_KEYS,
    CARE_SORTS,
    PICKED,
    SORTS,
    asked_of,
    narrowed,
    rows_of,
    sees_care,
    with_care,
)
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.masks import identifies
from welfare.paging import page_of


@require_GET
@requires("view_workers")
def worker_list(request: UserRequest) -> HttpResponse:
    """职工档案: search and filters live in the address, hardship first."""
    asked, on = asked_of(request.GET), clock.today()
    care = sees_care(request.user)
    asked = asked if care else asked.without(*CARE_KEYS)
    user, who = request.user, asked.values.get("who", "")
    everyone = with_care(user, on=on)
    leavers = with_care(user, on=on, who="left")
    asked_for = narrowed(with_care(user, on=on, who=who), asked)
    page = page_of(request, asked_for.select_related("station"))
    counts = counts_of(everyone, leavers, asked, care=care, on=on)
    selects = selects_of(everyone, counts, asked, care=care)
    context = {
        "page": page,
        "rows": rows_of(page, on=on),
        "counts": counts,
        "selects": selects,
        "tags": tags_of(selects, asked),
        "asked": {"q": "", "sort": "tier"} | asked.values,
        "sees_care": care,
        "sorts": SORTS if care else {k: v for k, v in SORTS.items() if k not in CARE_SORTS},
        "own": own_filters(user, asked, on=on),
        "may_save": bool(asked.without("sort", PICKED).values),
        "last_import": RosterImport.objects.written().order_by("-committed_at").first(),
    }
    answer = render(request, "staff/workers/list.html", context)
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        answer["HX-Trigger"] = json.dumps({"say": f"{page.paginator.count} 人符合"})
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
@requires("view_workers")
def worker_find(request: UserRequest) -> HttpResponse:
    """The search box: a POST, so that no name, ID or telephone number stands in an address.

    One hit is opened at once; while someone types (`live`), htmx shows the hits under the box.
    The list's own form, which sends `sort`, goes on to the list with its filters.
    """
    text = squeezed(request.POST.get("q", ""))
    if "sort" in request.POST and not identifies(text):
        return redirect(reverse("worker-list") + asked_of(request.POST).url())
    found = search(text, request.user, on=clock.today())
    if request.htmx and "live" in request.POST:  # type: ignore[attr-defined]  # set by the middleware
        return render(request, "staff/workers/_found.html", {"found": found, "live": True})
    if found.only is not None:
        return _go(request, found.only)
    context = {"found": found, "active": "worker-list"}
    return render(request, "staff/workers/found.html", context)


def _go(request: UserRequest, worker: Worker) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # as above
        return HttpResponseClientRedirect(worker.get_absolute_url())
    return redirect(worker)


@require_GET
@requires("view_workers")
def filter_list(request: UserRequest) -> HttpResponse:
    """存下的筛选: one's own, with counts that open their list, to rename or take away."""
    user, asked = request.user, asked_of({})
    filters = SavedFilter.objects.visible_to(user)
    rows = list(zip(filters, own_filters(user, asked, on=clock.today()), strict=True))
    context = {"rows": rows, "most": MOST, "active": "worker-list"}
    return render(request, "staff/workers/filters.html", context)


@require_POST
@requires("view_workers")
def filter_save(request: UserRequest) -> HttpResponse:
    """Save the filters in use under a name."""
    asked = asked_of(request.POST).without(PICKED)
    form = SaveFilterForm(request.POST)
    with refusals_shown(request):
        name = form.name_or_refused()
        save_filter(name, asked.values, by=request.user)
        messages.success(request, f"「{name}」存下了，在名单上面。")
    back = asked.without("q") if identifies(asked.values.get("q", "")) else asked
    return redirect(reverse("worker-list") + back.url())


@require_POST
@requires("view_workers")
def filter_rename(request: UserRequest, pk: int) -> HttpResponse:
    """Another name for one of one's own filters."""
    kept = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    with refusals_shown(request):
        rename_filter(kept, SaveFilterForm(request.POST).name_or_refused())
    return redirect("filter-list")


@require_POST
@requires("view_workers")
def filter_delete(request: UserRequest, pk: int) -> HttpResponse:
    """Take one of one's own filters away."""
    kept = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    messages.success(request, f"「{kept.name}」去掉了。")
    drop_filter(kept)
    return redirect("filter-list")
