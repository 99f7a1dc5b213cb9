"""我的困难档案: a worker applies, corrects and signs, supplements, withdraws; nobody else's file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from staff.actions.certifications import (
    correct_application,
    fill_application,
    sign_application,
    supplement_application,
    withdraw_application,
)
from staff.forms.certifications import ApplicationForm, OwnApplicationForm
from staff.forms.fields import ReasonForm
from staff.hardship_page import latest_run, shown_of
from staff.models import Certification, FileStatus, HardshipFile, Tier, Worker
from staff.views.steps import carried_out
from welfare import clock
from welfare.access import UserRequest, refusals_shown

WRITABLE = (FileStatus.DRAFT, FileStatus.RETURNED)


@require_http_methods(["GET", "POST"])
def hardship_own(request: UserRequest) -> HttpResponse:
    """A worker applies for himself, puts right what was sent back, or sees how far it is."""
    worker = Worker.objects.filter(user=request.user).select_related("station").first()
    if worker is None:
        raise Http404("no worker behind this login")
    file = HardshipFile.objects.filter(worker=worker).order_by("-pk").first()
    run = latest_run(file) if file is not None else None
    on, is_open = clock.today(), file is not None and not file.is_over
    mine = run if run is not None and run.status in WRITABLE else None
    form = OwnApplicationForm(
        request.POST or None, tiers=Tier.objects.in_use(on=on),
        initial=ApplicationForm.initial_of(mine) if mine else None,
    )  # fmt: skip

    def apply() -> None:
        told = form.told()
        done = (
            correct_application(mine, told, on=on, by=request.user)
            if mine
            else fill_application(worker, told, on=on, by=request.user)
        )
        sign_application(
            done, signed_on=on, authorised=True, promised=True, agreed=True, on=on, by=request.user
        )

    if (mine or not is_open) and carried_out(request, form, apply):
        messages.success(request, "申请交上去了，工会会先核对材料，再上门看。")
        return redirect("hardship-own")
    context = {
        "worker": worker,
        "file": file,
        "is_open": is_open,
        "mine": mine,
        "shown": shown_of(run, on=on) if file else None,
        "form": form,
        "taking_back": ReasonForm(label="为什么撤回"),
        "supplement": ReasonForm(label="补了什么材料"),
    }
    status = 400 if form.errors else 200
    return render(request, "staff/hardship/own.html", context, status=status)


def _own_run(request: UserRequest) -> Certification:
    mine = HardshipFile.objects.open().filter(worker__user=request.user)
    run = latest_run(get_object_or_404(mine))
    if run is None:
        raise Http404("nothing was applied for")
    return run


@require_POST
def hardship_own_supplement(request: UserRequest) -> HttpResponse:
    """本人补材料: what was missing has been brought; the reviewer looks at the originals."""
    run, form = _own_run(request), ReasonForm(request.POST, label="补了什么材料")
    words = form.cleaned_data["words"] if form.is_valid() else ""
    with refusals_shown(request) as outcome:
        supplement_application(run, words=words, on=clock.today(), by=request.user)
    if not outcome.refused:
        messages.success(request, "记下了，初审人会核对送来的原件。")
    return redirect("hardship-own")


@require_POST
def hardship_own_withdraw(request: UserRequest) -> HttpResponse:
    """本人撤回, at any step before the decision."""
    run, form = _own_run(request), ReasonForm(request.POST, label="为什么撤回")
    reason = form.cleaned_data["words"] if form.is_valid() else ""
    with refusals_shown(request) as outcome:
        withdraw_application(run, reason=reason, on=clock.today(), by=request.user)
    if not outcome.refused:
        messages.success(request, f"{run.number} 撤回了。以后随时可以再申请。")
    return redirect("hardship-own")
