"""入社登记 in bulk on screen: a workbook of paper registrations, the committee's approval, the board."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.enrolments import (
    announce_enrolments,
    approve_enrolments,
    enter_enrolment_file,
    open_scan,
)
from mutualfund.forms.members import ApprovalForm, EnrolmentFileForm
from mutualfund.member_list import ANNOUNCE, APPROVE
from mutualfund.models import Enrolment, EnrolmentScan
from mutualfund.views.found import Page, form_page
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.errors import Refused
from welfare.uploads import as_download


def _ticked(request: UserRequest) -> list[Enrolment]:
    keys = [key for key in request.POST.getlist("enrolment") if key.isdecimal() and len(key) < 19]
    return list(Enrolment.objects.visible_to(request.user).filter(pk__in=keys))


@require_http_methods(["GET", "POST"])
@requires("manage_members")
def enrolment_file(request: UserRequest) -> HttpResponse:
    """补录纸质登记: a workbook and the scan of the signed papers, written whole or not at all."""
    form = EnrolmentFileForm(request.POST or None, request.FILES or None)
    page = Page(
        "补录纸质入社登记", "补录", reverse("enrolment-list"), "正在入社", "coop-list",
        "表头要有：姓名、工号（或身份证号）、申请日期、签名日期；单位工会意见可以没有。"
        "签过字的登记表扫成一份 PDF 一起传。补录以后等主任登记互助委的批准。",
        told="主任委员，去批准",
    )  # fmt: skip

    def done() -> str:
        given = form.cleaned_data
        made = enter_enrolment_file(
            given["file"], scan=given["scan"].read(), on=clock.today(), by=request.user
        )
        messages.success(request, f"补录了 {len(made)} 份登记，等互助委批准。")
        return f"{reverse('enrolment-list')}?show={APPROVE}"

    return form_page(request, form, page, done)


@require_POST
@requires("finalise_claim")
def enrolment_approve(request: UserRequest) -> HttpResponse:
    """互助委批准 of the ticked."""
    form = ApprovalForm(request.POST)
    with refusals_shown(request):
        if not form.is_valid():
            raise Refused("；".join(str(e) for errors in form.errors.values() for e in errors))
        given = form.cleaned_data
        count = approve_enrolments(
            _ticked(request), document=given["document"], approved_on=given["approved_on"],
            on=clock.today(), by=request.user,
        )  # fmt: skip
        messages.success(request, f"批准了 {count} 份登记，会计可以收首次会费。")
    return redirect(f"{reverse('enrolment-list')}?show={APPROVE}")


@require_POST
@requires("manage_members")
def enrolment_announce(request: UserRequest) -> HttpResponse:
    """登记公布 of the ticked."""
    with refusals_shown(request):
        count = announce_enrolments(_ticked(request), on=clock.today(), by=request.user)
        messages.success(request, f"记下了 {count} 人已公布。")
    return redirect(f"{reverse('enrolment-list')}?show={ANNOUNCE}")


@require_GET
def enrolment_scan(request: UserRequest, uid: str) -> HttpResponse:
    """The scan as a download; the look is logged."""
    scan = get_object_or_404(EnrolmentScan.objects.visible_to(request.user), uid=uid)
    with refusals_shown(request) as outcome:
        content = open_scan(scan, by=request.user)
    if outcome.refused:
        return redirect("enrolment-list")
    return as_download(content, file_type=scan.file_type, filename=f"{scan}.{scan.file_type}")
