"""The lists of staff as they are taken out; filters are those of their pages."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from staff import hardship_list, visit_list
from staff.care_shapes import SHAPES as CARE
from staff.hardship_form import HARDSHIP_COLUMNS, MEMBER_COLUMNS, members_of, with_runs
from staff.matrix import narrowed_pairings
from staff.models import Campaign, HardshipFile, Need, NormLine, Pairing, Visit, Worker
from staff.own_data_shapes import SHAPES as OWN_DATA
from staff.people_shapes import SHAPES as PEOPLE
from staff.roster_fields import paper_words
from staff.watch_shapes import SHAPES as WATCH
from staff.worker_head import words_of
from staff.worker_list import asked_of, narrowed, with_care
from welfare.masks import address_masked, card_masked, id_masked, phone_masked
from welfare.models import User
from welfare.shapes import Column, Extra, Shape, hidden


class WorkerShape(Shape):
    """The registry: its filters are read as its page reads them."""

    def asked(self, query: Mapping[str, str]) -> dict[str, str]:
        """The filters the list of workers knows."""
        return asked_of(query).values


def _worker_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Worker]":
    asked = asked_of(query)
    everyone = with_care(user, on=on, who=asked.values.get("who", ""))
    return narrowed(everyone, asked).select_related("station__branch")


def _yes_no(is_so: bool) -> str:
    return "是" if is_so else "否"


WORKERS = WorkerShape(
    key="workers",
    title="集体职工花名册",
    page="worker-list",
    permissions=("view_workers", "export_workers"),
    rows=_worker_rows,
    words=lambda query: "、".join(words_of(asked_of(query))),
    back="改好以后可以用「花名册导入」导回来：人按公民身份号码认，空着的格子不改册上的内容。",
    columns=(
        Column("工号", lambda w: w.number, "系统给的编号，导入时不看"),
        Column("姓名", lambda w: w.name, "必填"),
        Column("性别", lambda w: w.get_sex_display(), "必填：男、女"),
        Column(
            "公民身份号码",
            lambda w: str(w.id_number),
            "必填，18 位，单元格要是文本格式",
            id_masked,
        ),
        Column("出生日期", lambda w: paper_words(w, "birth"), "只知道年月的写 1975-03"),
        Column("民族", lambda w: w.ethnicity, "见代码表"),
        Column("政治面貌", lambda w: w.political_status, "见代码表"),
        Column("文化程度", lambda w: w.education, "见代码表"),
        Column("婚姻状况", lambda w: w.marital_status, "见代码表"),
        Column("户口类型", lambda w: w.household_type, "见代码表"),
        Column("所属分公司", lambda w: w.station.branch.name, "车站是新的才要填"),
        Column("车站", lambda w: w.station.name, "必填，写册上有的车站或它的别名"),
        Column("岗位", lambda w: w.job),
        Column("用工状态", lambda w: w.get_post_display(), "必填：在岗、息岗、内部退养"),
        Column("用工性质", lambda w: w.get_identity_display(), "集体工、全民工"),
        Column("参加工作时间", lambda w: paper_words(w, "work_start"), "同出生日期"),
        Column("进入集体单位时间", lambda w: paper_words(w, "join_date"), "同出生日期"),
        Column("联系电话", lambda w: str(w.phone or ""), "文本格式", phone_masked),
        Column("家庭人口", lambda w: w.family_size, "整数"),
        Column("家庭月收入", lambda w: w.family_income, "元，最多两位小数", hidden),
        Column("是否残疾", lambda w: _yes_no(w.is_disabled), "是、否；有残疾证号、类别或等级就是"),
        Column("残疾类别", lambda w: str(w.disability_type or ""), "见代码表", hidden),
        Column("残疾等级", lambda w: str(w.disability_grade or ""), "一级最重，到四级", hidden),
        Column("残疾证号", lambda w: str(w.disability_certificate or ""), "文本格式", card_masked),
        Column("劳模类型", lambda w: w.model_worker_type, "见代码表"),
        Column("家庭住址", lambda w: str(w.address or ""), "", address_masked),
        Column("备注", lambda w: w.remark, "最多 200 字"),
    ),
    notes=("工资卡号不在这张表里：只有出纳能看全号，导入也不改卡号。",),
)


def _file_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[HardshipFile]":
    asked = hardship_list.asked_of(query)
    files = hardship_list.narrowed(HardshipFile.objects.visible_to(user), asked, on=on)
    known = files.ever_in_force().select_related("worker__station__branch", "worker__household")
    rows = known.select_related("tier").order_by("-tier__rank", "worker__pinyin", "pk")
    return with_runs(rows, on=on)


HARDSHIP = Shape(
    key="hardship",
    title="困难职工档案",
    page="hardship-list",
    permissions=("view_workers", "export_workers", "view_pairings"),
    rows=_file_rows,
    filters=hardship_list.KEYS,
    words=hardship_list.words_of,
    columns=HARDSHIP_COLUMNS,
    extras=(Extra("家庭成员", MEMBER_COLUMNS, members_of),),
    notes=(
        "列按全国工会困难职工档案表的顺序排；还没认定过的档案不在内。",
        "家庭成员在第二张表，用档案号对上。",
    ),
)


def _pairing_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Pairing]":
    pairings = narrowed_pairings(Pairing.objects.visible_to(user).open(), query, on=on)
    return pairings.select_related("file__worker__station", "file__tier", "cadre")


PAIRINGS = Shape(
    key="pairings",
    title="结对包保名单",
    page="pairing-matrix",
    permissions=("view_pairings",),
    rows=_pairing_rows,
    filters=("kind", "station", "tier", "late", "hard"),
    columns=(
        Column("档案号", lambda p: p.file.number),
        Column("职工", lambda p: p.file.worker.name),
        Column("工号", lambda p: p.file.worker.number),
        Column("车站", lambda p: p.file.worker.station.name),
        Column("困难等级", lambda p: p.file.tier.name),
        Column("包保责任人", lambda p: p.cadre.name),
        Column("职务", lambda p: p.cadre.title),
        Column("干部类别", lambda p: p.cadre.get_kind_display()),
        Column("结对日期", lambda p: p.since),
        Column("不由段领导包保的原因", lambda p: str(p.no_leader)),
    ),
)


def _visit_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Visit]":
    seen = Visit.objects.visible_to(user)
    visits = visit_list.narrowed(seen, visit_list.asked_of(query, seen))
    return visits.select_related("pairing__file__worker__station", "pairing__cadre", "recorded_by")


VISITS = Shape(
    key="visits",
    title="走访记录",
    page="visit-list",
    permissions=("record_visit",),
    rows=_visit_rows,
    filters=visit_list.KEYS,
    words=lambda query: "、".join(visit_list.asked_of(query, Visit.objects.all()).words),
    columns=(
        Column("走访日期", lambda v: v.visited_on),
        Column("职工", lambda v: v.pairing.file.worker.name),
        Column("车站", lambda v: v.pairing.file.worker.station.name),
        Column("包保干部", lambda v: v.pairing.cadre.name),
        Column("方式", lambda v: v.get_mode_display()),
        Column("生活", lambda v: v.get_living_display()),
        Column("上学", lambda v: v.get_schooling_display()),
        Column("看病", "get_medical_display", "", hidden),
        Column("有人管", lambda v: v.get_belonging_display()),
        Column("诉求", "needs_words", "", lambda words: words.replace(Need.MEDICAL.label, "已遮")),
        Column("情况", "note", "原话里会说到病情和孩子", hidden),
        Column("录入人", lambda v: v.recorded_by.name),
        Column("录入日期", lambda v: v.recorded_on),
        Column("补记", lambda v: "补记" if v.is_late_entry else ""),
    ),
)


def _campaign_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Campaign]":
    rows = Campaign.objects.visible_to(user).annotate(
        families=Count("gifts"),
        signed=Count("gifts", filter=Q(gifts__received_on__isnull=False)),
    )
    return rows.order_by("-window_from", "-pk")


CAMPAIGNS = Shape(
    key="campaigns",
    title="送温暖活动",
    page="campaign-list",
    permissions=("view_campaigns",),
    rows=_campaign_rows,
    columns=(
        Column("编号", lambda c: c.number),
        Column("年度", lambda c: c.year),
        Column("节日", lambda c: c.get_festival_display()),
        Column("方案文号", lambda c: c.document_no),
        Column("资金来源", lambda c: c.money_from),
        Column("发放起", lambda c: c.window_from),
        Column("发放止", lambda c: c.window_until),
        Column("户数", lambda c: c.families),
        Column("已签领", lambda c: c.signed),
        Column("状态", lambda c: c.get_status_display()),
    ),
)


def _norm_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[NormLine]":
    rows = NormLine.objects.select_related("norm__entered_by", "norm__decided_by", "tier")
    return rows.order_by("-norm__valid_from", "-norm", "-tier__rank")


NORMS = Shape(
    key="norms",
    title="慰问标准",
    page="norm-list",
    permissions=("view_campaigns",),
    rows=_norm_rows,
    columns=(
        Column("启用", "norm.valid_from"),
        Column("文号", "norm.document_no"),
        Column("困难等级", "tier.name"),
        Column("全民工慰问金", "state_cash", "元"),
        Column("全民工慰问品折合", "state_goods_value", "元"),
        Column("集体工慰问金", "own_cash", "元"),
        Column("集体工慰问品折合", "own_goods_value", "元"),
        Column("不一样的原因", "reason"),
        Column("录入人", "norm.entered_by.name"),
        Column("核的人", lambda line: line.norm.decided_by.name if line.norm.decided_by else ""),
        Column("核过", lambda line: {True: "核过", False: "退回"}.get(line.norm.agreed, "等核对")),
    ),
)

SHAPES = (WORKERS, HARDSHIP, PAIRINGS, VISITS, CAMPAIGNS, NORMS, *PEOPLE, *CARE, *WATCH, *OWN_DATA)
