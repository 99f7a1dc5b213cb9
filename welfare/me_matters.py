"""提一件事 /me/matters/new/: the normal channel for whatever a worker wants settled (诉求)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staff.actions.matters import answer_day, raise_own
from staff.forms.matters import OwnForm
from staff.models import Need
from welfare import clock
from welfare.access import UserRequest, refusals_shown
from welfare.me_page import worker_of


@never_cache
@require_http_methods(["GET", "POST"])
def me_matter_new(request: UserRequest) -> HttpResponse:
    """The worker's own words; who sees to it and until when he reads at 我的."""
    worker, on = worker_of(request.user.pk), clock.today()
    if worker is None:
        raise Http404("no worker behind this login")
    form = OwnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            matter = raise_own(
                worker, need=Need(told["need"]), content=told["content"], on=on, by=request.user
            )
            messages.success(request, f"收到了，{matter.due_on:%m-%d} 前答复您。")
        if not outcome.refused:
            return redirect("me")
    context = {"form": form, "answer_by": answer_day(on), "active": "me"}
    return render(request, "welfare/me/matter_new.html", context)
