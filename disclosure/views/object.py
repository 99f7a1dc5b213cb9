"""提异议 for everyone: no login, nothing kept of who opens these pages (welfare/traceless.py).

The receipt code travels in forms alone, never in an address.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from disclosure import report_gate
from disclosure.actions.notices import notice_days
from disclosure.actions.objections import object_to_notice, objection_of
from disclosure.forms.objections import ObjectForm
from disclosure.forms.reports import CodeForm
from disclosure.models import Notice, NoticeObjection
from welfare import clock
from welfare.errors import Refused
from welfare.traceless import traceless

NOT_FOUND = "没有这个回执码，对一对抄的 16 位数字。"
BARE: dict[str, Any] = {"home_url": "", "active": "notice-list", "messages": ()}


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"disclosure/objections/{name}.html", BARE | context, status=status)


@traceless
@require_http_methods(["GET", "POST"])
def notice_object(request: HttpRequest, number: str) -> HttpResponse:
    """有不同意见: the form while the notice stands, and after sending the receipt code, once."""
    today = clock.today()
    notice = get_object_or_404(Notice.objects.running(on=today), number=number)
    form = ObjectForm(notice, request.POST or None, request.FILES or None, initial={"row": ""})
    if request.method == "POST" and form.is_valid():
        if not report_gate.objections.lets_through():
            form.add_error(None, report_gate.BUSY)
        else:
            try:
                objection, code = object_to_notice(notice, form.saying(), on=today)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return _receipt(request, objection, code)
    status = 400 if request.method == "POST" else 200
    return _page(
        request, "new", status, form=form, notice=notice, days=notice_days(notice), today=today
    )


def _receipt(request: HttpRequest, objection: NoticeObjection, code: str) -> HttpResponse:
    groups = [code[at : at + 4] for at in range(0, len(code), 4)]
    holds = bool(objection.notice.claims)
    return _page(request, "receipt", objection=objection, groups=groups, holds=holds)


@traceless
@require_http_methods(["GET", "POST"])
def objection_check(request: HttpRequest) -> HttpResponse:
    """用回执码看答复: the same words for a wrong code as for none."""
    if request.method == "GET":
        return _page(request, "check", form=CodeForm())
    form = CodeForm(request.POST)
    if form.is_valid():
        if not report_gate.codes.lets_through():
            form.add_error("code", report_gate.BUSY)
            return _page(request, "check", 429, form=form)
        objection = objection_of(form.cleaned_data["code"])
        if objection is not None:
            return _page(request, "answer", objection=objection)
        form.add_error("code", NOT_FOUND)
    return _page(request, "check", 400, form=form)
