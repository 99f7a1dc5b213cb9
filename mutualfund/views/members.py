"""社员: the register by computed state, one member, who has not joined, and joining itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.members import (
    add_enrolment_scan,
    leave_coop,
    register_enrolment,
    sign_enrolment,
    withdraw_enrolment,
)
from mutualfund.forms.members import EnrolmentForm, LeaveForm
from mutualfund.member_list import (
    ANNOUNCE,
    APPROVE,
    absent_asked,
    absent_workers,
    asked_of,
    enrolments_asked,
    members_of,
    painted,
    shares,
    stations,
)
from mutualfund.models import Charter, Claim, Enrolment, Member, Receipt, Topic
from mutualfund.models.enrolments import sees_scans
from mutualfund.models.members import MemberQuerySet
from mutualfund.views.found import Page, form_page
from staff.models import Worker
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.masks import id_masked
from welfare.paging import page_of

ACTIVE = "coop-list"
TICKS = {APPROVE: "finalise_claim", ANNOUNCE: "manage_members"}  # who acts on which list


def _no_charter(request: UserRequest) -> HttpResponse:
    return render(request, "mutualfund/no_charter.html", {"active": ACTIVE})


@require_GET
@requires("view_fund")
def coop_list(request: UserRequest) -> HttpResponse:
    """社员名册, narrowed by state, station and a word."""
    today = clock.today()
    charter = Charter.objects.covering(today)
    if charter is None:
        return _no_charter(request)
    asked = asked_of(request.GET)
    rows, tabs = members_of(asked, request.user, charter, on=today)
    page = page_of(request, rows)
    context = {
        "asked": asked,
        "state_tabs": tabs,
        "page": page,
        "rows": [(member, painted(member)) for member in page],
        "stations": stations(),
        "charter": charter,
        "joining": enrolments_asked(request.user, {}).count(),
        "absent": absent_workers(request.user, on=today).count(),
        "today": today,
        "active": ACTIVE,
    }
    return render(request, "mutualfund/members/list.html", context)


def _members(request: UserRequest) -> MemberQuerySet:
    rows = Member.objects.visible_to(request.user)
    return rows.select_related("worker__station", "enrolment")


@require_GET
@requires("view_fund")
def coop_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One membership: what its state comes from, its dues with receipts, its claims."""
    today = clock.today()
    charter = Charter.objects.covering(today)
    if charter is None:
        return _no_charter(request)
    rows = _members(request).with_state(charter, on=today)
    member = get_object_or_404(rows, pk=pk)
    dues = list(member.dues.select_related("voucher").order_by("year"))
    receipts = Receipt.objects.filter(source__in=[f"dues:{due.pk}" for due in dues], void_reason="")
    by_source = {receipt.source: receipt for receipt in receipts}
    context = {
        "member": member,
        "paint": painted(member),
        "charter": charter,
        "article": charter.numbers().get(Topic.DUES, ""),
        "dues": [(due, by_source.get(f"dues:{due.pk}")) for due in dues],
        "claims": Claim.objects.visible_to(request.user).filter(member=member).order_by("-pk")[:20],
        "may_leave": member.left_on is None,
        "leave_form": LeaveForm(),
        "today": today,
        "active": ACTIVE,
    }
    return render(request, "mutualfund/members/detail.html", context)


@require_POST
@requires("manage_members")
def coop_leave(request: UserRequest, pk: int) -> HttpResponse:
    """退社; dues are not given back."""
    member = get_object_or_404(_members(request), pk=pk)
    form = LeaveForm(request.POST)
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused("选退社的原因。")
        leave_coop(member, reason=form.cleaned_data["reason"], on=clock.today(), by=request.user)
        messages.success(request, f"{member.worker.name}已退社，会费不退。")
    return redirect(member)


@require_GET
@requires("manage_members")
def coop_absent(request: UserRequest) -> HttpResponse:
    """没有入社的职工, by station: whom to tell."""
    today = clock.today()
    page = page_of(request, absent_asked(request.user, request.GET, on=today))
    registered = Enrolment.objects.open().filter(worker__in=[worker.pk for worker in page])
    by_worker = {enrolment.worker_id: enrolment for enrolment in registered}
    context = {
        "asked": asked_of(request.GET),
        "page": page,
        "rows": [(worker, by_worker.get(worker.pk)) for worker in page],
        "stations": stations(),
        "shares": shares(on=today),
        "members": Member.objects.open_on(today).count(),
        "workers": Worker.objects.on_roster(on=today).count(),
        "today": today,
        "active": ACTIVE,
    }
    return render(request, "mutualfund/members/absent.html", context)


