"""亲属申报: entering and ending a kinship."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from staff.actions.kinships import declare_kinship, end_kinship
from staff.forms.kinships import KinForm
from staff.forms.told import ReasonForm
from staff.models import KinRelation, Kinship, Worker
from staff.views.found import form_page, worker_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def kinship_new(request: UserRequest, pk: int) -> HttpResponse:
    """登记亲属: recusal on claims and pairings follows by itself."""
    worker = worker_or_404(request.user, pk)
    form = KinForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.relative is not None:
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            declare_kinship(
                worker,
                form.relative,
                relation=KinRelation(told["relation"]),
                source=told["source"],
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, "已登记，这位亲属自动回避；正由他包保的，已请接任人接收。")
        if not outcome.refused:
            return redirect(worker)
    intro = "同一户的家里人不用登记，已经自动回避。对方正包保这一户的，登记后系统请接任人接收。"
    return form_page(request, form, worker, f"登记{worker.name}的亲属", "登记亲属", intro)


@require_POST
@requires("manage_hardship")
def kinship_end(request: UserRequest, pk: int) -> HttpResponse:
    """终止亲属关系, with a reason."""
    seen = Worker.objects.visible_to(request.user).order_by().values("pk")
    rows = Kinship.objects.select_related("worker").filter(worker__in=seen)
    kinship, form = get_object_or_404(rows, pk=pk), ReasonForm(request.POST)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        end_kinship(kinship, reason=words, on=clock.today(), by=request.user)
        messages.success(request, "已终止，记录留着。")
    return redirect(kinship.worker)
