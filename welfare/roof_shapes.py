"""The lists of the roof as they are taken out: help of all sources, accounts, the audit trail."""

import datetime as dt
from collections.abc import Mapping

from django.shortcuts import get_object_or_404

from staff.models import Worker
from welfare import account_page, after_death
from welfare.help_page import Family, Line, balance_on, family_of, list_asked
from welfare.models import AuditEntry, ExportRequest, RoleGrant, User
from welfare.shapes import Column, Shape, number_in

Query = Mapping[str, str]


def _families(user: User, query: Query, on: dt.date) -> list[Family]:
    balance = balance_on(on)
    return getattr(balance, list_asked(query)) if balance else []


HELP = Shape(
    key="help-balance",
    title="帮扶汇总",
    page="help-balance",
    permissions=("view_help",),
    rows=_families,
    filters=("show",),
    columns=(
        Column("户", "head.name"),
        Column("工号", "head.number"),
        Column("车站", "head.station.name"),
        Column("困难等级", lambda one: one.file.tier.name if one.file else "未建档"),
        Column("次数", "times"),
        Column("合计", "total", "元，慰问金、慰问品、互助金合在一起"),
        Column("为什么在这里", "why"),
    ),
)


def _helped(user: User, query: Query, on: dt.date) -> list[Line]:
    worker = get_object_or_404(Worker.objects.visible_to(user), pk=number_in(query))
    return family_of(worker, user, on=on).lines


STATEMENT = Shape(
    key="help-lines",
    title="一户一份帮扶",
    page="worker-help",
    permissions=("view_help",),
    rows=_helped,
    of=("pk",),
    columns=(
        Column("日期", "on"),
        Column("来源", "source_words"),
        Column("谁", "worker.name"),
        Column("得到什么", "words"),
        Column("凭什么", "number"),
        Column("金额", "amount", "元"),
    ),
)


def _late(user: User, query: Query, on: dt.date) -> list[after_death.Late]:
    return after_death.rows_of(after_death.keys_of(after_death.list_asked(query)))


LATE = Shape(
    key="after-death",
    title="去世以后发的钱",
    page="after-death-list",
    permissions=("view_help",),
    rows=_late,
    filters=("show",),
    columns=(
        Column("姓名", "worker.name"),
        Column("工号", "worker.number"),
        Column("车站", "worker.station.name"),
        Column("去世", "died_on"),
        Column("发出", "on"),
        Column("去世后", "days", "天，当天是 0"),
        Column("是什么", "words"),
        Column("编号", "number"),
        Column("怎么发的", "told"),
        Column("金额", "amount", "元"),
    ),
)


def _accounts(user: User, query: Query, on: dt.date) -> list[account_page.AccountRow]:
    return account_page.rows_of(account_page.accounts_asked(user, account_page.asked_of(query)))


ACCOUNTS = Shape(
    key="logins",
    title="账号",
    page="account-list",
    permissions=("view_accounts",),
    rows=_accounts,
    filters=("q", "state", "role"),
    columns=(
        Column("登录名", "user.username"),
        Column("姓名", "user.name"),
        Column("角色", lambda row: "、".join(row.roles)),
        Column("工号", "numbers"),
        Column(
            "最近登录",
            "user.last_login",
        ),
        Column("在用", lambda row: "是" if row.user.is_active else "停用"),
        Column("等改临时密码", lambda row: "是" if row.user.must_change_password else ""),
    ),
)

AUDIT = Shape(
    key="audit",
    title="操作日志",
    page="audit-list",
    permissions=("view_audit",),
    rows=lambda user, query, on: AuditEntry.objects.select_related("actor"),
    columns=(
        Column("时间", "at"),
        Column("操作人", lambda entry: entry.actor.name if entry.actor else "系统"),
        Column("动作", "action"),
        Column("对象", "subject"),
    ),
)

REQUESTS = Shape(
    key="export-requests",
    title="完整导出的申请",
    page="export-list",
    permissions=("see_exports",),
    rows=lambda user, query, on: ExportRequest.objects.visible_to(user).select_related(
        "asked_by", "decided_by"
    ),
    columns=(
        Column("申请时间", "asked_at"),
        Column("名单", "title"),
        Column("筛选", "filter_words"),
        Column("行数", "rows"),
        Column("用途", "reason"),
        Column("申请人", "asked_by.name"),
        Column("状态", "get_status_display"),
        Column("批准人", "decided_by.name"),
        Column("批语", "words"),
        Column("取走时间", "taken_at"),
        Column("文件指纹", "digest"),
    ),
)

GRANTS = Shape(
    key="role-grants",
    title="要两个人的授权和代办",
    page="role-grant-list",
    permissions=("confirm_roles",),
    rows=lambda user, query, on: RoleGrant.objects.select_related("user", "asked_by", "decided_by"),
    columns=(
        Column("授权时间", "asked_at"),
        Column("授给谁", "user.name"),
        Column("角色", "get_role_display"),
        Column("代办到", "until"),
        Column("依据", "reason"),
        Column("谁授的", "asked_by.name"),
        Column("状态", "get_status_display"),
        Column("谁确认的", "decided_by.name"),
        Column("确认时间", "decided_at"),
    ),
)

SHAPES = (HELP, STATEMENT, LATE, ACCOUNTS, AUDIT, REQUESTS, GRANTS)
