"""Hardship files in the demo world: one in each state, rechecks, plans, a canvass under way."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from staff.actions.approvals import (
    approve_certification,
    close_publicity,
    record_peer_review,
    reject_certification,
)
from staff.actions.canvasses import assign_canvass, open_canvass, record_finding
from staff.actions.certifications import (
    fill_application,
    pass_papers,
    receive_application,
    return_application,
    sign_application,
    start_tier_change,
    withdraw_application,
)
from staff.actions.exits import decide_exit, follow_up, propose_exit
from staff.actions.hardship import mark_rechecks, recheck_file
from staff.actions.objections import raise_objection
from staff.actions.paper_files import decide_paper, enter_paper
from staff.actions.survey_photos import attach_photos
from staff.actions.surveys import assign_surveyors, fill_survey, sign_survey
from staff.hardship_facts import Circumstances, GroundRow, IncomeRow, Paper, SurveyFacts
from staff.models import (
    Branch,
    Cadre,
    Cause,
    Certification,
    Clear,
    ExitReason,
    FilePaper,
    FileStatus,
    Finding,
    Ground,
    HardshipFile,
    IncomeKind,
    Nature,
    Seen,
    Source,
    Tier,
    Worker,
)
from staff.suggested_leads import suggest_for
from welfare import clock
from welfare.demo.calendar import Calendar
from welfare.demo.cast import Cast
from welfare.demo.events import Event
from welfare.demo.money import scanned
from welfare.demo.plans import offer_handover, plan_families
from welfare.models import User

S = FileStatus
NEAR_BY = "就近安排，一年来走访没有落下"  # of 特困 whose lead is no leader
ONE = dt.timedelta(days=1)
EVENING = dt.time(20, 0)
# the state a run has come to, and how many days before the world's last day it began
CASES = [
    (S.ACTIVE, 70), (S.REJECTED, 50), (S.WITHDRAWN, 30), (S.UNION_REVIEW, 25), (S.OBJECTION, 27),
    (S.PUBLICITY, 9), (S.PEER_REVIEW, 8), (S.HOME_SURVEY, 6), (S.RETURNED, 5),
    (S.DOCUMENT_REVIEW, 4), (S.APPLIED, 2), (S.DRAFT, 1),
]  # fmt: skip

# What the disclosure side does with a run that waits for its notice; see world.py.
Announce = Callable[[Certification, dt.date], None]


def file_events(cast: Cast, calendar: Calendar, announce: Announce) -> list[Event]:
    """Yearly rechecks on their day; at the world's end one file in each state."""
    last = calendar.last_day
    year_ago = last.replace(year=last.year - 1)
    return [
        Event(last - dt.timedelta(days=500), partial(_close_one, cast)),
        Event(year_ago - dt.timedelta(days=5), partial(_recheck_early, cast)),
        Event(last.replace(month=2, day=1), partial(_recheck_all, cast)),
        Event(last, partial(_open_cases, cast, announce, last), EVENING),
    ]


def _strangers() -> Iterator[Worker]:
    """Workers without file and household, in the order of their numbers."""
    free = Worker.objects.filter(
        hardship_files__isnull=True, household__isnull=True, left_on__isnull=True
    )
    return iter(free.order_by("number")[40:])


def _lead(file: HardshipFile, on: dt.date) -> Cadre:
    """Who is suggested first."""
    return suggest_for(file, on=on)[0].cadre


def _close_one(cast: Cast) -> None:
    """A family that came through: closed, and called again."""
    on, officer = clock.today(), cast["zhengmin"]
    worker, tier = next(_strangers()), Tier.objects.get(key="general")
    told = Paper("段工会〔示例〕困难职工认定", on, tier, Cause.SCHOOLING)
    lead = _lead(HardshipFile(worker=worker, tier=tier), on)
    paper = enter_paper(worker, told, lead=lead, on=on, by=cast["liangyan"])
    file = decide_paper(paper, agree=True, on=on, by=officer).file
    assert file is not None  # noqa: S101 - agreed
    propose_exit(
        file, reason=ExitReason.LIFTED, evidence="女儿毕业上班，人均收入超过低保线两倍",
        told_on=on, on=on, by=officer,
    )  # fmt: skip
    decide_exit(file, agree=True, words="段工会〔示例〕退档审批", on=on, by=cast["gaoli"])
    follow_up(file, words="女儿工作稳定，家里不用帮了", on=on, by=officer)


def _recheck_early(cast: Cast) -> None:
    """One file is rechecked in autumn, so that it is due again at the world's end."""
    file = HardshipFile.objects.in_force().order_by("number")[4]
    recheck_file(
        file, words="核对工资和药费，没有变化", on=clock.today(), by=cast["zhengmin"],
        no_leader=NEAR_BY,
    )  # fmt: skip


