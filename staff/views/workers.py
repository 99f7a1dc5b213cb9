"""Workers 职工: finding one among all."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from staff.models import IN_FORCE, HardshipFile, Post, Station, Tier, Visit, Worker
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of

ID_LENGTHS = (15, 18)


def _filtered(request: UserRequest) -> tuple[dict[str, str], "QuerySet[Any]"]:
    chosen = {name: request.GET.get(name, "") for name in ("q", "station", "post", "tier")}
    files = HardshipFile.objects.filter(worker=OuterRef("pk"), status__in=IN_FORCE)
    visits = Visit.objects.filter(pairing__file__worker=OuterRef("pk")).order_by()
    latest = visits.values("pairing__file__worker").annotate(day=Max("visited_on"))
    workers = (
        Worker.objects.visible_to(request.user)
        .on_roster(on=clock.today())
        .matching(chosen["q"])
        .select_related("station")
        .annotate(
            tier=Subquery(files.values("tier__key")[:1]),
            rank=Subquery(files.values("tier__rank")[:1]),
            last_visit=Subquery(latest.values("day")[:1]),
        )
    )
    if chosen["station"].isdigit():
        workers = workers.filter(station=int(chosen["station"]))
    if chosen["post"] in Post.values:
        workers = workers.filter(post=chosen["post"])
    if chosen["tier"] == "both":
        workers = workers.filter(Q(tier="extreme") | Q(tier="severe"))
    elif chosen["tier"]:
        workers = workers.filter(tier=chosen["tier"])
    return chosen, workers.order_by(F("rank").desc(nulls_last=True), "pinyin", "pk")


@require_GET
@requires("view_workers")
def worker_list(request: UserRequest) -> HttpResponse:
    """职工档案: search and filters live in the address, hardship first."""
    chosen, workers = _filtered(request)
    context = {
        "page": page_of(request, workers),
        "chosen": chosen,
        "stations": Station.objects.all(),
        "posts": Post.choices,
        "tiers": Tier.objects.all(),
    }
    return render(request, "staff/workers/list.html", context)


@require_POST
@requires("view_workers")
def worker_find(request: UserRequest) -> HttpResponse:
    """The search box: an ID number is looked up here and never stands in an address."""
    text = request.POST.get("q", "").strip()
    if len(text.replace(" ", "")) in ID_LENGTHS and text[:6].isdigit():
        worker = Worker.objects.visible_to(request.user).with_id_number(text).first()
        if worker is not None:
            return redirect(worker)
        messages.warning(request, "册上没有这个身份证号，对一下号码再找。")
        return redirect("worker-list")
    return redirect(f"{reverse('worker-list')}?{urlencode({'q': text})}")
