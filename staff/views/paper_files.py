"""纸质档案转入 on screen: first whose, then what the paper says and who leads."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from staff.actions.paper_files import take_over_paper
from staff.forms.paper_files import PaperFileForm
from staff.models import HardshipFile, Tier, Worker
from staff.suggested_leads import suggest_for
from staff.views.certifications import choose_worker
from staff.views.steps import carried_out
from welfare import clock
from welfare.access import UserRequest, requires


@require_http_methods(["GET", "POST"])
@requires("take_over_hardship")
def hardship_take_over(request: UserRequest) -> HttpResponse:
    """转入纸质档案: the worker, then the paper's approval, tier, cause and the lead in one step."""
    asked = request.GET.get("worker") or request.POST.get("worker") or ""
    if not asked.isdecimal() or len(asked) > 9:
        return choose_worker(request, "hardship-take-over")
    worker, on = get_object_or_404(Worker.objects.visible_to(request.user), pk=asked), clock.today()
    # who may lead is asked of a file; this one is not there yet
    offers = suggest_for(HardshipFile(worker=worker), on=on, tier=Tier.objects.in_use(on=on).last())
    form = PaperFileForm(request.POST or None, tiers=Tier.objects.in_use(on=on), offers=offers)
    made: list[HardshipFile] = []

    def act() -> None:
        given = form.cleaned_data
        made.append(take_over_paper(
            worker, form.paper(), lead=form.chosen_lead, on=on, by=request.user,
            over_limit=given["over_limit"], no_leader=given["no_leader"],
        ))  # fmt: skip

    if carried_out(request, form, act):
        messages.success(request, f"{made[0].number} 转入了，今天起在档。")
        return redirect(made[0])
    context = {"form": form, "worker": worker, "active": "hardship-list"}
    status = 400 if form.errors else 200
    return render(request, "staff/hardship/take_over.html", context, status=status)
