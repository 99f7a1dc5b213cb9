"""The home survey on screen: who goes, the form, and each one's own signature."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.survey_photos import attach_photos, open_survey_photo
from staff.actions.surveys import (
    assign_surveyors,
    fill_survey,
    refuse_survey,
    replace_surveyor,
    sign_survey,
    survey_of,
)
from staff.forms.certifications import PeopleForm
from staff.forms.surveys import RefusedForm, ReplaceForm, SurveyForm, answers_of
from staff.hardship_page import reads_all, shown_of
from staff.models import Clear, Duty, HardshipFile, SurveyPhoto, Tier
from staff.views.steps import carried_out, people_for, run_or_404, step_page
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.models import User
from welfare.uploads import as_download


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
        tells="选中的调查人，在他们的工作台",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def surveyor_replace(request: UserRequest, pk: int) -> HttpResponse:
    """换调查人: one of those asked for another, with the reason."""
    run = run_or_404(request.user, pk)
    survey = survey_of(run)
    asked = [sign.surveyor_id for sign in survey.signatures.all()] if survey else []
    form = ReplaceForm(
        request.POST or None,
        asked=User.objects.filter(pk__in=asked).order_by("name"),
        free=people_for(run, Duty.SURVEY).exclude(pk__in=asked),
    )

    def act() -> None:
        given = form.cleaned_data
        replace_surveyor(
            run, old=given["old"], new=given["new"], reason=given["words"], on=clock.today(),
            by=request.user,
        )  # fmt: skip

    return step_page(
        request, run.file, form, act,
        title="换调查人", button="换人", done="换好了，新的两位在工作台能看到。",
        told="换人以后重新入户、重新填表、重新拍照；以前填的和签的留在原来那一轮。",
        tells="新的两位，在他们的工作台；原来两位的工作台上不再有",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("survey_hardship")
def survey_refused(request: UserRequest, pk: int) -> HttpResponse:
    """家里不让调查: written down at the door; both sign, the chair decides."""
    run = run_or_404(request.user, pk)
    form = RefusedForm(request.POST or None)
    return step_page(
        request, run.file, form,
        lambda: refuse_survey(run, **form.cleaned_data, on=clock.today(), by=request.user),
        title="家里不让调查", button="记下来", done="记下了，两位调查人各自签字，再由工会主席决定。",
        told="家里改了主意，签字以前照常填调查表就行。",
    )  # fmt: skip


@require_POST
@requires("survey_hardship")
def survey_photos(request: UserRequest, pk: int) -> HttpResponse:
    """传入户照片, several at once."""
    run = run_or_404(request.user, pk)
    with refusals_shown(request):
        contents = [file.read() for file in request.FILES.getlist("photos")]
        made = attach_photos(run, contents, by=request.user)
        messages.success(request, f"收到 {len(made)} 张照片，拍摄地点和时间已去掉。")
    return redirect("hardship-survey", pk)


@require_GET
@requires("view_pairings")
def survey_photo_file(request: UserRequest, uid: str) -> HttpResponse:
    """One photograph as a download, for those who read the whole file; the look is logged."""
    seen = HardshipFile.objects.visible_to(request.user)
    rows = SurveyPhoto.objects.filter(survey__certification__file__in=seen)
    photo = get_object_or_404(rows.select_related("survey__certification__file"), uid=uid)
    file = photo.survey.certification.file
    if not reads_all(request.user):
        raise Http404
    with refusals_shown(request) as outcome:
        content = open_survey_photo(photo, by=request.user)
    if outcome.refused:
        return redirect(file)
    name = f"{file.number}-{photo.pk}.{photo.file_type}"
    return as_download(content, file_type=photo.file_type, filename=name)


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
        "clears": dict(Clear.choices),
        "survey": survey,
        "signs": signs,
        "is_mine": any(s.surveyor_id == request.user.pk and not s.signed_at for s in signs),
        "is_signed": any(sign.signed_at for sign in signs),
        "photos": list(survey.photos.all()) if survey else [],
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
