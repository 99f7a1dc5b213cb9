"""Hardship files 困难档案: the list, one file, its paper, recheck, exit, follow-up."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from staff.actions.exits import decide_exit, follow_up, propose_exit
from staff.actions.hardship import open_file, recheck_file
from staff.forms.approvals import DecideForm, ExitForm, RecheckForm
from staff.forms.fields import ReasonForm
from staff.hardship_form import people_of, run_of, with_runs, yearly_income
from staff.hardship_list import (
    TURNS,
    asked_of,
    narrowed,
    rows_of,
    states_of,
    stations,
    tabs_of,
)
from staff.hardship_page import (
    bar_for,
    history_of,
    latest_run,
    may_see_worker,
    others_for,
    reads_all,
    shown_of,
)
from staff.models import Cause, Clear, DepotFacts, ExitReason, HardshipFile, Measure
from staff.suggested_leads import leaders_due, why_no_leader
from staff.views.steps import file_or_404, step_page
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.masks import card_masked
from welfare.paging import page_of

COPIES = ("职工所在单位存", "基层工会存", "段工会存")


@require_GET
@requires("view_pairings")
def hardship_list(request: UserRequest) -> HttpResponse:
    """困难档案: filters live in the address, every count opens its list."""
    mine, on, asked = (
        HardshipFile.objects.visible_to(request.user),
        clock.today(),
        asked_of(request.GET),
    )
    files = narrowed(mine, asked, on=on)
    context = {
        "page": page_of(request, rows_of(files)),
        "total": mine.count(),
        "known": files.ever_in_force().count(),
        "groups": tabs_of(mine, on=on),
        "states": states_of(mine),
        "asked": dict.fromkeys(("state", "tier", "cause", "station", "group", "quarter", "on"), "")
        | asked,
        "causes": Cause.choices,
        "stations": stations(),
        "turn": TURNS.get(asked.get("group", ""), ""),
        "today": on,
        "active": "hardship-list",
    }
    return render(request, "staff/hardship/list.html", context)


@require_GET
@requires("view_pairings")
def hardship_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One file: is the tier right, and can it be defended; and the one act that is due."""
    file, on = file_or_404(request.user, pk), clock.today()
    if reads_all(request.user):
        open_file(file, by=request.user)
    shown = shown_of(latest_run(file), on=on)
    plan = getattr(file, "plan", None)
    context = {
        "file": file,
        "run": shown.run,
        "shown": shown,
        "judged": shown.judged,
        "reads_all": reads_all(request.user),
        "clears": dict(Clear.choices),
        "bar": bar_for(file, shown, request.user, on=on),
        "others": others_for(file, shown.run, request.user),
        "history": history_of(file),
        "changes": file.changes.select_related("was", "now"),
        "pairing": file.pairings.open().select_related("cadre").first(),
        "plan": plan,
        "versions": plan.versions.select_related("made_by") if plan else [],
        "measures": plan.measures.select_related("owner").prefetch_related("notes") if plan else [],
        "notable": set(
            Measure.objects.carried_by(request.user).filter(plan=plan).values_list("pk", flat=True)
        ),
        "may_plan": request.user.may_use("manage_hardship") and file.is_in_force,
        "may_see_worker": may_see_worker(request.user, file),
        "today": on,
        "active": "hardship-list",
    }
    return render(request, "staff/hardship/detail.html", context)


@require_GET
@requires("manage_hardship")
def hardship_sheet(request: UserRequest, pk: int) -> HttpResponse:
    """The official 困难职工档案表, three copies from one record; the print is logged."""
    on = clock.today()
    file_or_404(request.user, pk)
    rows = HardshipFile.objects.select_related("worker__station", "worker__household", "tier")
    file = with_runs(rows.filter(pk=pk), on=on).get()
    open_file(file, by=request.user, act="printed")
    # what was approved, never what was refused, withdrawn or is still on its way
    run = run_of(file)
    if run is not None:
        run.file = file
    shown, household = shown_of(run, on=on), file.worker.household
    context = {
        "file": file,
        "worker": file.worker,
        "card": card_masked(str(file.worker.bank_card or "")),
        "people": people_of(file),
        "yearly": yearly_income(file),
        "run": run,
        "shown": shown,
        "judged": shown.judged,
        "members": list(household.members.filter(ended_on=None)) if household else [],
        "kin": household.workers.on_roster(on=on).exclude(pk=file.worker_id) if household else [],
        "pairing": file.pairings.open().select_related("cadre").first(),
        "depot": DepotFacts.objects.of(on),
        "copies": COPIES,
        "printed_at": clock.now(),
        "printed_by": request.user.name,
        "active": "hardship-list",
    }
    return render(request, "staff/hardship/sheet.html", context)


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_recheck(request: UserRequest, pk: int) -> HttpResponse:
    """复核: the tier stays, or the page leads to a change or an exit."""
    file = file_or_404(request.user, pk)
    leaders = leaders_due(file, on=clock.today())
    form = RecheckForm(request.POST or None, leaders=leaders, said_before=why_no_leader(file))
    return step_page(
        request, file, form,
        lambda: recheck_file(
            file, words=form.cleaned_data["words"], on=clock.today(), by=request.user,
            lead=form.chosen_lead, no_leader=form.cleaned_data.get("no_leader", ""),
        ),
        title=f"复核{file.worker.name}的档案", button="复核过，等级不变", done="复核记好了。",
        told="家里变好或变差了，不要记不变：回到档案页，办调整等级或退档。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_exit(request: UserRequest, pk: int) -> HttpResponse:
    """提出退档."""
    file = file_or_404(request.user, pk)
    form = ExitForm(request.POST or None)
    return step_page(
        request, file, form,
        lambda: propose_exit(
            file, reason=ExitReason(form.cleaned_data["reason"]),
            evidence=form.cleaned_data["evidence"], told_on=form.cleaned_data["told_on"],
            on=clock.today(), by=request.user,
        ),
        title=f"{file.worker.name}拟退档", button="提出退档", done="已提出，等工会主席审批。",
        told="档案号永远保留；以后再困难，随时可以重新申请。",
        tells="，去审批", tells_able="approve_hardship",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("approve_hardship")
def hardship_exit_decide(request: UserRequest, pk: int) -> HttpResponse:
    """审批退档, by another than who proposed it."""
    file = file_or_404(request.user, pk)
    form = DecideForm(request.POST or None)
    return step_page(
        request, file, form,
        lambda: decide_exit(
            file, agree=form.is_agreed, words=form.cleaned_data["words"], on=clock.today(),
            by=request.user,
        ),
        title=f"审批{file.worker.name}退档", button="签字", icon="pen", done="审批记好了。",
        told="同意以后，结对包保同一天终止，没到期的走访任务免去。",
        tells="同意的，包保责任人的工作台上不再有这一户；不同意的，工会干事接着办",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_follow_up(request: UserRequest, pk: int) -> HttpResponse:
    """退档回访."""
    file = file_or_404(request.user, pk)
    form = ReasonForm(request.POST or None, label="回访时家里怎么样")
    return step_page(
        request, file, form,
        lambda: follow_up(
            file, words=form.cleaned_data["words"], on=clock.today(), by=request.user
        ),
        title=f"回访{file.worker.name}", button="记回访", done="回访记好了。",
        told="又困难了，就从困难档案页重新申请。",
    )  # fmt: skip
