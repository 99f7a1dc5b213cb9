"""Everything the house keeps on one worker, as tables for himself 我的资料: on his page and as his copy."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from disclosure.models import Suggestion
from mutualfund.models import Claim, DuesPayment, Evidence
from staff.actions.workers import OPENED, PRINTED, REVEALED
from staff.models import Gift, HardshipFile, InsuranceEntry, Revealable, Visit, Worker
from staff.roster_fields import paper_words
from welfare.help_page import lines_of
from welfare.models import AuditEntry, ExportRequest, ExportStatus, subject_of
from welfare.money import yuan
from welfare.person_page import household_of
from welfare.person_registry import open_facts

LOOKED = {OPENED: "打开了档案", PRINTED: "打印了档案"}


@dataclass(frozen=True)
class Told:
    """One table of what is kept."""

    title: str
    header: Sequence[str]
    rows: list[Sequence[Any]]

    @property
    def lines(self) -> list[list[str]]:
        """The rows as they are read."""
        return [[_words(value) for value in row] for row in self.rows]


def _words(value: Any) -> str:
    if isinstance(value, Decimal):
        return yuan(value)
    return "" if value is None else str(value)


def basics_of(worker: Worker) -> list[tuple[str, str]]:
    """The registry's words on him, in full: they are his own."""
    left = f"{worker.left_on}，{worker.get_leave_reason_display()}" if worker.left_on else ""
    told = [
        ("工号", worker.number),
        ("姓名", worker.name),
        ("性别", worker.get_sex_display()),
        ("身份证号", str(worker.id_number or "")),
        ("出生日期", paper_words(worker, "birth")),
        ("手机号", str(worker.phone or "")),
        ("家庭住址", str(worker.address or "")),
        ("分公司、车站", f"{worker.station.branch.name}，{worker.station.name}"),
        ("岗位", worker.job),
        ("用工状态", worker.get_post_display()),
        ("用工性质", worker.get_identity_display()),
        ("离册", left),
        *open_facts(worker),
        ("残疾证号", str(worker.disability_certificate or "")),
        ("残疾类别", str(worker.disability_type or "")),
        ("残疾等级", str(worker.disability_grade or "")),
        ("开户银行", " ".join(filter(None, (worker.bank_name, worker.bank_branch)))),
        ("银行卡号", str(worker.bank_card or "")),
        ("备注", str(worker.remark or "")),
    ]
    return [(words, value) for words, value in told if value]


def tables_of(worker: Worker, *, on: dt.date) -> list[Told]:
    """Household, insurances, dues, claims, suggestions, visits, help, and what he fetched for others."""
    return [
        Told(
            "家里人",
            ("关系", "情况", "月收入（元）"),
            [(kin.who, kin.what, kin.income) for kin in household_of(worker, with_income=True, on=on)],
        ),
        Told("三金", ("险种", "缴到哪个月"), list(_insurances(worker, on))),
        Told("互助会费", ("缴费日期", "年度", "类别", "金额（元）", "收据号"), list(_dues(worker))),
        Told("申请的补助", ("申请日期", "编号", "类别", "什么事", "办到哪一步"), list(_claims(worker))),
        Told("提的建议", ("提出日期", "编号", "建议", "答复", "办到哪一步"), list(_ideas(worker))),
        Told("走访", ("走访日期", "谁来", "怎样来", "记了什么"), list(_visits(worker))),
        Told(
            "领到的",
            ("日期", "什么", "金额（元）", "编号"),
            [
                (line.on, line.words, line.amount, line.number)
                for line in lines_of([worker.pk], since=None, until=on)
            ],
        ),
        Told("替别人领的", ("领取日期", "活动", "替谁", "关系"), list(_fetched(worker))),
    ]  # fmt: skip


def _insurances(worker: Worker, on: dt.date) -> Iterator[Sequence[Any]]:
    for entry in InsuranceEntry.objects.current(on=on).filter(worker=worker).select_related("kind"):
        yield entry.kind.name, f"{entry.paid_to:%Y-%m}"


def _dues(worker: Worker) -> Iterator[Sequence[Any]]:
    rows = DuesPayment.objects.standing().filter(member__worker=worker)
    for due in rows.order_by("-paid_on", "-pk"):
        yield due.paid_on, due.year, due.get_kind_display(), due.amount, due.receipt_no


def _claims(worker: Worker) -> Iterator[Sequence[Any]]:
    for claim in Claim.objects.filter(member__worker=worker).order_by("-applied_on", "-pk"):
        words = (claim.get_kind_display(), str(claim.event), claim.get_status_display())
        yield claim.applied_on, claim.number, *words


def _ideas(worker: Worker) -> Iterator[Sequence[Any]]:
    for one in Suggestion.objects.of_proposer(worker):
        yield one.made_on, one.number, one.title, one.reply, one.get_status_display()


def _visits(worker: Worker) -> Iterator[Sequence[Any]]:
    rows = Visit.objects.filter(pairing__file__worker=worker).select_related("pairing__cadre")
    for visit in rows.order_by("-visited_on", "-pk"):
        who = visit.pairing.cadre.name
        yield visit.visited_on, who, visit.get_mode_display(), str(visit.note)


def _fetched(worker: Worker) -> Iterator[Sequence[Any]]:
    rows = Gift.objects.filter(proxy__worker=worker).select_related("campaign", "file__worker")
    for gift in rows.order_by("-received_on", "-pk"):
        yield gift.received_on, str(gift.campaign), gift.file.worker.name, gift.proxy_relation


def looks_of(worker: Worker) -> "QuerySet[AuditEntry]":
    """Who opened, printed or took out what is kept on him, latest first; his own looks left out."""
    papers = Evidence.objects.filter(claim__member__worker=worker).values_list("claim", flat=True)
    claims = [subject_of(Claim(pk=pk)) for pk in set(papers)]
    about = Q(subject=subject_of(worker), action__in=(OPENED, PRINTED, REVEALED))
    rows = AuditEntry.objects.filter(about | Q(subject__in=claims, action="evidence.opened"))
    return rows.exclude(actor=worker.user_id).select_related("actor").order_by("-at", "-pk")


def look_words(entry: AuditEntry) -> str:
    """What was looked at, and why when a reason was asked."""
    if entry.action == REVEALED:
        return f"看了完整的{Revealable(entry.facts['field']).label}，{entry.facts['reason']}"
    if entry.action == "evidence.opened":
        return f"看了申请补助的材料「{entry.facts['paper']}」"
    return LOOKED[entry.action]


def taken_out(worker: Worker) -> list[ExportRequest]:
    """Lists with his full numbers that were taken out, latest first."""
    rows = Q(shape="workers", row_ids__contains=worker.pk)
    for file in HardshipFile.objects.filter(worker=worker).values_list("pk", flat=True):
        rows |= Q(shape="hardship", row_ids__contains=file)
    taken = ExportRequest.objects.filter(rows, status=ExportStatus.TAKEN)
    return list(taken.select_related("asked_by").order_by("-taken_at", "-pk"))
