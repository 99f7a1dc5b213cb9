"""Supervision 监督检查: the desk, one inspection with its sheet, draws and orders, and what everyone may read."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disclosure.actions.inspections import (
    add_finding,
    check_item,
    close_inspection,
    open_inspection,
    sign_inspection,
)
from disclosure.actions.opinions import tallies_of
from disclosure.actions.papers import cleaned, open_paper
from disclosure.actions.rectifications import issue_order, recheck_order, report_order
from disclosure.forms.inspections import (
    CheckForm,
    FindingForm,
    OpenForm,
    OrderForm,
    RecheckForm,
    ReportForm,
)
from disclosure.forms.opinions import SlipsForm
from disclosure.inspection_duties import (
    NOT_ON,
    is_inspector,
    may_close,
    may_find,
    may_issue,
    may_recheck,
    may_report,
    may_sign,
)
from disclosure.inspection_record import record
from disclosure.inspection_sheet import drawn_of, orders_of, sheet_of, total_of
from disclosure.models import (
    Finding,
    Inspection,
    InspectionItem,
    InspectionKind,
    Quality,
    Rectification,
    RectificationPaper,
    RectificationStatus,
    Result,
)
from disclosure.shapes_supervision import narrowed_inspections, narrowed_orders
from disclosure.views.said import is_valid, told
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of
from welfare.uploads import as_download


@require_GET
@requires("use_office")
def inspection_list(request: UserRequest) -> HttpResponse:
    """监督检查 in the office."""
    on = clock.today()
    orders = Rectification.objects
    context = {
        "page": page_of(request, narrowed_inspections(request.GET)),
        "open": orders.open().count(),
        "late": orders.overdue(on=on).count(),
        "closed": orders.filter(status=RectificationStatus.CLOSED).count(),
        "mine": orders.open().filter(owner=request.user).count(),
        "may_inspect": request.user.may_use("inspect"),
        "active": "inspection-list",
    }
    return render(request, "disclosure/inspections/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("inspect")
def inspection_new(request: UserRequest) -> HttpResponse:
    """开始检查: the draw is made at once."""
    on = clock.today()
    form = OpenForm(request.POST or None, on=on, by=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_shown(request):
            inspection = open_inspection(
                given["unit"], kind=InspectionKind(given["kind"]), quarter=form.period(),
                inspectors=[request.user, *given["others"]], on=on, by=request.user,
            )  # fmt: skip
            messages.success(request, f"{inspection.number} 开始检查，系统抽好了要查的。")
            return redirect(inspection)
    context = {"form": form, "active": "inspection-list"}
    return render(request, "disclosure/inspections/new.html", context)


def _orders(inspection: Inspection, user: UserRequest) -> list[dict[str, Any]]:
    """Each order with what this reader may do with it."""
    return [
        {
            "order": order,
            "late": order.is_overdue(on=clock.today()),
            "report": may_report(user.user, order),
            "recheck": may_recheck(user.user, order),
        }
        for order in orders_of(inspection)
    ]


@require_GET
@requires("use_office")
def inspection_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One inspection."""
    inspection = get_object_or_404(Inspection.objects.select_related("unit"), pk=pk)
    lines, user = sheet_of(inspection, on=clock.today()), request.user
    drawn = drawn_of(inspection, user)
    orders = _orders(inspection, request)
    same = Inspection.objects.filter(year=inspection.year, quarter=inspection.quarter)
    context = {
        "inspection": inspection,
        "lines": lines,
        "total": total_of(lines),
        "team": inspection.team.select_related("user"),
        "draws": [(draw, draw.cells()) for draw in inspection.draws.order_by("pk")],
        "drawn": drawn,
        "orders": orders,
        "to_do": sum(each["order"].status != "closed" for each in orders),
        "others": same.best_first().select_related("unit")[:12],
        "find_reason": may_find(user, inspection),
        "sign_reason": may_sign(user, inspection),
        "close_reason": may_close(user, inspection),
        "issue_reason": may_issue(user, inspection),
        "finding": FindingForm(),
        "ordering": OrderForm(by=user),
        "reporting": ReportForm(),
        "rechecking": RecheckForm(),
        "checking": CheckForm(),
        "slips": SlipsForm(),
        "slips_reason": "" if is_inspector(user, inspection) else NOT_ON,
        "slips_out": inspection.slips.count(),
        "tally": tallies_of([inspection]).get(inspection.pk),
        "may_inspect": user.may_use("inspect"),
        "active": "inspection-list",
    }
    return render(request, "disclosure/inspections/detail.html", context)


