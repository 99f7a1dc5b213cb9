"""慰问标准: the norms with who entered and confirmed them, entering one, the other's word."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from staff.actions.norms import decide_norm, enter_norm
from staff.campaign_duties import may_decide_norm
from staff.forms.norms import NormForm
from staff.models import Norm
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_http_methods(["GET", "POST"])
@requires("view_campaigns")
def norm_list(request: UserRequest) -> HttpResponse:
    """慰问标准, the newest first; the office enters one below."""
    on, user = clock.today(), request.user
    may = user.may_use("manage_campaigns")
    data = request.POST if request.method == "POST" and may else None
    form = NormForm(data, today=on) if may else None
    if data is not None and form is not None and form.is_valid():
        with refusals_shown(request) as outcome:
            norm = enter_norm(**form.told(), on=on, by=user)
            messages.success(request, f"{norm.document_no}录好了，等主任委员核对。")
        if not outcome.refused:
            return redirect("norm-list")
    page = page_of(request, Norm.objects.told())
    context = {
        "page": page,
        "rows": [
            (norm, "" if norm.agreed is not None else may_decide_norm(user, norm)) for norm in page
        ],
        "now": Norm.objects.of(on),
        "form": form,
        "active": "campaign-list",
    }
    return render(request, "staff/campaigns/norms.html", context)


@require_POST
@requires("approve_campaign")
def norm_decide(request: UserRequest, pk: int) -> HttpResponse:
    """核过 or 退回."""
    norm, agree = get_object_or_404(Norm, pk=pk), request.POST.get("go") == "agree"
    with refusals_shown(request):
        words = request.POST.get("words", "")
        decide_norm(norm, agree=agree, words=words, on=clock.today(), by=request.user)
        messages.success(request, f"{norm.document_no}{'核过了' if agree else '退回了'}。")
    return redirect("norm-list")
