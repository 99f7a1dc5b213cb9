"""What the pages on one person share: finding him, and a page that is one form."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from staff.models import Household, Worker
from welfare.access import UserRequest
from welfare.models import User


def worker_or_404(user: User, pk: int) -> Worker:
    """The worker, when this user may see him."""
    workers = Worker.objects.visible_to(user).select_related("station__branch", "household")
    return get_object_or_404(workers, pk=pk)


def form_page(
    request: UserRequest,
    form: BaseForm,
    back: "Worker | Household",
    title: str,
    action: str,
    intro: str = "",
    told: str = "",
) -> HttpResponse:
    """A page with one form; `back` is where it leads on and back to, `told` whom its button tells."""
    context = {
        "form": form,
        "back": back,
        "title": title,
        "action": action,
        "intro": intro,
        "told": told,
        "is_worker": isinstance(back, Worker),
        "active": "worker-list" if isinstance(back, Worker) else "household-list",
    }
    return render(request, "staff/workers/form.html", context)
