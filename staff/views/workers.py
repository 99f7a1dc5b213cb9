"""Workers 职工: finding one among all."""

import json
import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from staff.models import RosterImport, Worker
from staff.models.workers import MOBILE_LENGTH
from staff.worker_list import (
    CARE_KEYS,
    SORTS,
    asked_of,
    counts_of,
    narrowed,
    rows_of,
    sees_care,
    selects_of,
    tags_of,
    with_care,
)
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of

ID_NUMBER = re.compile(r"\d{15}|\d{17}[\dXx]")
MOBILE = re.compile(rf"1\d{{{MOBILE_LENGTH - 1}}}")


@require_GET
@requires("view_workers")
def worker_list(request: UserRequest) -> HttpResponse:
    """职工档案: search and filters live in the address, hardship first."""
    asked, on = asked_of(request.GET), clock.today()
    if _identifies(asked.values.get("q", "")):
        messages.info(request, "证件号和手机号请在上面的框里找，不写进网址。")
        return redirect("worker-list")
    care = sees_care(request.user)
    asked = asked if care else asked.without(*CARE_KEYS)
    everyone = with_care(request.user, on=on)
    page = page_of(request, narrowed(everyone, asked).select_related("station"))
    counts = counts_of(everyone, asked, care=care)
    selects = selects_of(everyone, counts, asked, care=care)
    context = {
        "page": page,
        "rows": rows_of(page, on=on),
        "counts": counts,
        "selects": selects,
        "tags": tags_of(selects, asked),
        "asked": {"q": "", "sort": "tier"} | asked.values,
        "sees_care": care,
        "sorts": SORTS,
        "last_import": RosterImport.objects.written().order_by("-committed_at").first(),
    }
    answer = render(request, "staff/workers/list.html", context)
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        answer["HX-Trigger"] = json.dumps({"say": f"{page.paginator.count} 人符合"})
    return answer


def _identifies(text: str) -> bool:
    """Whether the words are a whole ID or telephone number, which never stand in an address."""
    word = "".join(text.split())
    return bool(ID_NUMBER.fullmatch(word) or MOBILE.fullmatch(word))


@require_POST
@requires("view_workers")
def worker_find(request: UserRequest) -> HttpResponse:
    """The search box: an ID or telephone number is looked up here, the rest goes to the list."""
    text = "".join(request.POST.get("q", "").split())
    if _identifies(text):
        return _by_number(request, text)
    asked = asked_of(request.POST)
    workers = Worker.objects.visible_to(request.user)
    matches = list(workers.matching(text)[:2]) if text else []
    if len(matches) == 1 and "sort" not in request.POST:  # the box on top, not the list's own
        return _go(request, matches[0])
    return redirect(reverse("worker-list") + asked.url())


def _by_number(request: UserRequest, number: str) -> HttpResponse:
    workers = Worker.objects.visible_to(request.user)
    if ID_NUMBER.fullmatch(number):
        found = list(workers.with_id_number(number))
    else:
        found = list(workers.with_phone(number)[:2])
    if len(found) == 1:
        return _go(request, found[0])
    words = "册上没有这个号码，对一下再找。"
    if found:
        names = "、".join(worker.name for worker in found)
        words = f"这个手机号不止一人在用：{names}。请按姓名找。"
    messages.warning(request, words)
    return redirect("worker-list")


def _go(request: UserRequest, worker: Worker) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return HttpResponseClientRedirect(worker.get_absolute_url())
    return redirect(worker)
