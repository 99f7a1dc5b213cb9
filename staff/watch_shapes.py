"""What the office watches, as it is taken out: days, call-backs, oddities, canvasses, rosters."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from staff import canvass_page, duty_list, gift_list, oddities, on_date
from staff.matrix import FILTERS
from staff.models import Callback, Campaign, Canvass, Gift, Pairing, RosterImport, VisitDuty, Worker
from staff.models.callbacks import CallbackQuerySet
from staff.remindable import Recipient, Thing
from staff.reminding import recipients_on
from staff.roster_tally import missing_from
from staff.visit_list import quarter_of
from staff.worker_list import sees_care
from welfare.days import Quarter
from welfare.models import User
from welfare.shapes import Column, Shape, hidden, number_in

Query = Mapping[str, str]
READS, TAKES = "view_workers", "export_workers"
HELD = "held__station"  # the joined row of `held_on`


def day_asked(user: User, query: Query, *, today: dt.date) -> tuple[on_date.Asked, str]:
    """The day and the filters of the page, as far as this reader may ask, and what is wrong."""
    asked, words = on_date.asked_of(query, today=today)
    if not sees_care(user):
        asked.values.pop("tier", None)
    return asked, words


def people_of(user: User, asked: on_date.Asked) -> "QuerySet[Worker]":
    """Who was counted on the day."""
    rows = on_date.narrowed(on_date.held_for(user, on=asked.on), asked)
    joined = rows.select_related("station").select_related(HELD)
    return joined.order_by("pinyin", "pk")


ON_DATE = Shape(
    key="on-date",
    title="某一天的名单",
    page="worker-on-date",
    permissions=(READS, TAKES),
    rows=lambda user, query, on: people_of(user, day_asked(user, query, today=on)[0]),
    filters=("on", *on_date.KEYS),
    columns=(
        Column("工号", "number"),
        Column("姓名", "name"),
        Column("性别", "get_sex_display"),
        Column("那天的单位", "held.station.name"),
        Column("那天的岗位", "held.job"),
        Column("那天的用工状态", "held.get_post_display"),
        Column("那天的身份", "held.get_identity_display"),
        Column("现在", lambda w: w.get_leave_reason_display() or w.get_post_display()),
    ),
)


def _counted(user: User, query: Query, on: dt.date) -> list[on_date.Line]:
    parts = on_date.partition_of(user, day_asked(user, query, today=on)[0])
    return [*parts.lines, parts.foot]


COUNTS = Shape(
    key="on-date-counts",
    title="某一天的人数",
    page="worker-on-date",
    permissions=(READS, TAKES),
    rows=_counted,
    filters=("on",),
    columns=(
        Column("分公司", "name"),
        Column("人数", "total.count"),
        *(
            Column(label, lambda line, place=place: line.cells[place].count)  # type: ignore[misc]  # bound now
            for place, (_, _, label) in enumerate(on_date.COLUMNS)
        ),
    ),
)


def calls_of(quarter: Quarter, campaign: Campaign | None = None) -> CallbackQuerySet:
    """The drawn visits of a quarter, or the drawn lines of a campaign."""
    if campaign is not None:
        return Callback.objects.filter(sample__campaign=campaign).about()
    rows = Callback.objects.filter(sample__year=quarter.year, sample__quarter=quarter.number)
    return rows.about()


def _calls(user: User, query: Query, on: dt.date) -> CallbackQuerySet:
    campaign = None
    if query.get("campaign"):
        shown = Campaign.objects.visible_to(user)
        campaign = get_object_or_404(shown, pk=number_in(query, "campaign"))
    quarter = quarter_of(query.get("quarter", ""), Quarter.of(on).shifted(-1))
    return calls_of(quarter, campaign)


CALLBACKS = Shape(
    key="callbacks",
    title="回访抽样",
    page="callback-list",
    permissions=("check_visits",),
    rows=_calls,
    filters=("quarter", "campaign"),
    words=lambda query: "一次送温暖" if "campaign" in query else query.get("quarter", "上一季度"),
    columns=(
        Column("哪天", "on"),
        Column("职工", "worker.name"),
        Column("车站", "worker.station.name"),
        Column("问什么", "what"),
        Column("包保干部或发放人", "hands"),
        Column("结果", "said"),
        Column("职工怎么说", "note", "", hidden),
        Column("回访人", "called_by.name"),
        Column("回访时间", "called_at"),
    ),
)


def _odd(user: User, query: Query, on: dt.date) -> list[tuple[oddities.Kind, oddities.Line]]:
    quarter = quarter_of(query.get("quarter", ""), Quarter.of(on))
    kind = oddities.kind_of(query.get("kind", ""))
    return [(kind, kind.line(row, quarter)) for row in kind.rows(quarter)]


ODDITIES = Shape(
    key="oddities",
    title="走访里的异常",
    page="visit-oddities",
    permissions=("check_visits",),
    rows=_odd,
    filters=("quarter", "kind"),
    columns=(
        Column("哪一种", lambda row: row[0].label),
        Column("谁", lambda row: "走访的原话" if row[0].key == "same" else row[1].title),
        Column("怎么异常", lambda row: row[1].told),
        Column("次数", lambda row: row[1].count),
    ),
    notes=("走访写的原话不在名单里，要看请打开那几次走访。",),
)


def _canvassed(user: User, query: Query, on: dt.date) -> "QuerySet[Worker]":
    canvass = get_object_or_404(Canvass.objects.visible_to(user), pk=number_in(query))
    return canvass_page.people_of(canvass, **canvass_page.asked_of(query), on=on)


CANVASSED = Shape(
    key="canvass-people",
    title="摸底普查的人",
    page="canvass-detail",
    permissions=("survey_hardship",),
    rows=_canvassed,
    of=("pk",),
    filters=("show", "station"),
    columns=(
        Column("工号", "number"),
        Column("姓名", "name"),
        Column("车站", "station.name"),
        Column("用工状态", "get_post_display"),
        Column("上门日期", "seen_on"),
        Column("调查人", "seen_by"),
        Column("同去的人", lambda one: one.seen_with or one.seen_with_outsider),
    ),
    notes=("走到时写的情况不在名单里，要看请打开那一次普查。",),
)


def _missing(user: User, query: Query, on: dt.date) -> "QuerySet[Worker]":
    roster = get_object_or_404(RosterImport.objects.visible_to(user), pk=number_in(query))
    rows: QuerySet[Worker] = missing_from(roster, on=on).order_by("station_id", "number")
    return rows


MISSING = Shape(
    key="roster-missing",
    title="册上有表里没有的人",
    page="roster-import-missing",
    permissions=("import_roster",),
    rows=_missing,
    of=("pk",),
    columns=(
        Column("工号", "number"),
        Column("姓名", "name"),
        Column("车站", "station.name"),
        Column("用工状态", "get_post_display"),
    ),
)


def _told(user: User, query: Query, on: dt.date) -> list[tuple[Recipient, Thing]]:
    who = query.get("who", "")
    return [
        (one, thing)
        for one in recipients_on(on)
        if not who or one.key == who
        for thing in one.things
    ]


TO_REMIND = Shape(
    key="to-remind",
    title="要提醒的人",
    page="reminder-desk",
    permissions=("send_reminders",),
    rows=_told,
    filters=("who",),
    columns=(
        Column("提醒谁", lambda row: row[0].name),
        Column("职务", lambda row: row[0].title),
        Column("关于谁", lambda row: row[1].who),
        Column("什么事", lambda row: row[1].what),
        Column("最晚", lambda row: row[1].due_on),
        Column("已逾期", lambda row: "是" if row[1].is_late else ""),
        Column("分公司", lambda row: row[1].unit),
    ),
)


def _duties(user: User, query: Query, on: dt.date) -> "QuerySet[VisitDuty]":
    pairing = get_object_or_404(Pairing.objects.visible_to(user), pk=number_in(query))
    rows = VisitDuty.objects.filter(pairing__file=pairing.file_id)
    return rows.select_related("pairing__cadre").order_by("-year", "-quarter", "pk")


def _quarter_duties(user: User, query: Query, on: dt.date) -> "QuerySet[VisitDuty]":
    quarter = duty_list.quarter_asked(query, Quarter.of(on))
    found = duty_list.duties_asked(user, query, quarter)
    return duty_list.rows_of(found, duty_list.state_asked(query))


QUARTER = Shape(
    key="duties",
    title="走访任务",
    page="duty-list",
    permissions=("view_pairings",),
    rows=_quarter_duties,
    filters=("quarter", "state", "files", *FILTERS),
    columns=(
        Column("职工", "pairing.file.worker.name"),
        Column("困难等级", "pairing.file.tier.name"),
        Column("车站", "pairing.file.worker.station.name"),
        Column("包保干部", "pairing.cadre.name"),
        Column("最晚走访日", "due_on"),
        Column("要几次", "needed"),
        Column("状态", "get_status_display"),
        Column("免走访原因", "waived_reason"),
    ),
)

DUTIES = Shape(
    key="pairing-duties",
    title="一户的季度走访",
    page="pairing-detail",
    permissions=("view_pairings",),
    rows=_duties,
    of=("pk",),
    columns=(
        Column("季度", "period.label"),
        Column("包保干部", "pairing.cadre.name"),
        Column("最晚走访日", "due_on"),
        Column("状态", "get_status_display"),
        Column("免走访原因", "waived_reason"),
    ),
)


def _led(user: User, query: Query, on: dt.date) -> "QuerySet[Pairing]":
    rows = Pairing.objects.visible_to(user).open().filter(cadre=number_in(query))
    return rows.select_related("file__worker__station", "file__tier").order_by("since", "pk")


LED = Shape(
    key="cadre-pairings",
    title="一位包保人的户",
    page="cadre-detail",
    permissions=("manage_pairings",),
    rows=_led,
    of=("pk",),
    columns=(
        Column("档案号", "file.number"),
        Column("职工", "file.worker.name"),
        Column("车站", "file.worker.station.name"),
        Column("困难等级", "file.tier.name"),
        Column("结对日期", "since"),
    ),
)


def _gifts(user: User, query: Query, on: dt.date) -> "QuerySet[Gift]":
    campaign = get_object_or_404(Campaign.objects.visible_to(user), pk=number_in(query))
    return gift_list.rows_of(campaign, query)


def _paper(gift: Any) -> str:
    return f"{gift.sheet} 第 {gift.line} 行" if gift.sheet else ""


GIFTS = Shape(
    key="gifts",
    title="慰问发放名单",
    page="campaign-gifts",
    permissions=("view_campaigns", READS, TAKES),
    rows=_gifts,
    of=("pk",),
    filters=("state", "station", "tier", "identity", "proxy"),
    columns=(
        Column("档案号", "file.number"),
        Column("职工", "file.worker.name"),
        Column("车站", "file.worker.station.name"),
        Column("困难等级", "tier.name", "定名单那天的"),
        Column("慰问金", "cash", "元"),
        Column("慰问品", "goods"),
        Column("折合", "goods_value", "元"),
        Column("签领表", _paper),
        Column("领取日期", "received_on"),
        Column("录入时间", "entered_at"),
        Column("代领人", "proxy_name"),
        Column("代领人与职工关系", "proxy_relation"),
        Column("停发日期", "stopped_on"),
        Column("没领原因", "unpaid_reason"),
    ),
)

SHAPES = (
    ON_DATE, COUNTS, CALLBACKS, ODDITIES, CANVASSED, MISSING, TO_REMIND, DUTIES, QUARTER, LED, GIFTS,
)  # fmt: skip
