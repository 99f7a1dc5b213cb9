"""Rosters 花名册导入: hand over, look, write."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.rosters import commit_roster, drop_roster, read_roster_file
from staff.forms.rosters import RosterForm
from staff.models import ImportStatus, RosterImport, RowOutcome
from staff.roster_page import (
    LISTED,
    column_titles,
    counts_of,
    outcomes_asked,
    rows_of,
    shown_rows,
    tabs_of,
    troubles_of,
    written_before,
)
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.models import User
from welfare.paging import page_of

STEPS = ("上传", "对应列", "预览", "写入")


def _roster_or_404(user: User, pk: int) -> RosterImport:
    rosters = RosterImport.objects.visible_to(user).select_related("uploaded_by", "committed_by")
    return get_object_or_404(rosters, pk=pk)


@require_http_methods(["GET", "POST"])
@requires("import_roster")
def roster_imports(request: UserRequest) -> HttpResponse:
    """把花名册交给系统; nothing is written before the preview is confirmed."""
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            roster = read_roster_file(
                form.cleaned_data["file"],
                create_places=form.cleaned_data["create_places"],
                on=clock.today(),
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(roster)
    rosters = RosterImport.objects.visible_to(request.user).select_related("uploaded_by")
    counted = rosters.order_by("-uploaded_at").annotate(
        new=Count("rows", filter=Q(rows__outcome=RowOutcome.NEW)),
        changed=Count("rows", filter=Q(rows__outcome=RowOutcome.CHANGED)),
        wrong=Count("rows", filter=Q(rows__outcome=RowOutcome.ERROR)),
    )
    context = {"form": form, "steps": STEPS, "page": page_of(request, counted, 20)}
    return render(request, "staff/rosters/list.html", context, status=400 if form.errors else 200)


@require_GET
@requires("import_roster")
def roster_import_preview(request: UserRequest, pk: int) -> HttpResponse:
    """导入前看一遍: problems first, counts that open their rows, totals compared."""
    roster = _roster_or_404(request.user, pk)
    shown, counts = outcomes_asked(request.GET.getlist("show")), counts_of(roster)
    page = page_of(request, rows_of(roster, shown))
    troubles = troubles_of(roster)
    context = {
        "roster": roster,
        "steps": STEPS,
        "counts": {outcome.value: count for outcome, count in counts.items()},
        "row_count": sum(counts.values()),
        "to_write": counts[RowOutcome.NEW] + counts[RowOutcome.CHANGED],
        "kinds": tabs_of(counts, shown),
        "titles": column_titles(roster),
        "page": page,
        "rows": shown_rows(roster, page),
        "troubles": troubles[:LISTED],
        "trouble_count": len(troubles),
        "before": written_before(roster),
        "is_open": roster.can_become(ImportStatus.COMMITTED),
        "active": "roster-imports",
    }
    return render(request, "staff/rosters/preview.html", context)


@require_POST
@requires("import_roster")
def roster_import_commit(request: UserRequest, pk: int) -> HttpResponse:
    """写入 what the preview showed."""
    roster = _roster_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        commit_roster(roster, on=clock.today(), by=request.user)
    if not outcome.refused:
        counts = counts_of(roster)
        new, changed = counts[RowOutcome.NEW], counts[RowOutcome.CHANGED]
        messages.success(request, f"写好了：新增 {new} 人，变更 {changed} 人。")
    return redirect(roster)


@require_POST
@requires("import_roster")
def roster_import_drop(request: UserRequest, pk: int) -> HttpResponse:
    """不导入了."""
    roster = _roster_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        drop_roster(roster, by=request.user)
    if not outcome.refused:
        messages.info(request, f"「{roster.filename}」没有导入，资料没有动。")
    return redirect("roster-imports")