@require_GET
@requires("use_office")
def inspection_print(request: UserRequest, pk: int) -> HttpResponse:
    """考核表 on A4."""
    inspection = get_object_or_404(Inspection.objects.select_related("unit"), pk=pk)
    answer = HttpResponse(record(inspection), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{inspection.number}.pdf"'
    return answer


@require_POST
@requires("use_office")
def inspection_redraw(request: UserRequest, pk: int) -> HttpResponse:
    """再抽一次，对一对: the kept seeds give what was looked at, or not."""
    inspection = get_object_or_404(Inspection, pk=pk)
    wrong = [
        draw.get_sort_display()
        for draw in inspection.draws.prefetch_related("items")
        if draw.drawn() != sorted(getattr(item, f"{draw.sort}_id") for item in draw.items.all())
    ]
    if wrong:
        messages.error(request, f"{'、'.join(wrong)}再抽和当时不一样，请告诉系统管理员。")
    else:
        messages.success(request, "用当时的种子又抽了一次，抽中的一件不差。")
    return redirect(inspection)


@require_POST
@requires("inspect")
def inspection_check(request: UserRequest, pk: int) -> HttpResponse:
    """查一件: the button says whether it fits."""
    rows = InspectionItem.objects.select_related("draw__inspection")
    item, form = get_object_or_404(rows, pk=pk), CheckForm(request.POST)
    said = request.POST.get("result", "")
    if said not in Result.values:
        messages.error(request, "点一下：一致，还是不一致。")
    elif is_valid(request, form):
        with told(request, "记下了。"):
            note = form.cleaned_data["note"]
            check_item(item, result=Result(said), note=note, by=request.user)
    return redirect(item.draw.inspection)


@require_POST
@requires("inspect")
def inspection_find(request: UserRequest, pk: int) -> HttpResponse:
    """扣分."""
    inspection, form = get_object_or_404(Inspection, pk=pk), FindingForm(request.POST)
    if is_valid(request, form):
        given = form.cleaned_data
        with told(request, "记下了扣分，下整改通知。"):
            add_finding(
                inspection, quality=Quality(given["quality"]), points=given["points"],
                reason=given["reason"], source=given["source"], by=request.user,
            )  # fmt: skip
    return redirect(inspection)


@require_POST
@requires("inspect")
def inspection_sign(request: UserRequest, pk: int) -> HttpResponse:
    """签字."""
    inspection = get_object_or_404(Inspection, pk=pk)
    with told(request, "您签过字了。"):
        sign_inspection(inspection, by=request.user)
    return redirect(inspection)


@require_POST
@requires("inspect")
def inspection_close(request: UserRequest, pk: int) -> HttpResponse:
    """归档."""
    inspection = get_object_or_404(Inspection, pk=pk)
    with told(request, "已归档。"):
        close_inspection(inspection, by=request.user)
    return redirect(inspection)


@require_POST
@requires("inspect")
def rectification_issue(request: UserRequest, pk: int) -> HttpResponse:
    """下整改通知 for a finding."""
    finding = get_object_or_404(Finding.objects.select_related("inspection"), pk=pk)
    form = OrderForm(request.POST, request.FILES, by=request.user)
    if is_valid(request, form):
        given = form.cleaned_data
        with told(request, f"整改通知下给了{given['owner'].name}。"):
            files = cleaned([paper.read() for paper in given["papers"]])
            issue_order(
                finding, demand=given["demand"], owner=given["owner"], due_on=given["due_on"],
                files=files, on=clock.today(), by=request.user,
            )  # fmt: skip
    return redirect(finding.inspection)


def _order(pk: int) -> Rectification:
    return get_object_or_404(Rectification.objects.select_related("finding__inspection"), pk=pk)


@require_POST
@requires("use_office")
def rectification_report(request: UserRequest, pk: int) -> HttpResponse:
    """报改好, by who owes it."""
    order, form = _order(pk), ReportForm(request.POST, request.FILES)
    if is_valid(request, form):
        given = form.cleaned_data
        with told(request, "已报改好，等检查人复查。"):
            files = cleaned([paper.read() for paper in given["papers"]])
            report_order(order, words=given["words"], files=files, by=request.user)
    return redirect(order.finding.inspection)


@require_POST
@requires("inspect")
def rectification_recheck(request: UserRequest, pk: int) -> HttpResponse:
    """复查: the button says whether it is good."""
    order, form = _order(pk), RecheckForm(request.POST)
    said = request.POST.get("good", "")
    if said not in ("yes", "no"):
        messages.error(request, "点一下：改好了，还是没改好。")
    elif is_valid(request, form):
        with told(request, "复查通过，大家看得到了。" if said == "yes" else "退回接着改。"):
            words = form.cleaned_data["words"]
            recheck_order(order, good=said == "yes", words=words, on=clock.today(), by=request.user)
    return redirect(order.finding.inspection)


@require_GET
@requires("use_office")
def rectification_paper(request: UserRequest, pk: int) -> HttpResponse:
    """A photograph of an order, as a download."""
    rows = RectificationPaper.objects.select_related("step__order__finding__inspection")
    paper = get_object_or_404(rows, pk=pk)
    with refusals_shown(request) as outcome:
        content = open_paper(paper, by=request.user)
    if outcome.refused:
        return redirect(paper.step.order.finding.inspection)
    name = f"{paper.step.order.number}-{paper.pk}.{paper.file_type}"
    return as_download(content, file_type=paper.file_type, filename=name)


@require_GET
@requires("use_office")
def rectification_list(request: UserRequest) -> HttpResponse:
    """整改通知 of all inspections."""
    rows = narrowed_orders(request.GET, clock.today(), request.user)
    context = {
        "page": page_of(request, rows),
        "show": request.GET.get("show", ""),
        "on": clock.today(),
        "active": "inspection-list",
    }
    return render(request, "disclosure/inspections/orders.html", context)


@login_not_required
@require_GET
def rectification_public(request: HttpRequest) -> HttpResponse:
    """查出来的，改了没有: every closed order, and how many are still open; no names."""
    orders = Rectification.objects.select_related("finding__inspection__unit")
    closed = orders.filter(status=RectificationStatus.CLOSED).order_by("-closed_on", "-number")
    signed = Inspection.objects.scored().exclude(status="open").select_related("unit")[:12]
    heard = tallies_of(signed)
    context = {
        "page": page_of(request, closed),
        "whole": orders.count(),
        "open": Rectification.objects.open().count(),
        "scores": [(one, heard[one.pk]) for one in signed],
        "active": "report-new",
    }
    return render(request, "disclosure/inspections/public.html", context)
