"""公示异议 in the office: the list, and one case with its next step."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from disclosure.actions.objections import (
    answer_notice_objection,
    ask_for_file,
    is_held,
    may_hear,
)
from disclosure.forms.objections import AnswerForm, HandlersForm
from disclosure.models import NoticeObjection
from staff.models import Duty, Result
from staff.views.steps import carried_out, people_for
from welfare import audit, clock
from welfare.access import UserRequest, requires
from welfare.paging import page_of

_CASES = NoticeObjection.objects.select_related(
    "notice__editor", "notice__releaser", "file_objection__certification", "answered_by"
)


@require_GET
@requires("use_office")
def objection_list(request: UserRequest) -> HttpResponse:
    """All of them, or ?show=open, done; never what was said, nor by whom."""
    shown = request.GET.get("show", "")
    rows = _CASES.narrowed(shown)
    context = {
        "page": page_of(request, rows),
        "shown": shown,
        "may_hear": request.user.may_use("hear_objections"),
        "open": NoticeObjection.objects.open().count(),
        "all": NoticeObjection.objects.count(),
        "today": clock.today(),
    }
    return render(request, "disclosure/objections/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("hear_objections")
def notice_objection(request: UserRequest, uid: UUID) -> HttpResponse:
    """One case: the words for those who may look into it, the answer or the two who are asked."""
    objection = get_object_or_404(_CASES.all(), uid=uid)
    blocked = may_hear(request.user, objection)
    heard = objection.file_objection
    form: AnswerForm | HandlersForm
    if heard is not None:
        form = HandlersForm(request.POST or None, free=people_for(heard.certification, Duty.HEAR))
    else:
        form = AnswerForm(request.POST or None)

    def act() -> None:
        today, user, given = clock.today(), request.user, form.cleaned_data
        if heard is not None:
            ask_for_file(objection, handlers=list(given["people"]), on=today, by=user)
            messages.success(request, "请好了，他们在困难档案里核查、答复。")
            return
        answer_notice_objection(
            objection, result=Result(given["result"]), answer=given["answer"], on=today, by=user
        )
        messages.success(request, "答复记好了，提异议的人凭回执码看得到。")

    if carried_out(request, form, act):
        return redirect(objection)
    if not blocked and request.method == "GET":
        with transaction.atomic():
            audit.record("notice.objection_read", objection.notice, by=request.user)
    asked = list(heard.handlers.all()) if heard is not None else []
    context = {
        "objection": objection,
        "form": None if objection.outcome or blocked or asked else form,
        "blocked": "" if objection.outcome else blocked,
        "asked": asked,
        "may_read": not blocked,
        "is_held": is_held(objection),
        "today": clock.today(),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "disclosure/objections/detail.html", context, status=status)
