"""Mending a roster before it is written: columns, spellings, and the same workbook in Excel."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from staff.actions.roster_repairs import map_columns, repair_word
from staff.roster_columns import chosen_columns, columns_page
from staff.roster_mend import mended_workbook
from staff.views.rosters import STEPS, roster_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.sheets.formats import SafeXLSX


@require_POST
@requires("import_roster")
def roster_import_columns(request: UserRequest, pk: int) -> HttpResponse:
    """对应列: what the columns nobody knew are."""
    roster = roster_or_404(request.user, pk)
    chosen = chosen_columns(roster, request.POST)
    remember = bool(request.POST.get("remember"))
    try:
        map_columns(roster, chosen, remember=remember, on=clock.today(), by=request.user)
    except Refused as refusal:
        context = columns_page(roster, chosen) | {
            "steps": STEPS,
            "active": "roster-imports",
            "refusal": str(refusal),
        }
        return render(request, "staff/rosters/columns.html", context, status=400)
    return redirect(roster)


@require_POST
@requires("import_roster")
def roster_import_repair(request: UserRequest, pk: int, row: int) -> HttpResponse:
    """改成…: one click of the preview; the file is read again with it."""
    roster = roster_or_404(request.user, pk)
    wrong = get_object_or_404(roster.rows, pk=row)
    problem, _, fix = request.POST.get("fix", "").partition(".")
    with refusals_shown(request) as outcome:
        if not (problem.isdecimal() and fix.isdecimal()):
            raise Refused("没有说改哪一处。请按格子里的按钮。")
        done = repair_word(
            roster, wrong, problem=int(problem), fix=int(fix), on=clock.today(), by=request.user
        )
    if not outcome.refused:
        messages.success(request, f"{done}：已照改，并重新读了一遍。")
    return redirect(roster)


@require_GET
@requires("import_roster")
def roster_import_mend(request: UserRequest, pk: int) -> HttpResponse:
    """在 Excel 里改: the same workbook, wrong cells red with the reason."""
    roster = roster_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        file, name = mended_workbook(roster, by=request.user)
    if outcome.refused:
        return redirect(roster)
    with file:
        answer = HttpResponse(file.read(), content_type=SafeXLSX.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer
