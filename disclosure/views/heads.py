"""每日校验码 on the board: what anyone may copy down and hold against the books later."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from disclosure.forms.heads import HeadForm
from mutualfund.models import DailyHead, SelfCheck
from welfare import clock
from welfare.paging import page_of


@login_not_required
@require_GET
def book_heads(request: HttpRequest) -> HttpResponse:
    """The head and root of every day, newest first; printable."""
    page = page_of(request, DailyHead.objects.select_related("fund"))
    return render(request, "disclosure/heads.html", {"page": page, "today": clock.today()})


@login_not_required
@require_GET
def book_head_verify(request: HttpRequest) -> HttpResponse:
    """Compare the code of a printed head, or of any voucher, with the books as they stand."""
    form = HeadForm(request.GET if "code" in request.GET else None)
    compared = form.is_valid()
    context = {
        "form": form,
        "compared": compared,
        "same": form.same() if compared else None,
        "check": SelfCheck.objects.first(),
    }
    return render(request, "disclosure/head_verify.html", context)
