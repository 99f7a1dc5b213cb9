"""The application on screen: for whom, the form, the signature, the documents, withdrawing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from staff.actions.certifications import (
    correct_application,
    fill_application,
    pass_papers,
    receive_application,
    return_application,
    sign_application,
    start_tier_change,
    supplement_application,
    withdraw_application,
)
from staff.forms.certifications import (
    ApplicationForm,
    PapersForm,
    SignForm,
    TierChangeForm,
)
from staff.forms.fields import ReasonForm
from staff.models import Tier, Worker
from staff.views.steps import carried_out, file_or_404, run_or_404, step_page
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_new(request: UserRequest) -> HttpResponse:
    """建新档: first for whom, then the form; on behalf, and both names are kept."""
    asked = request.GET.get("worker") or request.POST.get("worker") or ""
    if not asked.isdecimal() or len(asked) > 9:
        return choose_worker(request, "hardship-new")
    worker = get_object_or_404(Worker.objects.visible_to(request.user), pk=asked)
    on, data = (
        clock.today(),
        request.POST if "asked_tier" in request.POST or "story" in request.POST else None,
    )
    form = ApplicationForm(data, tiers=Tier.objects.in_use(on=on))
    made = []
    if data is not None and carried_out(
        request,
        form,
        lambda: made.append(fill_application(worker, form.told(), on=on, by=request.user)),
    ):
        messages.success(request, f"{made[0].number} 填好了，等本人签字。")
        return redirect(made[0].file)
    context = {"form": form, "worker": worker, "active": "hardship-list"}
    status = 400 if form.errors else 200
    return render(request, "staff/hardship/new.html", context, status=status)


def choose_worker(request: UserRequest, leads_to: str, **more: object) -> HttpResponse:
    """给谁建档: a name is searched by POST, so that it never stands in an address."""
    words = request.POST.get("q", "").strip()[:60]
    found = (
        Worker.objects.visible_to(request.user).matching(words) if words else Worker.objects.none()
    )
    rows = found.on_roster(on=clock.today()).select_related("station")[:20]
    context = {"words": words, "workers": rows, "leads_to": leads_to, "active": "hardship-list"}
    return render(request, "staff/hardship/choose.html", context | more)


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_edit(request: UserRequest, pk: int) -> HttpResponse:
    """改申请内容, while it is a draft or sent back."""
    run = run_or_404(request.user, pk)
    tiers, initial = Tier.objects.in_use(on=clock.today()), ApplicationForm.initial_of(run)
    form = ApplicationForm(request.POST or None, tiers=tiers, initial=initial)
    return step_page(
        request, run.file, form,
        lambda: correct_application(run, form.told(), on=clock.today(), by=request.user),
        title="改申请内容", button="保存", done="改好了，等本人重新签字。",
        told="改过的申请要本人重新签字，再收件初审。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_sign(request: UserRequest, pk: int) -> HttpResponse:
    """记本人签字: application, authorisation and promise lie before the officer on paper."""
    run = run_or_404(request.user, pk)
    form = SignForm(request.POST or None, initial={"signed_on": clock.today()})
    return step_page(
        request, run.file, form,
        lambda: sign_application(run, **form.cleaned_data, on=clock.today(), by=request.user),
        title=f"{run.file.worker.name}本人签字", button="记下签字", icon="pen",
        done="已申请，等另一位同事收件初审。",
        told="公示时只写遮住中间一字的姓名、单位和拟定等级。请本人看过再签。",
        tells="，去收件初审", tells_able="manage_hardship",
    )  # fmt: skip


@require_POST
@requires("manage_hardship")
def hardship_receive(request: UserRequest, pk: int) -> HttpResponse:
    """收件初审."""
    run = run_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        receive_application(run, on=clock.today(), by=request.user)
    return redirect(run.file) if outcome.refused else redirect("hardship-papers", pk)


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_papers(request: UserRequest, pk: int) -> HttpResponse:
    """核对材料: complete, or back with what is missing."""
    run = run_or_404(request.user, pk)
    form = PapersForm(request.POST or None, initial={"papers": run.papers})

    def act() -> None:
        given = form.cleaned_data
        facts = {"papers": given["papers"], "on": clock.today(), "by": request.user}
        if given["missing"].strip():
            return_application(run, missing=given["missing"], **facts)
        else:
            pass_papers(run, **facts)

    return step_page(
        request, run.file, form, act,
        title="材料初审", button="核对完了", done="材料核对记好了。",
        told="材料齐就进入入户调查；写了要补什么，就退回补正。",
        tells="材料齐的，工会干事去指派调查人；要补的，本人看到补什么",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_supplement(request: UserRequest, pk: int) -> HttpResponse:
    """材料补齐."""
    run = run_or_404(request.user, pk)
    form = ReasonForm(request.POST or None, label="补了什么材料")
    return step_page(
        request, run.file, form,
        lambda: supplement_application(
            run, words=form.cleaned_data["words"], on=clock.today(), by=request.user
        ),
        title="材料补齐", button="回到初审", done="回到初审了。", told=f"要补的：{run.missing}",
        tells="初审人，接着核对材料",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """撤回."""
    run = run_or_404(request.user, pk)
    form = ReasonForm(request.POST or None, label="撤回的原因")
    return step_page(
        request, run.file, form,
        lambda: withdraw_application(
            run, reason=form.cleaned_data["words"], on=clock.today(), by=request.user
        ),
        title=f"撤回 {run.number}", button="撤回", icon="x-lg", done=f"{run.number} 已撤回。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_change(request: UserRequest, pk: int) -> HttpResponse:
    """调整等级: the same path again from the home survey."""
    file = file_or_404(request.user, pk)
    tiers = Tier.objects.in_use(on=clock.today())
    form = TierChangeForm(request.POST or None, tiers=tiers, initial={"cause": file.cause})
    return step_page(
        request, file, form,
        lambda: start_tier_change(
            file, form.told(), reason=form.cleaned_data["reason"], on=clock.today(),
            by=request.user,
        ),
        title=f"调整{file.worker.name}的等级", button="开始调整", done="已开始，从入户调查办起。",
        told=f"现在是{file.tier.name}。办完以前等级不变，帮扶照旧。",
        tells="，去指派调查人", tells_able="manage_hardship",
    )  # fmt: skip
