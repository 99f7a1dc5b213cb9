"""Taking lists out 导出: masked at once, with full numbers after another person's approval."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disclosure.shapes import SHAPES as DISCLOSURE
from mutualfund.shapes import SHAPES as MUTUALFUND
from staff.shapes import SHAPES as STAFF
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.exports import (
    OPEN_HOURS,
    ask_export,
    decide_export,
    digest_of,
    may_decide,
    may_take,
    record_masked,
    take_export,
)
from welfare.forms import AskExportForm
from welfare.models import ExportRequest, User
from welfare.once_more import want_password
from welfare.paging import page_of
from welfare.roles import PERMISSIONS
from welfare.roof_shapes import SHAPES as ROOF
from welfare.shapes import FORMS, LAST_ROW, Shape, Taken, gather, watermark

SHAPES = gather(STAFF, MUTUALFUND, DISCLOSURE, ROOF)
PRINT_ROWS, A_SHEET = 2000, 40
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def _shape_or_404(key: str, user: User) -> Shape:
    """The shape. Raises Http404 for an unknown one, PermissionDenied for one not for this user."""
    if key not in SHAPES:
        raise Http404
    if lacking := SHAPES[key].missing_permission(user):
        raise PermissionDenied(
            f"导出这份名单要有「{PERMISSIONS[lacking]}」的权限，请找系统管理员。"
        )
    return SHAPES[key]


def _taken(
    shape: Shape, query: Mapping[str, str], user: User, *, full: bool = False, reason: str = ""
) -> Taken:
    if not all(key in query for key in shape.of):  # the page of what?
        raise Http404
    rows = shape.rows(user, query, clock.today())
    return Taken(
        shape, rows, full, watermark(shape.title, user, clock.now(), full=full, reason=reason)
    )


def _file(shape: Shape, form: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[form])
    name = f"{shape.title}{clock.today():%Y%m%d}.{form}"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@never_cache
@require_GET
@requires("use_office")
def list_export(request: UserRequest, shape: str, form: str) -> HttpResponse:
    """A list as its page shows it, masked: .xlsx, .csv or print; on the record."""
    found = _shape_or_404(shape, request.user)
    if form not in FORMS:
        raise Http404
    query = found.asked(request.GET)
    taken = _taken(found, query, request.user)
    count, back = taken.count, found.address(query)
    with refusals_shown(request) as outcome:
        _want_room(form, count)
    if outcome.refused:
        return redirect(back)
    facts = {
        "shape": shape,
        "query": query,
        "form": form,
        "rows": count,
        "columns": [column.title for column in found.columns],
    }
    if form == "print":
        record_masked(by=request.user, **facts)
        return _print(request, taken, back)
    content = taken.content(form)
    record_masked(by=request.user, **facts, digest=digest_of(content))
    return _file(found, form, content)


def _want_room(form: str, count: int) -> None:
    """Raises Refused for more rows than the form holds."""
    if form == "print" and count > PRINT_ROWS:
        raise Refused(f"一次最多打印 {PRINT_ROWS} 行，这里有 {count} 行。请先筛选，或导出 Excel。")
    if count > LAST_ROW:
        raise Refused(f"一张表最多 {LAST_ROW} 行，这里有 {count} 行。请先筛选。")


def _print(request: UserRequest, taken: Taken, back: str) -> HttpResponse:
    rows = list(taken.values())
    sheets = [rows[start : start + A_SHEET] for start in range(0, len(rows), A_SHEET)] or [[]]
    context = {"taken": taken, "sheets": sheets, "count": len(rows), "back": back}
    return render(request, "welfare/exports/print.html", context)


@require_http_methods(["GET", "POST"])
@requires("export_full")
def export_ask(request: UserRequest, shape: str) -> HttpResponse:
    """申请完整导出: what, how many, what for."""
    found = _shape_or_404(shape, request.user)
    if not found.has_masks:
        raise Http404
    query = found.asked(request.GET)
    taken = _taken(found, query, request.user, full=True)
    form = AskExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            ask_export(
                shape=shape, title=found.title, query=query, filter_words=found.words(query),
                form=form.cleaned_data["form"], row_ids=taken.row_ids,
                reason=form.reason_words(), by=request.user,
            )  # fmt: skip
        if not outcome.refused:
            return redirect("export-list")
    context = {
        "form": form,
        "shape": found,
        "rows": taken.count,
        "words": found.words(query),
        "query": urlencode(query),
        "list_url": found.address(query),
        "hours": OPEN_HOURS,
        "active": "export-list",
    }
    return render(request, "welfare/exports/ask.html", context)


@never_cache
@require_GET
@requires("see_exports")
def export_list(request: UserRequest) -> HttpResponse:
    """完整导出的申请: one's own; all of them for those who approve."""
    user, at = request.user, clock.now()
    asked = ExportRequest.objects.visible_to(user).select_related("asked_by", "decided_by")
    page = page_of(request, asked)
    rows = [(one, may_decide(user, one), may_take(user, one, at=at), _list_of(one)) for one in page]
    context = {
        "page": page,
        "rows": rows,
        "waiting": asked.waiting().count(),
        "may_approve": user.may_use("approve_export"),
        "may_ask": user.may_use("export_full"),
        "hours": OPEN_HOURS,
    }
    return render(request, "welfare/exports/list.html", context)


def _list_of(request: ExportRequest) -> str:
    """The address of the list that was asked for."""
    found = SHAPES.get(request.shape)
    return found.address(request.query) if found else ""


@require_POST
@requires("approve_export")
def export_decide(request: UserRequest, pk: int) -> HttpResponse:
    """批准 or 不批."""
    asked = get_object_or_404(ExportRequest.objects.visible_to(request.user), pk=pk)
    with refusals_shown(request):
        approve = request.POST.get("step") == "approve"
        words = request.POST.get("words", "")[:200]
        decide_export(asked, approve=approve, words=words, by=request.user)
    return redirect("export-list")


@never_cache
@sensitive_post_parameters("password")
@require_POST
@requires("export_full")
def export_take(request: UserRequest, pk: int) -> HttpResponse:
    """取: the file, once, for the person who asked and says his password once more."""
    user = request.user
    asked = get_object_or_404(ExportRequest.objects.visible_to(user), pk=pk)
    found = _shape_or_404(asked.shape, user)
    taken = _taken(found, asked.query, user, full=True, reason=asked.reason)

    def make(row_ids: list[int]) -> tuple[bytes, int]:
        frozen = taken.narrowed(row_ids)
        return frozen.content(asked.form), frozen.count

    with refusals_shown(request) as outcome:
        want_password(request)
        content = take_export(asked, make, by=user)
    return redirect("export-list") if outcome.refused else _file(found, asked.form, content)
