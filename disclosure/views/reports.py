"""Reports 举报 at the handlers' desk: each sees those whose key he holds, and no count of others."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disclosure.actions.handler_keys import change_passphrase, key_in_use, make_key, private_of
from disclosure.actions.report_steps import (
    addable,
    case_for,
    let_in,
    may_take,
    note_printing,
    others_on,
    reply,
    step_back,
    steps_open,
    take_step,
)
from disclosure.actions.reports import send_report
from disclosure.forms.reports import (
    EntryForm,
    LeaveForm,
    NewPassphraseForm,
    PassphraseForm,
    ReplyForm,
    StepForm,
)
from disclosure.models.box_openings import BoxOpening
from disclosure.models.reports import Channel, HandlerKey, Report, ReportFile
from disclosure.report_case import Case, told_of, words_of
from disclosure.report_form import register_form
from disclosure.report_unlocking import held, hold, let_go
from disclosure.views.report import paper_of
from staff.models import Branch
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.paging import page_of
from welfare.uploads import as_download

ACTIVE = {"active": "report-desk"}
SHOWN = {"": "没答复的", "late": "过了时限的", "all": "全部"}
CLOSED = "先写受理密码，再打开举报。"
ENTER_DAYS = 30  # so long a box of others is offered when both its openers may not enter a paper


def narrowed_reports(request: UserRequest, show: str) -> "QuerySet[Report]":
    """One's own reports: those to do, those late, or all."""
    rows, on = Report.objects.visible_to(request.user), clock.today()
    if show == "late":
        return rows.overdue(on=on)
    return rows if show == "all" else rows.open()


@never_cache
@require_GET
@requires("handle_reports")
def report_desk(request: UserRequest) -> HttpResponse:
    """举报受理. Six queries and the page's own."""
    on, show = clock.today(), request.GET.get("show", "")
    show = show if show in SHOWN else ""
    page = page_of(request, narrowed_reports(request, show))
    context = {
        "page": page,
        "lines": [(one, one.is_overdue(on=on)) for one in page],
        "show": show,
        "lists": [
            (key, words, narrowed_reports(request, key).count()) for key, words in SHOWN.items()
        ],
        "key": key_in_use(request.user),
        "is_open": held(request) is not None,
        "unlock": PassphraseForm(),
    }
    return render(request, "disclosure/reports/desk.html", context | ACTIVE)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@requires("handle_reports")
def report_key(request: UserRequest) -> HttpResponse:
    """受理密码: set, changed with the old one, or set anew when it is forgotten."""
    key, form = key_in_use(request.user), NewPassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        old, new = request.POST.get("old", ""), form.cleaned_data["passphrase"]
        with refusals_shown(request) as outcome:
            if key is not None and old:
                change_passphrase(key, old=old, new=new)
            elif key is None or request.POST.get("forgotten"):
                make_key(request.user, passphrase=new, on=clock.today())
            else:
                raise Refused("写旧的受理密码；忘了的，勾上「忘了，重设」。")
        if not outcome.refused:
            messages.success(request, "受理密码设好了，记牢它，别人找不回来。")
            return redirect("report-desk")
    return render(request, "disclosure/reports/key.html", {"form": form, "key": key} | ACTIVE)


@sensitive_post_parameters()
@require_POST
@requires("handle_reports")
def report_unlock(request: UserRequest) -> HttpResponse:
    """写受理密码, and go on to where one came from."""
    key, form = key_in_use(request.user), PassphraseForm(request.POST)
    back = Report.objects.visible_to(request.user).filter(pk=_uuid(request.POST.get("report")))
    response = redirect(back.first() or "report-desk")
    if key is None:
        messages.error(request, "您还没有受理密码，先设一个。")
    elif form.is_valid():
        with refusals_shown(request):
            hold(request, response, key, private_of(key, form.cleaned_data["passphrase"]))
    else:
        messages.error(request, "「受理密码」还没有填。")
    return response


def _uuid(text: str | None) -> UUID:
    """The key a form names; one that nothing has for any other text."""
    try:
        return UUID(text or "")
    except ValueError:
        return UUID(int=0)


@require_POST
@requires("handle_reports")
def report_lock(request: UserRequest) -> HttpResponse:
    """锁上."""
    response = redirect("report-desk")
    let_go(request, response)
    return response


def _report_or_404(request: UserRequest, pk: UUID) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user), pk=pk)


def _case(request: UserRequest, report: Report) -> Case | None:
    """The report opened, when the passphrase was given lately; a message says why not."""
    private = held(request)
    if private is None:
        return None
    found: list[Case] = []
    with refusals_shown(request):
        found.append(case_for(report, request.user, private))
    return next(iter(found), None)


@never_cache
@require_GET
@requires("handle_reports")
def report_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """One report: closed until the passphrase is given."""
    return _detail(request, _report_or_404(request, pk))


def _detail(request: UserRequest, report: Report, **forms: Form) -> HttpResponse:
    case, on, user = _case(request, report), clock.today(), request.user
    kinds = steps_open(report)
    whys = {kind: may_take(report, kind, user) for kind in kinds}
    context: dict[str, Any] = {
        "report": report,
        "is_overdue": report.is_overdue(on=on),
        "is_open": case is not None,
        "unlock": PassphraseForm(),
        "step": StepForm(kinds=tuple(kind for kind in kinds if not whys[kind])),
        "refused": [why for why in whys.values() if why],
        "reply": ReplyForm(),
        "leave": LeaveForm(),
        "no_leave": "" if others_on(report, user) else "只剩您一位受理人，先加一位再回避。",
        "handlers": report.shares.filter(until__isnull=True).select_related("handler"),
        "steps": [(one, "") for one in report.steps.select_related("by")],
    }
    if case is not None:
        context |= _inside(case)
    status = 400 if any(form.errors for form in forms.values()) else 200
    page = context | forms | ACTIVE
    return render(request, "disclosure/reports/detail.html", page, status=status)


