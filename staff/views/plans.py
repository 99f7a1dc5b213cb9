"""The relief plan 帮扶方案 on screen."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from staff.actions.plans import add_measure, make_plan, note_measure
from staff.forms.plans import MeasureForm, NoteForm, PlanForm
from staff.models import Goal, Measure, MeasureKind, Progress, ReliefPlan
from staff.views.steps import file_or_404, step_page
from welfare import clock
from welfare.access import UserRequest, requires


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_plan(request: UserRequest, pk: int) -> HttpResponse:
    """定目标: which never-lets, and what is to be reached."""
    file = file_or_404(request.user, pk)
    plan = ReliefPlan.objects.filter(file=file).first()
    asked = {"goals": request.GET.getlist("goals")}  # what a prompt leads on to
    initial = {"goals": plan.now.goals, "aim": plan.now.aim} if plan else asked
    form = PlanForm(request.POST or None, initial=initial)
    return step_page(
        request, file, form,
        lambda: make_plan(
            file, goals=form.goal_list(), aim=form.cleaned_data["aim"], on=clock.today(),
            by=request.user,
        ),
        title=f"{file.worker.name}的帮扶方案", button="定下目标", done="方案定好了，接着加措施。",
        told="改了以后，原来那一版还看得到。" if plan else "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def measure_new(request: UserRequest, pk: int) -> HttpResponse:
    """加一项措施."""
    file = file_or_404(request.user, pk)
    plan = get_object_or_404(ReliefPlan, file=file)
    asked = {name: request.GET.get(name, "") for name in ("kind", "goal")}
    form = MeasureForm(request.POST or None, initial=asked)

    def act() -> None:
        given = form.cleaned_data
        add_measure(
            plan, kind=MeasureKind(given["kind"]), goal=Goal(given["goal"]),
            owner=given["owner"], outsider=given["outsider"], due_on=given["due_on"], source=given["source"],
            amount=given["amount"], on=clock.today(), by=request.user,
        )  # fmt: skip

    return step_page(
        request, file, form, act,
        title="加一项措施", button="加上", icon="plus-lg", done="措施加上了。",
        tells="上面选的责任人，在他的工作台，办完为止",
        told=f"方案的目标：{plan.now.goal_words}。帮人挣钱和给钱一样要紧。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("view_pairings")
def measure_note(request: UserRequest, pk: int) -> HttpResponse:
    """记进展和效果, by the office, who answers for it, or who leads the family."""
    mine = Measure.objects.carried_by(request.user)
    measure = get_object_or_404(mine.select_related("plan", "owner"), pk=pk)
    file = file_or_404(request.user, measure.plan.file_id)
    form = NoteForm(request.POST or None, initial={"progress": measure.progress})

    def act() -> None:
        given = form.cleaned_data
        note_measure(
            measure, progress=Progress(given["progress"]), words=given["words"],
            effect=given["effect"], earned=given["earned"], on=clock.today(), by=request.user,
        )  # fmt: skip

    return step_page(
        request, file, form, act,
        title=f"{measure.get_kind_display()}的进展", button="记下", done="进展记好了。",
        told=f"{measure.person}，{measure.due_on:%Y-%m-%d} 前。",
    )  # fmt: skip