def _recheck_all(cast: Cast) -> None:
    on = clock.today()
    mark_rechecks(on=on)
    for file in HardshipFile.objects.filter(status=S.RECHECK_DUE):
        recheck_file(
            file, words="年度复核，收入和家庭没有大变化", on=on, by=cast["liangyan"],
            no_leader=NEAR_BY,
        )  # fmt: skip


def _open_cases(cast: Cast, announce: Announce, last: dt.date) -> None:
    """Everything that is under way on the last day."""
    mark_rechecks(on=last)
    in_force = list(HardshipFile.objects.filter(status=S.ACTIVE).order_by("number"))
    plan_families(cast, in_force, last)
    offer_handover(cast, last)
    _change_one(cast, in_force[1], last - 6 * ONE)
    propose_exit(
        in_force[2], reason=ExitReason.NO_LONGER, evidence="儿子上岗，家里收入高过两倍低保线",
        told_on=last - 3 * ONE, on=last - 2 * ONE, by=cast["zhengmin"],
    )  # fmt: skip
    strangers = _strangers()
    for number, (state, days) in enumerate(CASES):
        _walk(cast, announce, next(strangers), state, last - days * ONE, number)
    _canvass(cast, last)


def _told(tier: str, number: int) -> Circumstances:
    return Circumstances(
        asked_tier=Tier.objects.get(key=tier),
        cause=[Cause.FAMILY_ILLNESS, Cause.SCHOOLING][number % 2],
        nature=[Nature.PERSONAL, Nature.POLICY][number % 2],
        story="丈夫长年治病，药费自己负担的多，儿子还在上学",
        other_causes=[Cause.LOW_INCOME],
        health="良好",
        housing="bought",
        floor_area=Decimal(62),
        insurance="职工医保",
    )


def _survey(worker: Worker, on: dt.date, *, fits: bool = True) -> SurveyFacts:
    """Three people with 31,840 yuan left of a year; those who do not fit earn twice that."""
    wage = Decimal(39840 if fits else 98000)
    car = GroundRow(Ground.CAR, is_found=False, checked="车管所查过，名下没有车")
    return SurveyFacts(
        surveyed_at=dt.datetime.combine(on, dt.time(9, 10), clock.now().tzinfo),
        respondent=worker.name, relation="本人", family="三口人，丈夫病休",
        home="自购房 62 平方米，旧家具", assets="没有车，没有店", verifier="邻居",
        verified="说的和邻居知道的一样", story="客厅有药和病历，家里收拾得干净", needs="看病",
        clear=list(Clear), finding=Finding.FITS if fits else Finding.UNFIT,
        suggested_tier=Tier.objects.get(key="severe") if fits else None, worker_signed_on=on,
        people=3,
        rows=[
            IncomeRow(IncomeKind.WAGE, wage, "本人和丈夫", "工资条"),
            IncomeRow(IncomeKind.TRANSFER, Decimal(3600), "医疗救助", "银行流水"),
            IncomeRow(IncomeKind.ILLNESS, Decimal(9200), "透析自付", "收费票据"),
            IncomeRow(IncomeKind.SCHOOLING, Decimal(2400), "大专学费", "学费收据"),
        ],
        grounds=[car],
    )  # fmt: skip


def _walk(
    cast: Cast, announce: Announce, worker: Worker, until: FileStatus, first: dt.date, number: int
) -> None:
    """Walk a run as far as its state, each step on its day by whom it needs."""
    officer, reviewer = cast["zhengmin"], cast["liangyan"]
    run = _at(
        first, lambda on: fill_application(worker, _told("severe", number), on=on, by=officer)
    )
    if until == S.DRAFT:
        return
    if until == S.WITHDRAWN:
        reason = "家里缓过来了，本人撤回"
        _at(first + ONE, lambda on: withdraw_application(run, reason=reason, on=on, by=officer))
        return
    ticks = dict.fromkeys(("authorised", "promised", "agreed"), True)
    _at(first, lambda on: sign_application(run, signed_on=on, **ticks, on=on, by=officer))
    if until == S.APPLIED:
        return
    _at(first + ONE, lambda on: receive_application(run, on=on, by=reviewer))
    papers = list(FilePaper)
    if until == S.RETURNED:
        _at(
            first + 2 * ONE,
            lambda on: return_application(
                run,
                papers=papers[:4],
                missing="近三个月的药费单据",
                on=on,
                by=reviewer,
            ),
        )
    if until in (S.RETURNED, S.DOCUMENT_REVIEW):
        return
    _at(first + 2 * ONE, lambda on: pass_papers(run, papers=papers, on=on, by=reviewer))
    _at(first + 5 * ONE, lambda on: _visit_home(cast, run, until, on))
    if until not in (S.HOME_SURVEY, S.PEER_REVIEW):
        _decide(cast, announce, run, until, first + 6 * ONE)


def _at(day: dt.date, act: Callable[[dt.date], Any]) -> Any:
    """Let something happen at ten in the morning of a day."""
    with clock.travel(dt.datetime.combine(day, dt.time(10))):
        return act(day)


