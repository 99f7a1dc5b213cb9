"""Survey 入户调查: two people are asked, fill in one form, and each signs with his own login."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from staff.actions.certifications import locked_run, take_step
from staff.duties import may
from staff.hardship_facts import SurveyFacts
from staff.models import (
    Act,
    Certification,
    CertificationRule,
    Clear,
    Duty,
    FileStatus,
    Finding,
    Ground,
    GroundFinding,
    IncomeLine,
    IncomeTest,
    SubsistenceLine,
    Survey,
    SurveySignature,
)
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User

# what a survey ends in when there is nothing to announce: the chair refuses, with the reason
SHUT = (Finding.UNFIT, Finding.REFUSED)


def survey_of(run: Certification) -> Survey | None:
    """The survey of the run's present round, with who is to sign."""
    rows = run.surveys.filter(round=run.round).prefetch_related(
        "signatures__surveyor", "grounds", "photos"
    )
    return rows.select_related("suggested_tier", "certification").first()


@transaction.atomic
def assign_surveyors(
    run: Certification, *, people: Sequence[User], on: dt.date, by: User
) -> Survey:
    """指派调查人: as many as the rule says, none of them kin or with a duty that stands apart.

    Raises Refused with the reason against a person, when the number is short, and for kin or a
    surveyor who would name them.
    """
    run = locked_run(run)
    if run.status != FileStatus.HOME_SURVEY:
        raise Refused(f"现在是「{run.get_status_display()}」，不用指派调查人。")
    if survey_of(run) is not None:
        raise Refused("这一轮已经指派过调查人。")
    wanted = CertificationRule.objects.in_force(on=on).surveyors
    if len({person.pk for person in people}) < wanted:
        raise Refused(f"入户调查至少要 {wanted} 个不同的人。")
    before = set(run.surveys.values_list("signatures__surveyor", flat=True))
    for person in people:
        _refuse_surveyor(run, person)
        if person.pk in before:
            raise Refused(f"{person.name}上一轮调查过，重新调查要换人。")
    survey = _ask(run, people, by=by)
    names = "、".join(person.name for person in people)
    take_step(
        run, Act.ASSIGNED, FileStatus.HOME_SURVEY, duty=Duty.HANDLE, words=names, on=on, by=by
    )
    return survey


def _refuse_surveyor(run: Certification, person: User) -> None:
    if not person.may_use("survey_hardship"):
        raise Refused(f"{person.name}没有入户调查的权限，换一个人。")
    if reason := may(person, Duty.SURVEY, run):
        raise Refused(f"{person.name}不能调查：{reason.removeprefix('您')}")


def _ask(run: Certification, people: Sequence[User], *, by: User) -> Survey:
    survey = Survey.objects.create(
        certification=run, round=run.round, assigned_by=by, assigned_at=clock.now()
    )
    SurveySignature.objects.bulk_create(
        SurveySignature(survey=survey, surveyor=person) for person in people
    )
    return survey


@transaction.atomic
def replace_surveyor(
    run: Certification, *, old: User, new: User, reason: str, on: dt.date, by: User
) -> Survey:
    """换调查人: one cannot go, another goes with the rest, and the form begins anew.

    What was written and signed so far stays as it is, in its own round: who signs a form was
    there. Raises Refused without a reason, for who was not asked, or for a new one kept out.
    """
    run = locked_run(run)
    survey = survey_of(run)
    if run.status != FileStatus.HOME_SURVEY or survey is None:
        raise Refused(f"现在是「{run.get_status_display()}」，没有可以换的调查人。")
    if not reason.strip():
        raise Refused("写明为什么换人，比如生病。")
    asked = [sign.surveyor for sign in survey.signatures.all()]
    if old not in asked:
        raise Refused(f"{old.name}不是这一户的调查人，不用换。")
    if new in asked:
        raise Refused(f"{new.name}已经是这一户的调查人，换一个人。")
    _refuse_surveyor(run, new)
    if run.surveys.filter(signatures__surveyor=new, signatures__signed_at__isnull=False).exists():
        raise Refused(f"{new.name}上一轮调查过，重新调查要换人。")
    rest = [person for person in asked if person != old]
    run.round += 1
    words = f"{old.name}换成{new.name}：{reason.strip()}"
    take_step(
        run, Act.REPLACED, FileStatus.HOME_SURVEY, duty=Duty.HANDLE, words=words, on=on, by=by
    )
    return _ask(run, [*rest, new], by=by)


def _refuse_gaps(run: Certification, facts: SurveyFacts, *, on: dt.date) -> None:
    """What a whole form has: a day in its time, six clears, overrides, income."""
    day = facts.surveyed_at.date()
    if not run.applied_on <= day <= on:
        raise Refused("调查时间在申请之后、今天之前。")
    if not day <= facts.worker_signed_on <= on:
        raise Refused("本人在调查表上签字的日期，在调查那天和今天之间。")
    if missing := [clear.label for clear in Clear if clear.value not in facts.clear]:
        raise Refused(f"六清还差：{'、'.join(missing)}。问清楚再填。")
    if facts.finding == Finding.FITS and facts.suggested_tier is None:
        raise Refused("结论是符合，要写建议的等级。")
    _refuse_rows(facts)


