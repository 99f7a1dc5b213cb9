"""What every page of one step does: fetch the file, ask the form, call one action."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from staff.actions.approvals import judged_of
from staff.duties import may
from staff.hardship_page import latest_run
from staff.models import Cadre, Certification, Duty, HardshipFile, SurveySignature
from welfare.access import UserRequest, told_at
from welfare.errors import Refused
from welfare.models import User

TEMPLATE = "staff/hardship/step.html"


def file_or_404(user: User, pk: int) -> HardshipFile:
    """The file, when this user may see it."""
    rows = HardshipFile.objects.visible_to(user).select_related(
        "worker__station", "worker__household", "tier", "follows"
    )
    return get_object_or_404(rows, pk=pk)


def run_or_404(user: User, pk: int) -> Certification:
    """The latest run of a file this user may see."""
    file = file_or_404(user, pk)
    run = latest_run(file)
    return get_object_or_404(Certification, pk=None) if run is None else run


def people_for(run: Certification | None, duty: Duty) -> "QuerySet[User]":
    """Everyone who may survey or hear at all, without those whom the case keeps out.

    Each with `post`, as a cadre, and `load`, the surveys he has still to sign.
    """
    posts = Cadre.objects.filter(user=OuterRef("pk")).values("title")[:1]
    owed = SurveySignature.objects.filter(surveyor=OuterRef("pk"), signed_at=None).order_by()
    load = owed.values("surveyor").annotate(n=Count("pk")).values("n")
    people = (
        User.objects.filter(groups__permissions__codename="survey_hardship", is_active=True)
        .distinct()
        .annotate(post=Subquery(posts), load=Coalesce(Subquery(load), 0))
    )
    if run is not None:
        kept = [person.pk for person in people if may(person, duty, run)]
        people = people.exclude(pk__in=kept)
    return people.order_by("name")


def carried_out(request: UserRequest, form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether a valid form was acted upon; a refusal stands at its field or above the form, answers kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        told_at(form, refusal)
        return False
    return True


def step_page(
    request: UserRequest,
    file: HardshipFile,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    done: str,
    told: str = "",
    icon: str = "check-lg",
    tells: str = "",
    tells_able: str = "",
) -> HttpResponse:
    """One step: the form beside what is known; carried out, back to the file with a word.

    `tells` says whom the button sets to work, `tells_able` those who hold a permission.
    """
    if carried_out(request, form, act):
        messages.success(request, done)
        return redirect(file)
    run = latest_run(file)
    context = {
        "file": file,
        "run": run,
        "judged": judged_of(run) if run is not None else None,
        "form": form,
        "title": title,
        "told": told,
        "button": button,
        "icon": icon,
        "tells_words": tells,
        "tells_able": tells_able,
        "active": "hardship-list",
    }
    return render(request, TEMPLATE, context, status=400 if form.errors else 200)
