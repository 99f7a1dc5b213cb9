"""The home survey on screen: who goes, the form, and each one's own signature."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from staff.actions.surveys import assign_surveyors, fill_survey, sign_survey, survey_of
from staff.forms.certifications import PeopleForm
from staff.forms.surveys import SurveyForm, answers_of
from staff.hardship_page import shown_of
from staff.models import Duty, Tier
from staff.views.steps import carried_out, people_for, run_or_404, step_page
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_surveyors(request: UserRequest, pk: int) -> HttpResponse:
    """指派调查人: only those whom the case does not keep out are offered."""
    run = run_or_404(request.user, pk)
    form = PeopleForm(request.POST or None, free=people_for(run, Duty.SURVEY))
    return step_page(
        request, run.file, form,
        lambda: assign_surveyors(
            run, people=list(form.cleaned_data["people"]), on=clock.today(), by=request.user
        ),
        title="指派调查人", button="请他们去", done="指派好了，调查人在工作台能看到。",
        told="填表、初审过这份申请的人，本人和家里人，都不在名单里。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("survey_hardship")
def hardship_survey(request: UserRequest, pk: int) -> HttpResponse:
    """入户调查表: filled in by one of the two, read and signed by each."""
    run, on = run_or_404(request.user, pk), clock.today()
    survey = survey_of(run)
    form = SurveyForm(
        request.POST or None,
        tiers=Tier.objects.in_use(on=run.applied_on),
        initial=answers_of(survey, run.incomes.order_by("pk").last()),
    )
    if carried_out(request, form, lambda: fill_survey(run, form.facts(), on=on, by=request.user)):
        messages.success(request, "调查表存好了，核对算式，再签字。")
        return redirect("hardship-survey", pk)
    signs = list(survey.signatures.all()) if survey else []
    context = {
        "file": run.file,
        "run": run,
        "shown": shown_of(run, on=on),
        "survey": survey,
        "signs": signs,
        "is_mine": any(s.surveyor_id == request.user.pk and not s.signed_at for s in signs),
        "is_signed": any(sign.signed_at for sign in signs),
        "form": form,
        "parts": form.parts(),
        "active": "hardship-list",
    }
    status = 400 if form.errors else 200
    return render(request, "staff/hardship/survey.html", context, status=status)


@require_POST
@requires("survey_hardship")
def survey_sign(request: UserRequest, pk: int) -> HttpResponse:
    """签字."""
    run = run_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        sign_survey(run, on=clock.today(), by=request.user)
    if not outcome.refused:
        messages.success(request, "签好了，调查表从此不能改。")
    return redirect(run.file)
