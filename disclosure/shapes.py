"""The lists of disclosure as they are taken out, and the filters they share with their pages."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from disclosure.catalogue import Standing, narrowed_standings, standings
from disclosure.models import (
    BenefitState,
    Notice,
    NoticeObjection,
    Suggestion,
    SuggestionBenefit,
    SuggestionField,
    SuggestionStatus,
)
from disclosure.models.suggestions import NOT_DONE, UNDER_WAY
from disclosure.never_let_cases import history_of, promise_of, quarter_begun
from disclosure.never_lets import WORDS, Case, never_lets
from disclosure.shapes_congress import CONGRESSES, DELEGATES
from disclosure.shapes_supervision import INSPECTIONS, ORDERS, year_in
from disclosure.walls import Line, Wall, narrowed_walls, walls
from staff.models import HardshipFile
from welfare.models import User
from welfare.shapes import Column, Shape, number_in

SHOWN: dict[str, Callable[["QuerySet[Suggestion]"], "QuerySet[Suggestion]"]] = {
    "best": lambda rows: rows.filter(excellent_year__isnull=False),
    "doing": lambda rows: rows.filter(status__in=UNDER_WAY),
    "no": lambda rows: rows.filter(status__in=NOT_DONE),
    "done": lambda rows: rows.filter(status=SuggestionStatus.IMPLEMENTED),
    "review": lambda rows: rows.filter(status=SuggestionStatus.IN_REVIEW),
    "rate": lambda rows: rows.filter(status=SuggestionStatus.ACCEPTED),
    "unpublished": lambda rows: rows.unpublished(),  # type: ignore[attr-defined]  # its own queryset
    "benefit": lambda rows: rows.filter(_benefit(BenefitState.CONFIRMED)),
    "claimed": lambda rows: rows.filter(_benefit(BenefitState.CLAIMED)),
}


def _benefit(state: BenefitState) -> Exists:
    """Suggestions with a benefit in the state."""
    return Exists(SuggestionBenefit.objects.filter(suggestion=OuterRef("pk"), state=state))


def year_asked(query: Mapping[str, str], years: list[int], on: dt.date) -> int:
    """?year=, else the latest year with a suggestion, else that of the day."""
    asked = query.get("year", "")
    if asked.isdecimal() and int(asked) in years:
        return int(asked)
    return years[0] if years else on.year


def narrowed_suggestions(
    query: Mapping[str, str], rows: "QuerySet[Suggestion]"
) -> "QuerySet[Suggestion]":
    """The rows narrowed by ?show= and ?field=; unknown values narrow nothing.

    Merged ones stand only under ?show=merged: they count in the one they went into.
    """
    show = query.get("show", "")
    if show == "merged":
        rows = rows.filter(status=SuggestionStatus.MERGED)
    else:
        rows = rows.exclude(status=SuggestionStatus.MERGED)
    if show in SHOWN:
        rows = SHOWN[show](rows)
    if (field := query.get("field", "")) in SuggestionField.values:
        rows = rows.filter(field=field)
    return rows


def narrowed_notices(query: Mapping[str, str]) -> "QuerySet[Notice]":
    """All notices, or those that became public in ?year=."""
    rows = Notice.objects.select_related("editor", "releaser", "successor")
    if year := year_in(query):
        rows = rows.public().filter(public_from__year=year)
    return rows.order_by("-number")


def _notice_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Notice]":
    return narrowed_notices(query)


NOTICES = Shape(
    key="notices",
    title="公示公告",
    page="notice-desk",
    permissions=("use_office",),
    rows=_notice_rows,
    filters=("year",),
    columns=(
        Column("编号", lambda n: n.number),
        Column("栏目", lambda n: n.topic),
        Column("题目", lambda n: n.title),
        Column("状态", lambda n: n.get_status_display()),
        Column("拟稿日期", lambda n: n.drafted_on),
        Column("公示起", lambda n: n.public_from),
        Column("公示止", lambda n: n.public_until),
        Column("编辑", lambda n: n.editor.name),
        Column("放行", lambda n: n.releaser.name if n.releaser else ""),
        Column("校验码", lambda n: n.check_code, "和张贴的纸上一样才是原件"),
    ),
)


def narrowed_objections(query: Mapping[str, str]) -> "QuerySet[NoticeObjection]":
    """All objections, or those of ?show=, raised in ?year=."""
    rows = NoticeObjection.objects.narrowed(query.get("show", ""))
    if year := year_in(query):
        rows = rows.filter(raised_on__year=year)
    return rows


def _objection_rows(
    user: User, query: Mapping[str, str], on: dt.date
) -> "QuerySet[NoticeObjection]":
    rows = narrowed_objections(query)
    return rows.select_related("notice", "file_objection")


OBJECTIONS = Shape(
    key="objections",
    title="公示异议",
    page="objection-list",
    permissions=("use_office",),
    rows=_objection_rows,
    filters=("show", "year"),
    columns=(
        Column("收到日期", lambda o: o.raised_on),
        Column("公示编号", lambda o: o.notice.number),
        Column("公示", lambda o: o.notice.title),
        Column("哪里不对", lambda o: o.grounds_words),
        Column("答复期限", lambda o: o.due_on),
        Column("核查结果", lambda o: o.outcome_words),
        Column("答复日期", lambda o: o.replied_on),
    ),
    notes=("说了什么、谁提的，只有核查的人看得到，不在表里。",),
)


def _suggestion_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Suggestion]":
    years = [day.year for day in Suggestion.objects.dates("made_on", "year", order="DESC")]
    rows = Suggestion.objects.of_year(year_asked(query, years, on))
    return narrowed_suggestions(query, rows).prefetch_related("proposers__station")


SUGGESTIONS = Shape(
    key="suggestions",
    title="合理化建议",
    page="suggestion-list",
    permissions=("use_office",),
    rows=_suggestion_rows,
    filters=("year", "show", "field"),
    columns=(
        Column("编号", lambda s: s.number),
        Column("提出日期", lambda s: s.made_on),
        Column("类别", lambda s: s.get_field_display()),
        Column("建议名称", lambda s: s.title),
        Column("建议人", lambda s: "、".join(w.name for w in s.proposers.all())),
        Column(
            "车站", lambda s: "、".join(dict.fromkeys(w.station.name for w in s.proposers.all()))
        ),
        Column("现状分析", lambda s: s.present),
        Column("改进措施", lambda s: s.measure),
        Column("状态", lambda s: s.get_status_display()),
        Column("答复", lambda s: s.reply),
        Column("负责人", lambda s: s.owner),
        Column("计划完成", lambda s: s.due_on),
        Column("落实日期", lambda s: s.done_on),
        Column("落实凭据", lambda s: s.evidence),
        Column("优秀年度", lambda s: s.excellent_year),
        Column("公布日期", lambda s: s.published_on),
    ),
    notes=("一年一张表，别的年份在建议页上选。",),
)


def _files_of(user: User) -> "QuerySet[HardshipFile]":
    return HardshipFile.objects.visible_to(user).ever_in_force()


def _all_four(user: User, query: Mapping[str, str], on: dt.date) -> list[Case]:
    found = never_lets(_files_of(user), on=on)
    return [*(case for block in found.blocks for case in block.open), *found.settled]


def _of_one(user: User, query: Mapping[str, str], on: dt.date) -> list[Case]:
    promise = promise_of(query["key"])
    quarter = None
    if "year" in query:
        quarter = quarter_begun(number_in(query, "year"), number_in(query, "number"), on=on)
    if promise is None or ("year" in query and quarter is None):
        raise Http404
    return history_of(_files_of(user), promise, on=on, quarter=quarter).cases


NEVER_LETS = Shape(
    key="never-lets",
    title="四个决不让",
    page="never-lets",
    permissions=("view_pairings",),
    rows=_all_four,
    columns=(
        Column("哪一条", lambda case: WORDS[case.promise]),
        Column("职工", "file.worker.name"),
        Column("工号", "file.worker.number"),
        Column("车站", "file.worker.station.name"),
        Column("困难等级", "file.tier.name"),
        Column("出现", "since"),
        Column("为什么", "why"),
        Column("办完", "until", "空着的还没有办完"),
        Column("用了", "days", "天"),
        Column("凭什么去掉", "by"),
    ),
    notes=("没办完的在前，办完的在后。",),
)
CASES = replace(
    NEVER_LETS, key="never-let-cases", page="never-let-cases", rows=_of_one, of=("key",), notes=()
)
QUARTER_CASES = replace(
    CASES, key="never-let-quarter", page="never-let-quarter", of=("key", "year", "number")
)


def _catalogue_rows(user: User, query: Mapping[str, str], on: dt.date) -> list[Standing]:
    return narrowed_standings(query, standings(on=on))


CATALOGUE = Shape(
    key="catalogue",
    title="公开目录",
    page="catalogue-desk",
    permissions=("use_office",),
    rows=_catalogue_rows,
    filters=("show",),
    columns=(
        Column("目录编码", lambda s: s.topic.code),
        Column("名称", lambda s: s.topic.name),
        Column("大类", lambda s: s.topic.area),
        Column("周期", lambda s: s.topic.get_rhythm_display()),
        Column("载体", lambda s: s.topic.get_carrier_display()),
        Column("责任部门", lambda s: s.topic.owner),
        Column("时限（工作日）", lambda s: s.topic.days),
        Column("脱敏模板", lambda s: s.topic.get_masking_display()),
        Column("保存年限", lambda s: s.topic.retention_years),
        Column("启用日期", lambda s: s.topic.starts_on),
        Column("应公开", "due", "到期的和已经公开的"),
        Column("已公开", "public"),
        Column("按时公开", "in_time"),
        Column("断档", "late", "过了时限还没公开的期数"),
    ),
)


def _wall_rows(user: User, query: Mapping[str, str], on: dt.date) -> list[Wall]:
    return narrowed_walls(query, walls(on=on))


WALLS = Shape(
    key="walls",
    title="公开栏张贴",
    page="wall-list",
    permissions=("use_office",),
    rows=_wall_rows,
    filters=("show",),
    columns=(
        Column("公开栏", lambda w: str(w.board)),
        Column("位置", lambda w: w.board.place),
        Column("责任人", lambda w: w.board.keeper),
        Column("应贴", "due", "一年里要上墙的公示"),
        Column("算数", "counted", "有照片，并且职工随时能到"),
        Column("最近张贴", "last_photo_on"),
        Column("没有通过的原因", "reason"),
    ),
)


def _wall_lines(user: User, query: Mapping[str, str], on: dt.date) -> list[Line]:
    found = walls(on=on, number=number_in(query, "number"))
    if not found:
        raise Http404
    return found[0].lines


WALL = Shape(
    key="wall",
    title="一块公开栏的张贴",
    page="wall",
    permissions=("use_office",),
    rows=_wall_lines,
    of=("number",),
    columns=(
        Column("公示编号", lambda one: one.notice.number),
        Column("公示", lambda one: one.notice.title),
        Column("公示起", lambda one: one.notice.public_from),
        Column("公示止", lambda one: one.notice.public_until),
        Column("情况", "state"),
        Column("张贴日期", lambda one: one.posting.posted_on if one.posting else None),
        Column("张贴人", lambda one: one.posting.poster if one.posting else ""),
        Column("撤下日期", lambda one: one.posting.removed_on if one.posting else None),
        Column("撤下人", lambda one: one.posting.remover if one.posting else ""),
    ),
)

SHAPES = (
    CATALOGUE,
    NOTICES,
    OBJECTIONS,
    WALLS,
    WALL,
    SUGGESTIONS,
    INSPECTIONS,
    ORDERS,
    CONGRESSES,
    DELEGATES,
    NEVER_LETS,
    CASES,
    QUARTER_CASES,
)