def _inside(case: Case) -> dict[str, Any]:
    """What the key opens: the talk, the words of the steps, who is named, who else could help."""
    told = told_of(case)
    turns = case.report.messages.select_related("by").prefetch_related("files")
    steps = case.report.steps.select_related("by")
    return {
        "told": told,
        "branch": Branch.objects.filter(pk=told["branch"]).first() if told["branch"] else None,
        "turns": [(one, words_of(case, one.pk, one.words)) for one in turns],
        "steps": [(one, words_of(case, one.pk, one.words) if one.words else "") for one in steps],
        "addable": addable(case),
    }


@require_POST
@requires("handle_reports")
def report_step(request: UserRequest, pk: UUID) -> HttpResponse:
    """登记、受理、结论、答复、归档."""
    report, form = _report_or_404(request, pk), StepForm(request.POST)
    if not form.is_valid():
        return _detail(request, report, step=form)
    with refusals_shown(request):
        done = take_step(report, form.chosen(), on=clock.today(), by=request.user)
        messages.success(request, f"{done.get_kind_display()}，记下了。")
    return redirect(report)


@require_POST
@requires("handle_reports")
def report_reply(request: UserRequest, pk: UUID) -> HttpResponse:
    """问举报人."""
    report, form = _report_or_404(request, pk), ReplyForm(request.POST)
    if not form.is_valid():
        return _detail(request, report, reply=form)
    with refusals_shown(request):
        reply(report, form.cleaned_data["words"], on=clock.today(), by=request.user)
        messages.success(request, "发出了，他凭回执码看得到。")
    return redirect(report)


@require_POST
@requires("handle_reports")
def report_share(request: UserRequest, pk: UUID) -> HttpResponse:
    """加人办理."""
    report = _report_or_404(request, pk)
    case, key = _case(request, report), HandlerKey.objects.filter(pk=_uuid(request.POST.get("key")))
    with refusals_shown(request):
        if case is None:
            raise Refused(CLOSED)
        if (wanted := key.select_related("user").first()) is None:
            raise Refused("选一位受理人。")
        let_in(case, wanted, on=clock.today(), by=request.user)
        messages.success(request, f"{wanted.user}可以看这件了。")
    return redirect(report)


@require_POST
@requires("handle_reports")
def report_recuse(request: UserRequest, pk: UUID) -> HttpResponse:
    """回避: afterwards it is not there for him."""
    report, form = _report_or_404(request, pk), LeaveForm(request.POST)
    if not form.is_valid():
        return _detail(request, report, leave=form)
    with refusals_shown(request) as outcome:
        step_back(report, form.cleaned_data["reason"], on=clock.today(), by=request.user)
        messages.success(request, "您已回避，这件您看不到了。")
    return redirect(report) if outcome.refused else redirect("report-desk")


@require_GET
@requires("handle_reports")
def report_file(request: UserRequest, pk: UUID) -> HttpResponse:
    """A paper, opened with the key at hand."""
    mine = Report.objects.visible_to(request.user)
    rows = ReportFile.objects.filter(message__report__in=mine).select_related("message__report")
    paper = get_object_or_404(rows, pk=pk)
    case = _case(request, paper.message.report)
    if case is None:
        raise Http404("closed")
    return paper_of(case, paper)


@require_POST
@requires("handle_reports")
def report_print(request: UserRequest, pk: UUID) -> HttpResponse:
    """打印举报登记表, with the key at hand; that it was printed is a step of the report."""
    report = _report_or_404(request, pk)
    case = _case(request, report)
    if case is None:
        messages.error(request, CLOSED)
        return redirect(report)
    with refusals_shown(request) as outcome:
        note_printing(report, on=clock.today(), by=request.user)
    if outcome.refused:
        return redirect(report)
    return as_download(
        register_form(case, by=request.user), file_type="pdf", filename=report.number
    )


@never_cache
@require_http_methods(["GET", "POST"])
@requires("handle_reports")
def report_enter(request: UserRequest) -> HttpResponse:
    """登记来信来电来访: one enters, another looks at it; the code is shown once, for the caller."""
    openings = BoxOpening.objects.with_papers(request.user, on=clock.today(), days=ENTER_DAYS)
    asked = _uuid(request.GET.get("opening"))
    initial: dict[str, Any] = {"channel": Channel.HOTLINE}
    if openings.filter(pk=asked).exists():
        initial = {"channel": Channel.BOX, "opening": asked}
    form = EntryForm(
        request.POST or None, request.FILES or None, initial=initial,
        openings=openings.select_related("board"),
    )  # fmt: skip
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = form.cleaned_data
        with refusals_shown(request):
            report, code = send_report(
                form.telling(), channel=Channel(told["channel"]), opening=told["opening"],
                on=clock.today(), by=request.user,
            )  # fmt: skip
            context |= {"report": report, "code": code}
    return render(request, "disclosure/reports/enter.html", context | ACTIVE)
