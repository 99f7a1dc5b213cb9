"""Clocks nobody may sleep through: matters without an owner, each step of a certification, rechecks,
measures of a plan, handovers that wait, canvasses (提醒).
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import F

from staff.actions.surveys import SHUT
from staff.models import (
    CanvassUnit,
    CareMeasure,
    Certification,
    FileStatus,
    Handover,
    HardshipFile,
    Matter,
    MatterStatus,
    Measure,
    Objection,
    SurveySignature,
    Worker,
)
from staff.remindable import Recipient, Thing, of_cadre, of_user
from welfare.models import User

S = FileStatus
Found = Iterator[tuple[Recipient, Thing]]
PEOPLE = "file__worker__station__branch"
# what the office does next in a state of a run, once it is its turn
OFFICE_STEPS = {
    S.APPLIED: "收件初审", S.DOCUMENT_REVIEW: "材料初审", S.HOME_SURVEY: "指派调查人",
    S.PUBLICITY: "公示期满，送段工会审核", S.RETURNED: "催本人补材料", S.PEER_REVIEW: "记民主评议",
}  # fmt: skip


def clocks_on(on: dt.date, soon: dt.date) -> Found:
    """Every clock that has run out or does so by `soon`. Eighteen queries at most."""
    able = _able(
        "assign_matter", "manage_hardship", "approve_hardship", "hear_objections", "draft_notice"
    )
    yield from _unowned(on, soon, able["assign_matter"])
    yield from _certifications(on, soon, able)
    yield from _unheard(on, soon, able["hear_objections"])
    yield from _exits(on, soon, able["approve_hardship"])
    yield from _rechecks(on, soon, able["manage_hardship"])
    yield from _measures(on, soon, able["manage_hardship"])
    yield from _handovers(on)
    yield from _canvasses(on, soon)


def _able(*codenames: str) -> dict[str, list[User]]:
    """Who may do each, by name. One query."""
    rows = User.objects.filter(is_active=True, groups__permissions__codename__in=codenames)
    rows = rows.annotate(may=F("groups__permissions__codename")).order_by("name", "pk").distinct()
    found: dict[str, list[User]] = {name: [] for name in codenames}
    for user in rows:
        found[user.may].append(user)
    return found


def _thing(key: str, worker: Worker, what: str, due_on: dt.date, url: str, on: dt.date) -> Thing:
    unit = worker.station.branch.name
    return Thing(key, worker.pk, worker.name, what, due_on, url, unit, due_on < on)


def _unowned(on: dt.date, soon: dt.date, officers: Iterable[User]) -> Found:
    rows = Matter.objects.filter(status=MatterStatus.RAISED, due_on__lte=soon)
    for matter in rows.select_related("worker__station__branch"):
        thing = _thing(
            f"unowned:{matter.pk}", matter.worker, f"给转办单 {matter.number} 指派承办人",
            matter.due_on, matter.get_absolute_url(), on,
        )  # fmt: skip
        for officer in officers:
            yield of_user(officer, "工会干事"), thing


def _certifications(on: dt.date, soon: dt.date, able: dict[str, list[User]]) -> Found:
    """Each run with a clock: whoever has the next step, by what state it is in."""
    rows = Certification.objects.filter(due_on__lte=soon, status__in=_CLOCKED)
    rows = rows.select_related(PEOPLE, "reviewer").prefetch_related(
        "objections__handlers", "objections__signatures", "surveys", "peer_reviews"
    )
    runs = list(rows)
    unsigned: dict[int, list[User]] = {}
    asked: set[int] = set()
    signs = SurveySignature.objects.filter(
        survey__certification__in=runs, survey__round=F("survey__certification__round")
    )
    for sign in signs.select_related("surveyor", "survey"):
        asked.add(sign.survey.certification_id)
        if sign.signed_at is None:
            unsigned.setdefault(sign.survey.certification_id, []).append(sign.surveyor)
    for run in runs:
        people, title, what = _turn_of(run, able, unsigned.get(run.pk, []), run.pk in asked)
        waiting = any(not one.result for one in run.objections.all())
        if run.status == S.PUBLICITY and (waiting or (run.due_on and run.due_on >= on)):
            continue  # the notice stands, or nobody was asked yet to look into what was said
        url = run.file.get_absolute_url()
        for person in people:
            yield (
                of_user(person, title),
                _thing(
                    f"run:{run.pk}:{run.status}", run.file.worker, what, run.due_on or on, url, on
                ),
            )


_CLOCKED = (
    S.APPLIED, S.DOCUMENT_REVIEW, S.RETURNED, S.HOME_SURVEY, S.PEER_REVIEW, S.PUBLICITY, S.OBJECTION,
    S.UNION_REVIEW,
)  # fmt: skip


def _turn_of(
    run: Certification, able: dict[str, list[User]], unsigned: list[User], is_asked: bool
) -> tuple[list[User], str, str]:
    """Whose turn it is in a run, what he is in it, and what he has to do."""
    if run.status == S.HOME_SURVEY and is_asked:
        return unsigned, "调查人", "入户调查并签字"
    if run.status == S.OBJECTION:
        open_ones = [one for one in run.objections.all() if not one.result]
        handlers = {user.pk: user for one in open_ones for user in one.unsigned}
        return list(handlers.values()), "核查人", "核查不同意见"
    if run.status == S.PEER_REVIEW and (turn := _after_survey(run, able)):
        return turn
    if run.status == S.UNION_REVIEW:
        return able["approve_hardship"], "工会主席", "审批困难认定"
    if run.status == S.DOCUMENT_REVIEW and run.reviewer is not None:
        return [run.reviewer], "初审人", OFFICE_STEPS[S.DOCUMENT_REVIEW]
    officers = able["manage_hardship"]
    if run.status == S.APPLIED:  # who filled it in does not review it
        officers = [one for one in officers if one.pk != run.filled_by_id]
    return officers, "工会干事", OFFICE_STEPS[FileStatus(run.status)]


def _after_survey(
    run: Certification, able: dict[str, list[User]]
) -> tuple[list[User], str, str] | None:
    """The chair refuses what does not fit or was voted down, an editor announces what passed."""
    review = next((one for one in run.peer_reviews.all() if one.round == run.round), None)
    shut = any(one.finding in SHUT for one in run.surveys.all() if one.round == run.round)
    if shut or (review is not None and not review.is_passed):
        return able["approve_hardship"], "工会主席", "决定不予认定"
    return None if review is None else (able["draft_notice"], "公开编辑", "拟困难认定公示")


def _unheard(on: dt.date, soon: dt.date, hearers: Iterable[User]) -> Found:
    """Objections nobody was asked to look into."""
    rows = Objection.objects.filter(result="", handlers=None, due_on__lte=soon)
    for objection in rows.select_related(f"certification__{PEOPLE}"):
        file = objection.certification.file
        thing = _thing(
            f"unheard:{objection.pk}", file.worker, "请人核查不同意见", objection.due_on,
            file.get_absolute_url(), on,
        )  # fmt: skip
        for person in hearers:
            yield of_user(person, "工会干事"), thing


def _exits(on: dt.date, soon: dt.date, deciders: Iterable[User]) -> Found:
    """Exits proposed and not decided."""
    rows = HardshipFile.objects.filter(status=S.EXIT_PROPOSED, exit_due_on__lte=soon)
    for file in rows.select_related("worker__station__branch"):
        thing = _thing(
            f"exit:{file.pk}:{file.exit_due_on}", file.worker, "审批退档", file.exit_due_on or on,
            file.get_absolute_url(), on,
        )  # fmt: skip
        for person in deciders:
            yield of_user(person, "工会主席"), thing


def _rechecks(on: dt.date, soon: dt.date, officers: Iterable[User]) -> Found:
    rows = HardshipFile.objects.filter(status__in=(S.ACTIVE, S.RECHECK_DUE), recheck_on__lte=soon)
    for file in rows.select_related("worker__station__branch"):
        thing = _thing(
            f"recheck:{file.pk}:{file.recheck_on}", file.worker, "复核困难档案",
            file.recheck_on or on, file.get_absolute_url(), on,
        )  # fmt: skip
        for officer in officers:
            yield of_user(officer, "工会干事"), thing


def _measures(on: dt.date, soon: dt.date, officers: list[User]) -> Found:
    """Measures not done by their day: who answers for one; for an outsider who made the plan, and
    the office when he has gone.
    """
    rows = Measure.objects.open().filter(due_on__lte=soon)
    rows = rows.filter(plan__file__in=HardshipFile.objects.in_force())
    for measure in rows.select_related(f"plan__{PEOPLE}", "plan__made_by", "owner"):
        maker, file = measure.owner or measure.plan.made_by, measure.plan.file
        thing = _thing(
            f"measure:{measure.pk}", file.worker, f"{measure.get_kind_display()}，{measure.person}办",
            measure.due_on, file.get_absolute_url(), on,
        )  # fmt: skip
        for person in [maker] if maker.is_active else officers:
            yield of_user(person, "帮扶方案"), thing


def _canvasses(on: dt.date, soon: dt.date) -> Found:
    """Stations of a canvass that is nearly over and not gone round: those who were asked to go."""
    units = CanvassUnit.objects.filter(canvass__due_on__lte=soon).going(on=on)
    for unit in units.prefetch_related("surveyors"):
        canvass = unit.canvass
        thing = Thing(
            f"canvass:{unit.pk}", 0, unit.station.name, f"{canvass}，还有 {unit.left} 人没有走到",
            canvass.due_on, f"{canvass.get_absolute_url()}?station={unit.station_id}",
            unit.station.branch.name, canvass.due_on < on,
        )  # fmt: skip
        for person in unit.surveyors.all():
            yield of_user(person, "调查人"), thing


def _handovers(on: dt.date) -> Found:
    """A handover nobody answered: who is to take over, within the days a matter has."""
    days = dt.timedelta(days=CareMeasure.objects.of(on).again_days)
    rows = Handover.objects.open().select_related(f"pairing__{PEOPLE}", "to__user")
    for handover in rows:
        pairing = handover.pairing
        thing = _thing(
            f"handover:{handover.pk}", pairing.file.worker, "接收结对交接",
            handover.proposed_on + days, pairing.get_absolute_url(), on,
        )  # fmt: skip
        yield of_cadre(handover.to), thing