@require_http_methods(["GET", "POST"])
@requires("manage_members")
def enrolment_new(request: UserRequest, pk: int) -> HttpResponse:
    """登记入社 for one worker; the form is printed next."""
    worker = get_object_or_404(Worker.objects.visible_to(request.user), pk=pk)
    form = EnrolmentForm(request.POST or None)
    page = Page(
        f"登记{worker.name}入社",
        "登记，去打印",
        reverse("coop-absent"),
        "没有入社的职工",
        ACTIVE,
        "登记以后打印入社登记表，本人签名，互助委批准。缴了首次会费才是社员。",
    )

    def done() -> str:
        enrolment = register_enrolment(
            worker, opinion=form.cleaned_data["opinion"], on=clock.today(), by=request.user
        )
        return enrolment.get_absolute_url()

    return form_page(request, form, page, done)


@require_GET
@requires("view_fund")
def enrolment_list(request: UserRequest) -> HttpResponse:
    """正在入社: who still has to sign, who has to pay."""
    show = request.GET.get("show", "")
    show = show if show in (APPROVE, ANNOUNCE) else ""
    tabs = [
        (key, words, enrolments_asked(request.user, {"show": key}).count())
        for key, words in (("", "没办完的"), (APPROVE, "等互助委批准"), (ANNOUNCE, "批准了没公布"))
    ]
    context = {
        "page": page_of(request, enrolments_asked(request.user, {"show": show})),
        "show": show,
        "show_tabs": tabs,
        "ticks": request.user.may_use(TICKS[show]) if show else False,
        "sees_scans": sees_scans(request.user),
        "active": ACTIVE,
        "today": clock.today(),
    }
    return render(request, "mutualfund/members/enrolments.html", context)


def _enrolment(request: UserRequest, pk: int) -> Enrolment:
    rows = Enrolment.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related(
            "worker__station__branch", "entered_by", "member", "approved_by", "scan"
        ),
        pk=pk,
    )


@require_GET
@requires("view_fund")
def enrolment_detail(request: UserRequest, pk: int) -> HttpResponse:
    """入社登记表, A4."""
    enrolment = _enrolment(request, pk)
    charter = Charter.objects.covering(enrolment.applied_on)
    if charter is None:
        return _no_charter(request)
    context = {
        "enrolment": enrolment,
        "worker": enrolment.worker,
        "id_masked": id_masked(str(enrolment.worker.id_number)),
        "charter": charter,
        "numbers": charter.numbers(),
        "articles": charter.articles.filter(
            topic__in=[Topic.MEMBERSHIP, Topic.DUES, Topic.WAITING]
        ),
        "now": clock.now(),
        "sees_scans": sees_scans(request.user),
        "active": ACTIVE,
    }
    return render(request, "mutualfund/members/enrolment.html", context)


@require_POST
@requires("manage_members")
def enrolment_sign(request: UserRequest, pk: int) -> HttpResponse:
    """The printed form came back signed; sent again with a file, its scan that came later."""
    enrolment, file = _enrolment(request, pk), request.FILES.get("scan")
    with refusals_shown(request):
        scan = file.read() if file else None
        if enrolment.signed_on and scan is not None:
            add_enrolment_scan(enrolment, scan, by=request.user)
            messages.success(request, "签过字的表补上了。")
        else:
            sign_enrolment(enrolment, scan=scan, on=clock.today(), by=request.user)
            messages.success(request, "已收到签名，等互助委批准。")
    return redirect(enrolment)


@require_POST
@requires("manage_members")
def enrolment_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """本人不入了."""
    enrolment = _enrolment(request, pk)
    with refusals_shown(request):
        withdraw_enrolment(enrolment, on=clock.today(), by=request.user)
        messages.success(request, "登记已撤回。")
    return redirect(enrolment)
