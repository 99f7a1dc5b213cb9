"""Rosters 花名册导入: hand over, look, write, take back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from staff.actions.roster_commit import commit_roster
from staff.actions.roster_repairs import read_again
from staff.actions.roster_undo import last_written, undo_roster
from staff.actions.rosters import drop_roster, receive_roster, take_roster
from staff.forms.rosters import RosterForm
from staff.models import ImportStatus, RosterImport, RowOutcome
from staff.roster_blank import blank_roster
from staff.roster_columns import columns_page, insured_titles
from staff.roster_job import SHORT, is_alive, start_reading
from staff.roster_page import (
    column_titles,
    groups_of,
    left_out,
    outcomes_asked,
    rows_of,
    shown_rows,
    tabs_of,
    trouble_count,
    troubles_of,
    written_before,
)
from staff.roster_sheet.columns import INSURED, NOT_READ
from staff.roster_tally import missing_from
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.models import User
from welfare.paging import page_of
from welfare.sheets.reader import look_over

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STEPS = ("上传", "对应列", "预览", "写入")


def roster_or_404(user: User, pk: int) -> RosterImport:
    """An import the user may see."""
    rosters = RosterImport.objects.visible_to(user).select_related("uploaded_by", "committed_by")
    return get_object_or_404(rosters, pk=pk)


@require_GET
@requires("import_roster")
def roster_blank(request: UserRequest) -> HttpResponse:
    """空白样表."""
    answer = HttpResponse(blank_roster(), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, "花名册空白样表.xlsx")
    return answer


@require_http_methods(["GET", "POST"])
@requires("import_roster")
def roster_imports(request: UserRequest) -> HttpResponse:
    """把花名册交给系统; nothing is written before the preview is confirmed."""
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_take(form, request.user))
        except Refused as refusal:
            form.add_error("file", str(refusal))
    rosters = RosterImport.objects.visible_to(request.user).select_related("uploaded_by")
    last = last_written()
    context = {
        "form": form,
        "steps": STEPS,
        "page": page_of(request, rosters.order_by("-uploaded_at")),
        "undoable": last.pk if last else None,
    }
    return render(request, "staff/rosters/list.html", context, status=400 if form.errors else 200)


def _take(form: RosterForm, user: User) -> RosterImport:
    """Read a short file at once, let a long one be read."""
    file, places, on = form.cleaned_data["file"], form.cleaned_data["create_places"], clock.today()
    if file.size <= SHORT:
        return take_roster(file, create_places=places, on=on, by=user, ask=True)
    look_over(file, "roster")  # a hostile file is told at once, not by a reader that failed
    roster = receive_roster(file, create_places=places, by=user)
    start_reading(roster, on=on, by=user)
    return roster


@never_cache
@require_GET
@requires("import_roster")
def roster_import_preview(request: UserRequest, pk: int) -> HttpResponse:
    """The next thing to do with an import: wait for its reader, map its columns, look at it."""
    roster = roster_or_404(request.user, pk)
    alive = roster.status == ImportStatus.READING and is_alive(roster)
    if request.htmx and not alive:  # type: ignore[attr-defined]  # set by the middleware
        return HttpResponseClientRedirect(roster.get_absolute_url())  # a page, not a part of one
    if roster.status in (ImportStatus.READING, ImportStatus.FAILED):
        return _progress(request, roster, alive=alive)
    may_map = roster.can_become(ImportStatus.READING) and "columns" in request.GET
    if roster.status == ImportStatus.MAPPING or may_map:
        context = columns_page(roster) | {"steps": STEPS, "active": "roster-imports"}
        return render(request, "staff/rosters/columns.html", context)
    return _preview(request, roster)


def _progress(request: UserRequest, roster: RosterImport, *, alive: bool) -> HttpResponse:
    context = {
        "roster": roster,
        "steps": STEPS,
        "is_alive": alive,
        "active": "roster-imports",
    }
    part = request.htmx  # type: ignore[attr-defined]  # set by the middleware
    name = "_progress.html" if part else "progress.html"
    return render(request, f"staff/rosters/{name}", context)


def _preview(request: UserRequest, roster: RosterImport) -> HttpResponse:
    shown, counts = outcomes_asked(request.GET.getlist("show")), roster.counts
    page = page_of(request, rows_of(roster, shown, request.GET.get("field", "")))
    last, groups = last_written(), groups_of(roster)
    context = {
        "roster": roster,
        "steps": STEPS,
        "counts": counts,
        "not_read": NOT_READ,
        "insured": (insured_titles(roster), INSURED),
        "first": roster.heads[0] if roster.heads else None,
        "agrees": all(t["claimed"] == t["counted"] for t in roster.totals.get("claimed", [])),
        "row_count": sum(counts.values()),
        "to_write": counts[RowOutcome.NEW] + counts[RowOutcome.CHANGED],
        "groups": groups,
        "left_out": left_out(roster, groups),
        "kinds": tabs_of(counts, shown),
        "titles": column_titles(roster),
        "page": page,
        "rows": shown_rows(roster, page),
        "troubles": troubles_of(roster),
        "trouble_count": trouble_count(roster),
        "before": written_before(roster),
        "is_open": roster.can_become(ImportStatus.COMMITTED),
        "is_last": last is not None and last.pk == roster.pk,
        "active": "roster-imports",
    }
    return render(request, "staff/rosters/preview.html", context)


@require_GET
@requires("import_roster")
def roster_import_missing(request: UserRequest, pk: int) -> HttpResponse:
    """册上有、表里没有的人: listed, never deleted."""
    roster = roster_or_404(request.user, pk)
    missing = missing_from(roster, on=clock.today()).order_by("station_id", "number")
    context = {"roster": roster, "page": page_of(request, missing), "active": "roster-imports"}
    return render(request, "staff/rosters/missing.html", context)


@require_POST
@requires("import_roster")
def roster_import_commit(request: UserRequest, pk: int) -> HttpResponse:
    """写入 what the preview showed, or the groups of it that were accepted."""
    roster = roster_or_404(request.user, pk)
    accepted = request.POST.getlist("accept") if "chosen" in request.POST else None
    with refusals_shown(request) as outcome:
        written = commit_roster(roster, on=clock.today(), by=request.user, accepted=accepted)
    if not outcome.refused:
        new, changed = written.made["new"], written.made["changed"]
        messages.success(request, f"写好了：新增 {new} 人，变更 {changed} 人。")
        if names := "；".join(written.made["apart"]):
            messages.warning(
                request,
                f"{names}没有合成一户：合起来会有两份困难档案，或者一方包保另一方。"
                "先退掉一份或办完交接，再到家庭户页面合户。",
            )
    return redirect(roster)


@require_POST
@requires("import_roster")
def roster_import_drop(request: UserRequest, pk: int) -> HttpResponse:
    """不导入了, also while it is being read."""
    roster = roster_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        drop_roster(roster, by=request.user)
    if not outcome.refused:
        messages.info(request, f"「{roster.filename}」没有导入，资料没有动。")
    return redirect("roster-imports")


@require_POST
@requires("import_roster")
def roster_import_read(request: UserRequest, pk: int) -> HttpResponse:
    """再读一遍: after a reader died, or when the registry has moved on."""
    roster = roster_or_404(request.user, pk)
    with refusals_shown(request):
        read_again(roster, on=clock.today(), by=request.user)
    return redirect(roster)


@require_POST
@requires("import_roster")
def roster_import_undo(request: UserRequest, pk: int) -> HttpResponse:
    """撤回 the last import, whole."""
    roster = roster_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        undo_roster(roster, by=request.user)
    if not outcome.refused:
        messages.success(request, f"「{roster.filename}」已整次撤回，资料回到写入以前。")
    return redirect(roster)
