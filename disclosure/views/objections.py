"""公示异议 in the office: the list, and one case with its next step."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from disclosure.actions.objection_answers import (
    judge_answer,
    may_judge,
    open_objection_paper,
    propose_answer,
    waiting_answer,
)
from disclosure.actions.objections import ask_for_file, is_asked, is_held, may_hear, may_read
from disclosure.forms.objections import AnswerForm, HandlersForm, JudgeForm
from disclosure.models import NoticeObjection, ObjectionAnswer, ObjectionPaper
from disclosure.shapes import narrowed_objections
from disclosure.shapes_supervision import year_in
from staff.models import Duty, Objection, Result
from staff.views.steps import carried_out, people_for
from welfare import audit, clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of
from welfare.uploads import as_download

_LIST = "objection-list"
_CASE_PARTS = (
    "notice__editor", "notice__releaser", "file_objection__certification", "answered_by",
)  # fmt: skip
_CASES = NoticeObjection.objects.select_related(*_CASE_PARTS)


@require_GET
@requires("use_office")
def objection_list(request: UserRequest) -> HttpResponse:
    """All of them, or ?show=open, done, raised in ?year=, or ?file= the one heard in a hardship file;
    never what was said, nor by whom.
    """
    shown, rows = request.GET.get("show", ""), narrowed_objections(request.GET)
    rows = rows.select_related(*_CASE_PARTS)
    if (file := request.GET.get("file", "")).isdecimal():
        rows = rows.filter(file_objection=int(file[:9]))
    page = page_of(request, rows)
    asked = Objection.objects.filter(handlers=request.user).values_list("pk", flat=True)
    context = {
        "page": page,
        "asked": set(asked),
        "shown": shown,
        "year": year_in(request.GET),
        "may_hear": request.user.may_use("hear_objections"),
        "open": NoticeObjection.objects.open().count(),
        "all": NoticeObjection.objects.count(),
        "today": clock.today(),
    }
    return render(request, "disclosure/objections/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("use_office")
def notice_objection(request: UserRequest, uid: UUID) -> HttpResponse:
    """One case: the words for those who may look into it, the answer, who confirms it, or the two
    who are asked, who read it too.
    """
    objection = get_object_or_404(_CASES.all(), uid=uid)
    closed, waiting = may_read(request.user, objection), waiting_answer(objection)
    if closed and not request.user.may_use("hear_objections"):
        messages.error(request, closed)
        return redirect(_LIST)
    blocked = "" if is_asked(request.user, objection) else may_hear(request.user, objection)
    no_judge = "" if waiting is None or blocked else may_judge(request.user, waiting)
    form = _form(request, objection, waiting)
    if carried_out(request, form, lambda: _act(request, objection, waiting, form)):
        return redirect(objection)
    if not blocked and request.method == "GET":
        with transaction.atomic():
            audit.record("notice.objection_read", objection.notice, by=request.user)
    heard = objection.file_objection
    asked = list(heard.handlers.all()) if heard is not None else []
    context = {
        "objection": objection,
        "form": None if objection.outcome or blocked or no_judge or asked else form,
        "blocked": "" if objection.outcome else blocked,
        "no_judge": no_judge,
        "waiting": waiting,
        "answers": objection.answers.select_related("by", "judged_by"),
        "papers": [] if blocked else objection.papers.all(),
        "asked": asked,
        "may_read": not blocked,
        "is_held": is_held(objection),
        "today": clock.today(),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "disclosure/objections/detail.html", context, status=status)


def _form(
    request: UserRequest, objection: NoticeObjection, waiting: ObjectionAnswer | None
) -> forms.Form:
    """The form of the next step: whom to ask, the answer, or whether another's answer stands."""
    sent, heard = request.POST or None, objection.file_objection
    if heard is not None:
        return HandlersForm(sent, free=people_for(heard.certification, Duty.HEAR))
    return AnswerForm(sent) if waiting is None else JudgeForm(sent)


def _act(
    request: UserRequest, objection: NoticeObjection, waiting: ObjectionAnswer | None,
    form: forms.Form,
) -> None:  # fmt: skip
    """Carry out what was sent, and say so."""
    given: dict[str, Any] = form.cleaned_data
    hand: dict[str, Any] = {"on": clock.today(), "by": request.user}
    if objection.file_objection is not None:
        ask_for_file(objection, handlers=list(given["people"]), **hand)
        told = "请好了，他们在困难档案里核查、答复。"
    elif waiting is None:
        propose_answer(objection, result=Result(given["result"]), answer=given["answer"], **hand)
        told = "写好了，等另一位没办过这件事的人确认，再答复提异议的人。"
    else:
        agreed = given["agree"] == "yes"
        judge_answer(waiting, agreed=agreed, words=given["words"], **hand)
        told = "确认了，提异议的人凭回执码看得到。" if agreed else "退回了，再查一次。"
    messages.success(request, told)


@require_GET
@requires("use_office")
def objection_paper(request: UserRequest, pk: UUID) -> HttpResponse:
    """What was sent along, for those who may look into it."""
    rows = ObjectionPaper.objects.select_related("objection__notice")
    paper = get_object_or_404(rows, pk=pk)
    with refusals_shown(request) as outcome:
        content = open_objection_paper(paper, by=request.user)
    if outcome.refused:
        return redirect(paper.objection if request.user.may_use("hear_objections") else _LIST)
    return as_download(content, file_type=paper.file_type, filename=str(paper))