def _visit_home(cast: Cast, run: Certification, until: FileStatus, on: dt.date) -> None:
    """Two people go; where the survey is still running, one has signed."""
    people = [cast["hewei"], cast["c002"]]
    assign_surveyors(run, people=people, on=on, by=cast["zhengmin"])
    facts = _survey(run.file.worker, on, fits=until != S.REJECTED)
    fill_survey(run, facts, on=on, by=people[0])
    pictures = [scanned(run.pk, f"入户照片 {n}") for n in (1, 2)]
    attach_photos(run, pictures, by=people[0])
    sign_survey(run, on=on, by=people[0])
    if until == S.HOME_SURVEY:
        return
    sign_survey(run, on=on, by=people[1])


def _decide(
    cast: Cast, announce: Announce, run: Certification, until: FileStatus, day: dt.date
) -> None:
    """From the peer review on: notice, objection, union."""
    officer, reviewer, chair = cast["zhengmin"], cast["liangyan"], cast["gaoli"]
    if until == S.REJECTED:
        reason = "人均收入超过低保线两倍，不够条件"
        _at(day, lambda on: reject_certification(run, reason=reason, on=on, by=chair))
        return
    _at(day, lambda on: _peer_review(run, "severe", on, reviewer))
    _at(day + ONE, lambda on: announce(run, on))
    if until == S.OBJECTION:
        hearers = [cast["c003"], cast["c004"]]
        _at(day + 3 * ONE, lambda on: raise_objection(
            run, words="她家有一辆白色小汽车，常停在楼下。", source=Source.BOARD, who="",
            handlers=hearers, on=on, by=officer,
        ))  # fmt: skip
    if until not in (S.UNION_REVIEW, S.ACTIVE):
        return
    over = (Certification.objects.get(pk=run.pk).publicity_until or day) + ONE
    posted = "6 处公开栏都贴了，第一天和最后一天拍的照片已存档"
    _at(over, lambda on: close_publicity(run, posted=posted, on=on, by=officer))
    if until == S.ACTIVE:
        _certify_and_transfer(cast, run, over + 2 * ONE)


def _certify_and_transfer(cast: Cast, run: Certification, day: dt.date) -> None:
    """Certified, and closed again at once: the report counts 35 files in force, no more."""
    number = "段工会〔示例〕困难职工认定"
    chair, officer = cast["gaoli"], cast["zhengmin"]
    _at(day, lambda on: approve_certification(
        run, decision_no=number, lead=_lead(run.file, on), on=on, by=chair,
    ))  # fmt: skip
    file = HardshipFile.objects.get(pk=run.file_id)
    _at(day + 3 * ONE, lambda on: propose_exit(
        file, reason=ExitReason.TRANSFERRED, evidence="调到别的单位，关系已转", told_on=on, on=on,
        by=officer,
    ))  # fmt: skip
    words = "同意，转新单位工会"
    _at(day + 5 * ONE, lambda on: decide_exit(file, agree=True, words=words, on=on, by=chair))


def _peer_review(run: Certification, tier: str, on: dt.date, by: User) -> None:
    record_peer_review(
        run, tier=Tier.objects.get(key=tier), raise_reason="", held_on=on, present=9, agreed=8,
        minutes="情况属实，大家同意", is_skipped=False, on=on, by=by,
    )  # fmt: skip


def _change_one(cast: Cast, file: HardshipFile, day: dt.date) -> None:
    """A tier change under way: surveyors are asked, nobody has gone yet."""
    other = Tier.objects.exclude(pk=file.tier_id).order_by("rank")[0]
    told, reason = _told(other.key, 0), "丈夫上岗，收入有变化"
    officer, people = cast["zhengmin"], [cast["hewei"], cast["c003"]]
    run = _at(day, lambda on: start_tier_change(file, told, reason=reason, on=on, by=officer))
    _at(day + ONE, lambda on: assign_surveyors(run, people=people, on=on, by=officer))


def _canvass(cast: Cast, last: dt.date) -> None:
    """One branch is being gone round; the first thirty have been seen."""
    branch, officer = Branch.objects.order_by("pk")[0], cast["zhengmin"]
    first, surveyors = last - 12 * ONE, [cast["hewei"], cast["c002"]]
    canvass = open_canvass(
        f"{branch.name}摸底普查", stations=list(branch.stations.all()), due_on=last + 20 * ONE,
        on=first, by=officer,
    )  # fmt: skip
    for unit in canvass.units.select_related("station"):
        assign_canvass(unit, people=surveyors, by=officer)
    for worker in canvass.workers(on=last).order_by("pk")[:30]:
        has_file = HardshipFile.objects.in_force().of_family(worker).exists()
        record_finding(
            canvass, worker, seen_on=last - 3 * ONE,
            result=Seen.IN_CARE if has_file else Seen.WELL, words="家里都好",
            went_with=surveyors[1], on=last, by=surveyors[0],
        )  # fmt: skip