def _refuse_rows(facts: SurveyFacts) -> None:
    for row in facts.grounds:
        if row.is_found and not row.override.strip():
            raise Refused(f"有「{row.ground.label}」的情形，要写明为什么仍然建档。")
    if not any(income.amount > 0 for income in facts.rows):
        raise Refused("收入逐项一项也没有填。确实没有收入，在其他收入写 0.01 并说明。")
    if any(income.amount < 0 for income in facts.rows):
        raise Refused("收入和支出都写正数，支出会自动减去。")


@transaction.atomic
def fill_survey(run: Certification, facts: SurveyFacts, *, on: dt.date, by: User) -> Survey:
    """Fill in the form before anybody has signed it; the income test is computed from it.

    Raises Refused for someone who was not asked, after the first signature, or for a form with
    gaps; the sentence says which.
    """
    run = locked_run(run)
    survey = open_survey(run, by)
    if any(sign.signed_at for sign in survey.signatures.all()):
        raise Refused("已经有人签字，调查表不能再改。")
    _refuse_gaps(run, facts, on=on)
    for name in (
        "surveyed_at", "respondent", "relation", "family", "home", "assets", "verifier",
        "verified", "story", "needs", "finding", "suggested_tier", "worker_signed_on",
    ):  # fmt: skip
        setattr(survey, name, getattr(facts, name))
    survey.clear, survey.filled_by = list(facts.clear), by
    survey.save()
    survey.grounds.all().delete()
    given = {row.ground: row for row in facts.grounds}
    GroundFinding.objects.bulk_create(
        GroundFinding(
            survey=survey, ground=ground,
            is_found=given[ground].is_found if ground in given else False,
            checked=given[ground].checked.strip() if ground in given else "",
            override=given[ground].override.strip() if ground in given else "",
        )
        for ground in Ground
    )  # fmt: skip
    _compute(run, facts, on=on, by=by)
    audit.record("certification.survey_filled", run.file, by=by, on=on)
    return survey


@transaction.atomic
def refuse_survey(
    run: Certification,
    *,
    surveyed_at: dt.datetime,
    respondent: str,
    words: str,
    on: dt.date,
    by: User,
) -> Survey:
    """家里不让调查: who stood at the door and what was said; both sign, the chair decides.

    Raises Refused for someone who was not asked, after the first signature, without words, or for
    a day outside the run.
    """
    run = locked_run(run)
    survey = open_survey(run, by)
    if any(sign.signed_at for sign in survey.signatures.all()):
        raise Refused("已经有人签字，调查表不能再改。")
    if not words.strip():
        raise Refused("写明家里人怎么说的，为什么不让调查。")
    if not run.applied_on <= surveyed_at.date() <= on:
        raise Refused("上门时间在申请之后、今天之前。")
    survey.finding, survey.surveyed_at = Finding.REFUSED, surveyed_at
    survey.respondent, survey.story, survey.filled_by = respondent.strip(), words.strip(), by
    survey.suggested_tier, survey.worker_signed_on = None, None
    survey.save()
    audit.record("certification.survey_refused", run.file, by=by, on=on)
    return survey


def _compute(run: Certification, facts: SurveyFacts, *, on: dt.date, by: User) -> IncomeTest:
    """A new income test over the twelve months before the survey's month, by the place's line."""
    branch = run.file.worker.station.branch
    line = SubsistenceLine.objects.for_branch(branch, on=on)
    if line is None:
        raise Refused(f"{branch.name}还没有低保标准，请系统管理员先填。")
    end = facts.surveyed_at.date().replace(day=1) - dt.timedelta(days=1)
    first = end.replace(year=end.year - 1, day=28) + dt.timedelta(days=4)
    test = IncomeTest.objects.create(
        certification=run, first=first.replace(day=1), last=end, people=facts.people, line=line,
        made_by=by, made_at=clock.now(),
    )  # fmt: skip
    IncomeLine.objects.bulk_create(
        IncomeLine(test=test, kind=row.kind, amount=row.amount, note=row.note, proof=row.proof)
        for row in facts.rows
        if row.amount
    )
    return test


def open_survey(run: Certification, by: User) -> Survey:
    survey = survey_of(run)
    if run.status != FileStatus.HOME_SURVEY or survey is None:
        raise Refused(f"现在是「{run.get_status_display()}」，没有等着填的入户调查。")
    if by.pk not in {sign.surveyor_id for sign in survey.signatures.all()}:
        raise Refused("这一户没有指派您调查。")
    return survey


@transaction.atomic
def sign_survey(run: Certification, *, on: dt.date, by: User) -> Survey:
    """签字: one's own, with one's own login; the last one sends the run to the peer review.

    Raises Refused when not asked, signed before, or when the form or its photographs are missing.
    """
    run = locked_run(run)
    survey = open_survey(run, by)
    signs = list(survey.signatures.all())
    mine = next(sign for sign in signs if sign.surveyor_id == by.pk)
    if survey.finding == "":
        raise Refused("调查表还没有填，填好再签字。")
    if mine.signed_at is not None:
        raise Refused("您已经签过字。")
    if survey.finding != Finding.REFUSED and not survey.photos.all():
        raise Refused("入户照片一张也没有传，传了再签字。")
    mine.signed_at = clock.now()
    mine.save(update_fields=["signed_at"])
    last = all(sign.signed_at for sign in signs)
    to = FileStatus.PEER_REVIEW if last else FileStatus.HOME_SURVEY
    words = survey.get_finding_display()
    take_step(run, Act.SURVEYED, to, duty=Duty.SURVEY, words=words, on=on, by=by)
    return survey
