"""The lists of care, and of the imports, as they are taken out; filters are those of their pages."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet

from staff import hardship_list, matter_list
from staff.cadre_list import load_counts
from staff.models import (
    Cadre,
    Canvass,
    CareMeasure,
    HardshipFile,
    Matter,
    Prompt,
    PromptKind,
    PromptStatus,
    Reminder,
    RosterImport,
)
from welfare.models import User
from welfare.shapes import Column, Shape


def _file_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[HardshipFile]":
    asked = hardship_list.asked_of(query)
    files = hardship_list.narrowed(HardshipFile.objects.visible_to(user), asked, on=on)
    return hardship_list.rows_of(files)


FILES = Shape(
    key="files",
    title="困难档案目录",
    page="hardship-list",
    permissions=("view_pairings", "view_workers", "export_workers"),
    rows=_file_rows,
    filters=hardship_list.KEYS,
    columns=(
        Column("档案号", lambda f: f.number),
        Column("职工", lambda f: f.worker.name),
        Column("工号", lambda f: f.worker.number),
        Column("车站", lambda f: f.worker.station.name),
        Column("困难等级", lambda f: f.tier.name if f.tier else ""),
        Column("状态", lambda f: f.get_status_display()),
        Column("这一步最晚", lambda f: f.due_on),
    ),
    notes=("报送用的全国表格式在同一页的「全国表」里取。",),
)


def _cadre_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Cadre]":
    limit = CareMeasure.objects.of(on).load_limit
    return load_counts(query.get("show", ""), limit=limit)[1]


CADRES = Shape(
    key="cadres",
    title="包保责任人",
    page="cadre-list",
    permissions=("manage_pairings",),
    rows=_cadre_rows,
    filters=("show",),
    columns=(
        Column("工号", lambda c: c.number),
        Column("姓名", lambda c: c.name),
        Column("职务", lambda c: c.title),
        Column("干部类别", lambda c: c.get_kind_display()),
        Column("包保户数", lambda c: c.load),
        Column("离任日期", lambda c: c.left_on),
        Column("离任原因", lambda c: c.get_leave_reason_display()),
    ),
)


def _matter_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Matter]":
    condition = matter_list.conditions(user, on)[matter_list.list_asked(query)]
    rows = matter_list.narrowed(user, query).filter(condition)
    return rows.select_related("worker__station", "owner")


MATTERS = Shape(
    key="matters",
    title="转办事项",
    page="matter-list",
    permissions=("view_matters",),
    rows=_matter_rows,
    filters=("show", "need", "source", "quarter", "q"),
    columns=(
        Column("编号", lambda m: m.number),
        Column("职工", lambda m: m.worker.name),
        Column("车站", lambda m: m.worker.station.name),
        Column("诉求", lambda m: m.get_need_display()),
        Column("来源", lambda m: m.get_source_display()),
        Column("提出日期", lambda m: m.raised_on),
        Column("时限", lambda m: m.due_on),
        Column("承办人", lambda m: m.owner.name if m.owner else ""),
        Column("状态", lambda m: m.get_status_display()),
    ),
    notes=("说了什么、怎样答复的不在名单里，要看请打开那一件。",),
)


def prompts_asked(user: User, query: Mapping[str, str]) -> "tuple[QuerySet[Prompt], str]":
    """The prompts of the status of ?show=, open ones unless told, and that status."""
    show = query.get("show", "")
    show = show if show in PromptStatus.values else PromptStatus.OPEN.value
    return Prompt.objects.visible_to(user).filter(status=show), show


def of_kind(rows: "QuerySet[Prompt]", query: Mapping[str, str]) -> "QuerySet[Prompt]":
    """Those of ?kind=; an unknown kind narrows nothing."""
    if (kind := query.get("kind", "")) in PromptKind.values:
        rows = rows.filter(kind=kind)
    return rows.select_related("worker__station", "matter", "closed_by")


def _prompt_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Prompt]":
    return of_kind(prompts_asked(user, query)[0], query)


PROMPTS = Shape(
    key="prompts",
    title="系统提示",
    page="prompt-list",
    permissions=("manage_hardship",),
    rows=_prompt_rows,
    filters=("show", "kind"),
    columns=(
        Column("职工", lambda p: p.worker.name),
        Column("工号", lambda p: p.worker.number),
        Column("车站", lambda p: p.worker.station.name),
        Column("种类", lambda p: p.get_kind_display()),
        Column("发现日期", lambda p: p.found_on),
        Column("状态", lambda p: p.get_status_display()),
        Column("处理日期", lambda p: p.closed_on),
        Column("处理人", lambda p: p.closed_by.name if p.closed_by else ""),
    ),
    notes=("依据的事实不在名单里，要看请打开那一条。",),
)


def reminders_asked(user: User, query: Mapping[str, str]) -> "QuerySet[Reminder]":
    """What this reader may see of the log: all, or only those whose mail did not leave."""
    rows = Reminder.objects.visible_to(user).select_related("person", "by")
    return rows.unmailed() if query.get("mail") == "failed" else rows


def _reminder_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Reminder]":
    return reminders_asked(user, query)


REMINDERS = Shape(
    key="reminders",
    title="提醒记录",
    page="reminder-log",
    permissions=("use_office",),
    rows=_reminder_rows,
    filters=("mail",),
    columns=(
        Column("提醒日期", lambda r: r.on),
        Column("提醒谁", lambda r: r.person.name),
        Column("最晚哪天", lambda r: r.due_on),
        Column("谁提醒的", lambda r: r.by.name),
        Column("邮件", lambda r: r.mail_error or ("已发" if r.mailed_at else "")),
    ),
)


def _canvass_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[Canvass]":
    return Canvass.objects.visible_to(user).select_related("opened_by")


CANVASSES = Shape(
    key="canvasses",
    title="摸底普查",
    page="canvass-list",
    permissions=("survey_hardship",),
    rows=_canvass_rows,
    columns=(
        Column("名称", lambda c: c.name),
        Column("开始", lambda c: c.opened_on),
        Column("要在哪天前完成", lambda c: c.due_on),
        Column("完成", lambda c: c.closed_on),
        Column("发起人", lambda c: c.opened_by.name),
    ),
)


def _import_rows(user: User, query: Mapping[str, str], on: dt.date) -> "QuerySet[RosterImport]":
    return RosterImport.objects.visible_to(user).select_related("uploaded_by", "committed_by")


IMPORTS = Shape(
    key="imports",
    title="花名册导入记录",
    page="roster-imports",
    permissions=("import_roster",),
    rows=_import_rows,
    columns=(
        Column("文件名", lambda r: r.filename),
        Column("上传时间", "uploaded_at"),
        Column("上传人", lambda r: r.uploaded_by.name if r.uploaded_by else ""),
        Column("状态", lambda r: r.get_status_display()),
        Column("新增", lambda r: r.counts["new"], "行，表里读到的"),
        Column("变更", lambda r: r.counts["changed"], "行"),
        Column("没变", lambda r: r.counts["unchanged"], "行"),
        Column("要改", lambda r: r.counts["error"], "行"),
        Column("写入日期", lambda r: r.written_on),
        Column("写入人", lambda r: r.committed_by.name if r.committed_by else ""),
        Column("文件指纹", lambda r: r.digest, "同一份文件的指纹一样"),
    ),
)

SHAPES = (FILES, CADRES, MATTERS, PROMPTS, REMINDERS, CANVASSES, IMPORTS)
