"""Rosters 花名册导入: hand over, look, write."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.rosters import commit_roster, drop_roster, read_roster_file
from staff.forms.rosters import RosterForm
from staff.models import ImportStatus, RosterImport, RosterImportRow, RowOutcome, Worker
from staff.roster_compare import unpacked
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of

SHOWN_PROBLEMS = 30


@require_http_methods(["GET", "POST"])
@requires("import_roster")
def roster_imports(request: UserRequest) -> HttpResponse:
    """把花名册交给系统; nothing is written before the preview is confirmed."""
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            roster = read_roster_file(
                form.cleaned_data["file"],
                create_places=form.cleaned_data["create_places"],
                on=clock.today(),
                by=request.user,
            )
        if not outcome.refused:
            return redirect(roster)
    rosters = RosterImport.objects.select_related("uploaded_by")
    context = {"form": form, "page": page_of(request, rosters, 20)}
    return render(request, "staff/rosters/list.html", context)


def _shown(row: RosterImportRow, workers: dict[int, Worker]) -> dict[str, Any]:
    """A row as the page prints it: masked, old beside new."""
    changes = json.loads(str(row.changes)) if row.changes else {}
    if row.values:
        values = unpacked(str(row.values))
        name, station, number = values.name, values.station, values.id_number
        masked = f"{number[0]}{'*' * (len(number) - 3)}{number[-2:]}"
    else:
        name = station = masked = ""
    return {
        "row": row,
        "name": name,
        "station": station,
        "id_number": masked,
        "changes": changes,
        "worker": workers.get(row.worker_id or 0),
    }


@require_GET
@requires("import_roster")
def roster_import_preview(request: UserRequest, pk: int) -> HttpResponse:
    """导入前看一遍: problems first, counts that open their rows, totals compared."""
    roster = get_object_or_404(RosterImport.objects.select_related("uploaded_by"), pk=pk)
    counts = {outcome.value: 0 for outcome in RowOutcome}
    for outcome in roster.rows.values_list("outcome", flat=True):
        counts[outcome] += 1
    shown = request.GET.get("show", "")
    rows = roster.rows.all()
    if shown in RowOutcome.values:
        rows = rows.filter(outcome=shown)
    elif shown != "all":
        rows = rows.exclude(outcome=RowOutcome.UNCHANGED)
    page = page_of(request, rows)
    workers = Worker.objects.in_bulk([row.worker_id for row in page if row.worker_id])
    wrong = roster.rows.filter(outcome=RowOutcome.ERROR)
    context = {
        "roster": roster,
        "outcomes": [(o.value, o.label, counts[o.value]) for o in RowOutcome],
        "counts": counts,
        "to_write": counts["new"] + counts["changed"],
        "shown": shown,
        "page": page,
        "rows": [_shown(row, workers) for row in page],
        "wrong": [p for row in wrong for p in row.problems][:SHOWN_PROBLEMS],
        "is_open": roster.status == ImportStatus.PREVIEW,
    }
    return render(request, "staff/rosters/preview.html", context)


@require_POST
@requires("import_roster")
def roster_import_commit(request: UserRequest, pk: int) -> HttpResponse:
    """写入 what the preview showed."""
    roster = get_object_or_404(RosterImport, pk=pk)
    with refusals_shown(request) as outcome:
        commit_roster(roster, on=clock.today(), by=request.user)
    if not outcome.refused:
        messages.success(request, "已写入。")
    return redirect(roster)


@require_POST
@requires("import_roster")
def roster_import_drop(request: UserRequest, pk: int) -> HttpResponse:
    """不导入了."""
    roster = get_object_or_404(RosterImport, pk=pk)
    with refusals_shown(request):
        drop_roster(roster, by=request.user)
    return redirect("roster-imports")
