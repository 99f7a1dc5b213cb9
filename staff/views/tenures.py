"""The roster on any day, and a worker's dated rows: moving, taking the last move back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.tenures import move_worker, undo_move
from staff.actions.workers import correct_worker
from staff.forms.corrections import CorrectForm
from staff.forms.tenures import MoveForm
from staff.forms.told import ReasonForm
from staff.on_date import partition_of
from staff.tier_words import tier_words
from staff.views.found import form_page, worker_or_404
from staff.watch_shapes import day_asked, people_of
from staff.worker_list import sees_care
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_GET
@requires("view_workers")
def worker_on_date(request: UserRequest) -> HttpResponse:
    """某一天的在册人数: answered from dated rows; every number opens its list below."""
    asked, words = day_asked(request.user, request.GET, today=clock.today())
    if words:
        messages.warning(request, words)
    page = page_of(request, people_of(request.user, asked))
    tiers = {tier.key: tier for tier in reversed(tier_words(on=asked.on).tiers)}
    context = {
        "asked": asked,
        "parts": partition_of(request.user, asked),
        "page": page,
        "rows": [(worker, tiers.get(worker.tier_on)) for worker in page],
        "sees_care": sees_care(request.user),
        "today": clock.today(),
        "active": "worker-list",
    }
    return render(request, "staff/tenures/on_date.html", context)


@require_http_methods(["GET", "POST"])
@requires("edit_workers")
def worker_edit(request: UserRequest, pk: int) -> HttpResponse:
    """更正档案, with a reason."""
    worker = worker_or_404(request.user, pk)
    form = CorrectForm(request.POST or None, worker=worker)
    if not request.user.may_use("reveal_worker"):
        del form.fields["family_income"]  # not a registrar's matter (security.md 4.2)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            correct_worker(worker, facts=form.facts(), reason=told["reason"], by=request.user)
            messages.success(request, "已更正，原来的写法留在操作日志里。")
        if not outcome.refused:
            return redirect(worker)
    intro = "单位、用工状态和身份是逐日记的，请用「登记变动」。"
    return form_page(request, form, worker, f"更正{worker.name}的档案", "保存更正", intro)


@require_http_methods(["GET", "POST"])
@requires("edit_workers")
def worker_move(request: UserRequest, pk: int) -> HttpResponse:
    """登记变动: a new dated row from a day."""
    worker = worker_or_404(request.user, pk)
    initial = {"since": clock.today()}
    form = MoveForm(request.POST or None, worker=worker, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            move_worker(
                worker,
                form.holding(),
                since=told["since"],
                reason=told["reason"],
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, f"已登记，自 {told['since']:%Y-%m-%d} 起按新的算。")
        if not outcome.refused:
            return redirect(worker)
    intro = "原来的一段到这一天为止，以前每一天的人数照旧能查。"
    return form_page(request, form, worker, f"登记{worker.name}的变动", "登记变动", intro)


@require_POST
@requires("edit_workers")
def worker_move_undo(request: UserRequest, pk: int) -> HttpResponse:
    """撤销最近一次变动, with a reason."""
    worker, form = worker_or_404(request.user, pk), ReasonForm(request.POST)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        undo_move(worker, reason=words, by=request.user)
        messages.success(request, "已撤销最近一次变动，原来的一段接着算。")
    return redirect(worker)
