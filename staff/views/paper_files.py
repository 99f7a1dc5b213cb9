"""转入纸质档案: find the worker, type what the paper approved; another holds it beside the paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from staff.actions.paper_files import decide_paper, enter_paper, may_decide_paper
from staff.forms.paper_files import PaperDecideForm, PaperFileForm
from staff.models import HardshipFile, PaperFile, Tier, Worker
from staff.suggested_leads import suggest_for
from staff.views.certifications import choose_worker
from staff.views.steps import carried_out
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of


@require_http_methods(["GET", "POST"])
@requires("take_over_hardship")
def hardship_take_over(request: UserRequest) -> HttpResponse:
    """转入纸质档案: the worker, then the paper's approval, tier, cause and the lead."""
    asked = request.GET.get("worker") or request.POST.get("worker") or ""
    if not asked.isdecimal() or len(asked) > 9:
        waiting = PaperFile.objects.open().select_related("worker__station", "tier", "entered_by")
        page = page_of(request, waiting.order_by("pk"))
        return choose_worker(request, "hardship-take-over", page=page)
    worker, on = get_object_or_404(Worker.objects.visible_to(request.user), pk=asked), clock.today()
    # who may lead is asked of a file; this one is not there yet
    tiers = Tier.objects.in_use(on=on)
    offers = suggest_for(HardshipFile(worker=worker), on=on, tier=tiers.first())
    form = PaperFileForm(request.POST or None, tiers=tiers, offers=offers)

    def act() -> None:
        given = form.cleaned_data
        enter_paper(
            worker, form.paper(), lead=form.chosen_lead, on=on, by=request.user,
            over_limit=given["over_limit"], no_leader=given["no_leader"],
        )  # fmt: skip

    if carried_out(request, form, act):
        messages.success(request, f"{worker.name}的纸质档案录好了，别人对过以后才在档。")
        return redirect("hardship-take-over")
    context = {"form": form, "worker": worker, "active": "hardship-list"}
    status = 400 if form.errors else 200
    return render(request, "staff/hardship/take_over.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires("take_over_hardship")
def hardship_paper(request: UserRequest, pk: int) -> HttpResponse:
    """对着纸质档案核: what was typed, and yes or no by another."""
    rows = PaperFile.objects.select_related(
        "worker__station", "tier", "lead", "entered_by", "decided_by", "file"
    )
    paper = get_object_or_404(rows, pk=pk)
    form = PaperDecideForm(request.POST or None)

    def act() -> None:
        decide_paper(
            paper, agree=form.is_agreed, words=form.cleaned_data["words"], on=clock.today(),
            by=request.user,
        )  # fmt: skip

    if carried_out(request, form, act):
        paper.refresh_from_db()
        if paper.file is None:
            messages.success(request, "退回了，录入的人改好再录。")
            return redirect("hardship-take-over")
        messages.success(request, f"{paper.file.number} 转入了，今天起在档。")
        return redirect(paper.file)
    context = {
        "form": form,
        "paper": paper,
        "why_not": may_decide_paper(request.user, paper),
        "active": "hardship-list",
    }
    status = 400 if form.errors else 200
    return render(request, "staff/hardship/paper.html", context, status=status)
