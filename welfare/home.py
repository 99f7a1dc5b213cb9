"""The workbench 工作台: what needs me today, pulled from every package."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from welfare import clock
from welfare.access import UserRequest, requires


@require_GET
@requires("use_office")
def home(request: UserRequest) -> HttpResponse:
    """今天要办."""
    return render(request, "welfare/home.html", {"today": clock.today()})
