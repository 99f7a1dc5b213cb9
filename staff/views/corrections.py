"""Corrections 更正申请 in the office: what workers say stands wrongly, and the answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from staff.actions.corrections import answer_correction
from staff.forms.own_data import AnswerCorrectionForm
from staff.models import Correction
from staff.own_data_shapes import asked_for, corrections_of
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_GET
@requires("edit_workers")
def correction_list(request: UserRequest) -> HttpResponse:
    """更正申请: those waiting, or those answered."""
    rows = corrections_of(request.user, request.GET)
    context = {
        "page": page_of(request, rows),
        "show": asked_for(request.GET),
        "waiting": Correction.objects.open().count(),
        "today": clock.today(),
        "active": "worker-list",
    }
    return render(request, "staff/corrections/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("edit_workers")
def correction_answer(request: UserRequest, pk: int) -> HttpResponse:
    """One correction, what was asked, and the answer."""
    rows = Correction.objects.select_related("worker__station", "answered_by")
    correction = get_object_or_404(rows, pk=pk)
    form = AnswerCorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            answer_correction(
                correction,
                is_corrected=told["outcome"] == "corrected",
                answer=told["answer"],
                on=clock.today(),
                by=request.user,
            )
            messages.success(request, f"答复了，{correction.worker.name}在「我的资料」里看得到。")
        if not outcome.refused:
            return redirect("correction-list")
    context = {
        "correction": correction,
        "form": form,
        "is_own": correction.worker.user_id == request.user.pk,
        "active": "worker-list",
    }
    return render(
        request, "staff/corrections/answer.html", context, status=400 if form.errors else 200
    )
