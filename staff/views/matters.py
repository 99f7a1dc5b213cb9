"""Matters 转办事项: the list, one matter with its steps, and each step."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.matters import (
    answer_day,
    answer_matter,
    assign_matter,
    press_matter,
    raise_matter,
    rate_matter,
)
from staff.forms.matters import AnswerForm, AssignForm, CounterForm, PressForm, RateForm
from staff.matter_duties import askers_of, may_answer, may_assign, may_press, may_rate
from staff.matter_list import LISTS, conditions, list_asked, narrowed, quarter_asked
from staff.matter_trend import SHOWN, matter_trend
from staff.models import Heard, Matter, MatterSource, MatterStatus, Need, Rating, Visit, Worker
from staff.models.matters import BAD_WORDS, PRESS_AFTER
from staff.views.found import form_page, worker_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of

TREND = LISTS | {"all": "提出", "closed": "办结"}


@require_GET
@requires("view_matters")
def matter_list(request: UserRequest) -> HttpResponse:
    """转办事项: what workers asked for, what is late first. Three queries and the page's own."""
    on = clock.today()
    wanted, show = conditions(request.user, on), list_asked(request.GET)
    rows = narrowed(request.user, request.GET)
    counts = rows.order_by().aggregate(
        **{f"n_{key}": Count("pk", filter=condition) for key, condition in wanted.items()}
    )
    page = page_of(
        request,
        rows.filter(wanted[show]).select_related("worker__station", "owner"),
    )
    context = {
        "page": page,
        "lines": [(matter, matter.is_overdue(on=on)) for matter in page],
        "show": show,
        "lists": [(key, words, counts[f"n_{key}"]) for key, words in LISTS.items()],
        "need": request.GET.get("need", ""),
        "source": request.GET.get("source", ""),
        "sources": MatterSource,
        "quarter": quarter_asked(request.GET),
        "needs": Need,
        "q": request.GET.get("q", ""),
        "active": "matter-list",
    }
    return render(request, "staff/matters/list.html", context)


def _matter_or_404(request: UserRequest, pk: int) -> Matter:
    rows = Matter.objects.visible_to(request.user)
    rows = rows.select_related("worker__station", "owner", "visit")
    return get_object_or_404(rows, pk=pk)


def _detail(request: UserRequest, matter: Matter, **forms: Form) -> HttpResponse:
    user, on = request.user, clock.today()
    due = max(matter.due_on, on)
    context: dict[str, Any] = {
        "matter": matter,
        "is_overdue": matter.is_overdue(on=on),
        "late_days": (on - matter.first_due_on).days,
        "steps": matter.steps.select_related("by", "owner"),
        "assign": AssignForm(initial={"owner": matter.owner_id, "due_on": due}),
        "answer": AnswerForm(),
        "rate": RateForm(),
        "may_open": user.may_use("view_workers")
        and Worker.objects.visible_to(user).filter(pk=matter.worker_id).exists(),
        "may_visit": user.may_use("record_visit")
        and matter.visit is not None
        and Visit.objects.visible_to(user).filter(pk=matter.visit.pk).exists(),
        "press": PressForm(initial={"owner": matter.owner_id, "due_on": answer_day(on)}),
        "no_press": may_press(user, matter, on),
        "no_assign": may_assign(user, matter),
        "no_answer": may_answer(user, matter),
        "no_rate": may_rate(user, matter),
        "askers": askers_of(matter),
        "active": "matter-list",
    }
    wrong = any(form.errors for form in forms.values())
    return render(
        request, "staff/matters/detail.html", context | forms, status=400 if wrong else 200
    )


@require_GET
@requires("view_matters")
def matter_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One matter with its steps and the next one."""
    return _detail(request, _matter_or_404(request, pk))


@require_GET
@requires("view_matters")
def matter_trend_page(request: UserRequest) -> HttpResponse:
    """诉求季度走势."""
    context = {
        "lines": matter_trend(request.user, on=clock.today()),
        "heads": [*(TREND[key] for key in SHOWN), *MatterSource.labels],
        "press_after": PRESS_AFTER.days,
        "bad_words": BAD_WORDS,
        "active": "matter-list",
    }
    return render(request, "staff/matters/trend.html", context)


@require_POST
@requires("press_matter")
def matter_press(request: UserRequest, pk: int) -> HttpResponse:
    """督办."""
    matter, form = _matter_or_404(request, pk), PressForm(request.POST)
    if not form.is_valid():
        return _detail(request, matter, press=form)
    told = form.cleaned_data
    with refusals_shown(request):
        press_matter(
            matter, told["owner"], due_on=told["due_on"], words=told["words"], on=clock.today(),
            by=request.user,
        )  # fmt: skip
        messages.success(request, f"已督办，{told['owner'].name}办。")
    return redirect(matter)


@require_http_methods(["GET", "POST"])
@requires("assign_matter")
def matter_new(request: UserRequest, pk: int) -> HttpResponse:
    """登记来访来电 of a worker."""
    worker, on = worker_or_404(request.user, pk), clock.today()
    initial = {"due_on": answer_day(on), "owner": request.user.pk}
    form = CounterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request):
            matter = raise_matter(
                worker,
                need=Need(told["need"]),
                content=told["content"],
                source=MatterSource.COUNTER,
                owner=told["owner"],
                due_on=told["due_on"],
                on=on,
                by=request.user,
            )
            messages.success(request, f"已立转办单 {matter.number}，由{told['owner'].name}办。")
            return redirect(matter)
    intro = "谁办、哪天办完，一次定下来；办结要听职工的话。"
    tells = "上面选的承办人，在他的工作台"
    return form_page(request, form, worker, f"登记{worker.name}的来访", "立转办单", intro, tells)


@require_POST
@requires("assign_matter")
def matter_assign(request: UserRequest, pk: int) -> HttpResponse:
    """指派."""
    matter, form = _matter_or_404(request, pk), AssignForm(request.POST)
    if not form.is_valid():
        return _detail(request, matter, assign=form)
    told = form.cleaned_data
    with refusals_shown(request):
        on = clock.today()
        assign_matter(
            matter, told["owner"], due_on=told["due_on"], words=told["words"], on=on,
            by=request.user,
        )  # fmt: skip
        messages.success(request, f"已指派给{told['owner'].name}，{told['due_on']:%m-%d} 前答复。")
    return redirect(matter)


@require_POST
@requires("answer_matter")
def matter_answer(request: UserRequest, pk: int) -> HttpResponse:
    """答复, by the owner."""
    matter, form = _matter_or_404(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _detail(request, matter, answer=form)
    with refusals_shown(request):
        answer_matter(matter, answer=form.cleaned_data["answer"], by=request.user)
        messages.success(request, "已答复，等别人问职工满意不满意。")
    return redirect(matter)


@require_POST
@requires("answer_matter")
def matter_rate(request: UserRequest, pk: int) -> HttpResponse:
    """记职工评价, by anyone but who answered."""
    matter, form = _matter_or_404(request, pk), RateForm(request.POST)
    if not form.is_valid():
        return _detail(request, matter, rate=form)
    told = form.cleaned_data
    with refusals_shown(request):
        done = rate_matter(
            matter,
            rating=Rating(told["rating"]),
            heard=Heard(told["heard"]),
            words=told["words"],
            on=clock.today(),
            by=request.user,
        )
        closed = done.status == MatterStatus.CLOSED
        words = "已办结。" if closed else f"没办好，转回承办人，{done.due_on:%m-%d} 前再答复。"
        messages.success(request, words)
    return redirect(matter)
