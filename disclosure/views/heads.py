"""每日校验码 on the board: what anyone may copy down and hold against the books later."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mutualfund.models import DailyHead
from welfare import clock
from welfare.paging import page_of


@login_not_required
@require_GET
def book_heads(request: HttpRequest) -> HttpResponse:
    """The head and root of every day, newest first; printable."""
    page = page_of(request, DailyHead.objects.select_related("fund"))
    return render(request, "disclosure/heads.html", {"page": page, "today": clock.today()})
