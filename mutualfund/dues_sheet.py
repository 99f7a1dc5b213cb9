"""A file of dues 缴费表 into rows that could be written: who, which due, and what stands in the way.

Nothing is written here. A unit's table says what each paid; a payroll list only what was held
back, and the due is the next one the worker owes.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from mutualfund.actions.dues import due_amount
from mutualfund.actions.members import why_unregistered
from mutualfund.models import (
    Charter,
    CollectionKind,
    DueKind,
    DuePayer,
    DuesPayment,
    Enrolment,
    Member,
    MemberState,
    ReceiptMethod,
)
from staff.models import HardshipFile, Tier, Worker
from staff.tier_words import hardest_name
from welfare.errors import Refused
from welfare.money import yuan
from welfare.sheets.tables import Column, Table, TableRow, read_table

MOST_ROWS = 5000
PAYERS = {payer.label: payer.value for payer in DuePayer}
KINDS = {kind.label: kind.value for kind in DueKind}
WHO = (
    Column("name", ("姓名",), "name"),
    Column("number", ("工号", "职工编号"), required=False),
    Column("id_number", ("公民身份号码", "身份证号"), "id", required=False),
)
UNIT = (
    *WHO,
    Column("kind", ("缴费类别",), choices=KINDS),
    Column("year", ("所属年度",), "whole"),
    Column("paid_on", ("缴费日期",), "day"),
    Column("amount", ("金额(元)", "金额"), "money"),
    Column("receipt_no", ("收据号",), required=False),
    Column("payer", ("缴费人", "代缴"), required=False, choices=PAYERS),
)
PAYROLL = (
    *WHO,
    Column("paid_on", ("扣款日期", "缴费日期"), "day"),
    Column("amount", ("扣款金额(元)", "扣款金额", "金额(元)", "金额"), "money"),
)
COLUMNS = {CollectionKind.UNIT: UNIT, CollectionKind.PAYROLL: PAYROLL}


@dataclass(frozen=True)
class Planned:
    """A row that could be written."""

    row: int
    worker: int
    name: str
    kind: str
    year: int
    amount: str
    paid_on: str
    receipt_no: str
    payer: str
    method: str


@dataclass
class Plan:
    """A file of dues as it was understood."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    claimed_total: Decimal | None = None

    def no(self, row: int, column: str, message: str) -> None:
        """Something to mend in a row, named by its column."""
        self.problems.append({"cell": f"第 {row} 行「{column}」", "message": message})


@dataclass(frozen=True)
class _Known:
    """What the registry and the fund know of the people of a file. A fixed number of queries."""

    by_number: dict[str, Worker]
    by_id: dict[str, Worker]
    members: dict[int, Member]
    years: set[tuple[int, int]]  # member and year of each due
    receipts: set[str]
    hardest: set[int]
    enrolments: dict[int, Enrolment]
    hardest_name: str
    charter: Charter


def _known(table: Table, charter: Charter, *, on: dt.date) -> _Known:
    numbers = [row.values["number"] for row in table.rows if row.values.get("number")]
    ids = [row.values["id_number"] for row in table.rows if row.values.get("id_number")]
    receipts = [row.values["receipt_no"] for row in table.rows if row.values.get("receipt_no")]
    workers = Worker.objects.all()
    by_number = {worker.number: worker for worker in workers.filter(number__in=numbers)}
    by_id = workers.by_id_number(ids)
    people = {worker.pk for worker in (*by_number.values(), *by_id.values())}
    members = Member.objects.filter(worker__in=people, left_on__isnull=True)
    found = {member.worker_id: member for member in members.with_state(charter, on=on)}
    dues = DuesPayment.objects.kept().filter(member__in=[member.pk for member in found.values()])
    heaviest = Tier.objects.hardest().order_by()
    files = HardshipFile.objects.in_force().filter(worker__in=people, tier__in=heaviest)
    used = DuesPayment.objects.kept().filter(receipt_no__in=receipts)
    return _Known(
        by_number,
        by_id,
        found,
        set(dues.values_list("member", "year")),
        set(used.values_list("receipt_no", flat=True)),
        set(files.values_list("worker", flat=True)),
        {one.worker_id: one for one in Enrolment.objects.open().filter(worker__in=people)},
        hardest_name(on=on),
        charter,
    )


def read_dues_file(source: "Path | UploadedFile", kind: CollectionKind, *, on: dt.date) -> Plan:
    """Read a file of dues and plan its rows; what stands in the way is told by cell.

    Raises Refused for a file that is no workbook or misses a column, has too many rows, or while
    no charter is in force.
    """
    table = read_table(source, COLUMNS[kind])
    if len(table.rows) > MOST_ROWS:
        raise Refused(f"表里有 {len(table.rows)} 行，一次最多收 {MOST_ROWS} 行。请按单位分开上传。")
    known = _known(table, Charter.objects.in_force(on=on), on=on)
    plan = Plan(claimed_total=table.claimed_total)
    plan.problems = [{"cell": p.cell, "message": p.message} for p in table.problems]
    bad = len(plan.problems)
    for row in table.rows:
        planned = _plan_row(row, kind, known, plan, on=on)
        if planned is not None:
            plan.rows.append(asdict(planned))
    if not bad:
        _refuse_twice(plan)
    return plan


def _refuse_twice(plan: Plan) -> None:
    """Nobody pays one year twice in a file, and no receipt stands twice."""
    years = Counter((row["worker"], row["year"]) for row in plan.rows)
    receipts = Counter(row["receipt_no"] for row in plan.rows if row["receipt_no"])
    for row in plan.rows:
        if years[row["worker"], row["year"]] > 1:
            plan.no(row["row"], "姓名", f"{row['name']} {row['year']} 年在表里有两行。删掉一行")
        if receipts[row["receipt_no"]] > 1:
            plan.no(row["row"], "收据号", f"收据号 {row['receipt_no']} 在表里有两行。对一下存根")


def _worker_of(row: TableRow, known: _Known, plan: Plan) -> Worker | None:
    number, id_number = row.values.get("number"), row.values.get("id_number")
    if not number and not id_number:
        plan.no(row.number, "工号", "工号和身份证号都空着，认不出是谁。填一样")
        return None
    worker = known.by_id.get(id_number) if id_number else known.by_number.get(number or "")
    if worker is None:
        plan.no(row.number, "姓名", f"职工档案里没有{row.values.get('name')}。对一下工号或身份证号")
    elif worker.name != row.values.get("name"):
        plan.no(row.number, "姓名", f"档案里这个号是{worker.name}，表上写的不是。对一下")
        return None
    return worker


def _plan_row(
    row: TableRow, kind: CollectionKind, known: _Known, plan: Plan, *, on: dt.date
) -> Planned | None:
    told = row.values
    if not {"name", "paid_on", "amount"} <= told.keys():
        return None  # the cell is among the problems already
    worker = _worker_of(row, known, plan)
    if worker is None:
        return None
    if told["paid_on"] > on:
        plan.no(row.number, "缴费日期", f"{told['paid_on']} 还没到")
    member = known.members.get(worker.pk)
    due, year = _due_of(told, member, kind)
    _check_due(row, worker, member, (due, year), known, plan)
    payer = told.get("payer") or DuePayer.SELF
    if payer != DuePayer.SELF and worker.pk not in known.hardest:
        plan.no(row.number, "缴费人", f"{worker.name} 不是{known.hardest_name}职工，会费要本人缴")
    method = ReceiptMethod.PAYROLL if kind == CollectionKind.PAYROLL else ReceiptMethod.BANK
    return Planned(
        row.number, worker.pk, worker.name, due, year, str(told["amount"]),
        told["paid_on"].isoformat(), told.get("receipt_no") or "", payer, method,
    )  # fmt: skip


def _due_of(told: dict[str, Any], member: Member | None, kind: CollectionKind) -> tuple[str, int]:
    """Which due a row pays: what a table says; for a payroll list the next one owed."""
    if kind == CollectionKind.UNIT:
        return told.get("kind") or DueKind.RENEWAL, told.get("year") or told["paid_on"].year
    if member is None or member.state == MemberState.LAPSED:
        return DueKind.FIRST, told["paid_on"].year
    return DueKind.RENEWAL, next_year(member)


def next_year(member: Member) -> int:
    """The year the next due of a member with `years_paid` is for."""
    return member.joined_on.year + int(member.years_paid)


def _check_due(
    row: TableRow,
    worker: Worker,
    member: Member | None,
    due: tuple[str, int],
    known: _Known,
    plan: Plan,
) -> None:
    kind, year = due
    asked = due_amount(known.charter, kind)
    if row.values["amount"] != asked:
        words = (
            f"{DueKind(kind).label}应缴 {yuan(asked)} 元，表上是 {yuan(row.values['amount'])} 元"
        )
        plan.no(row.number, "金额", words)
    lapsed = member is not None and member.state == MemberState.LAPSED
    if kind == DueKind.RENEWAL and (member is None or lapsed):
        plan.no(row.number, "缴费类别", f"{worker.name} 没有有效的社员资格，先缴首次会费")
    elif kind == DueKind.FIRST and member is not None and not lapsed:
        plan.no(row.number, "缴费类别", f"{worker.name} 已是社员 {member.number}，应写年度续缴")
    elif kind == DueKind.FIRST and (
        words := why_unregistered(worker, known.enrolments.get(worker.pk), on=row.values["paid_on"])
    ):
        plan.no(row.number, "姓名", words.rstrip("。"))
    elif member is not None and (member.pk, year) in known.years:
        plan.no(row.number, "所属年度", f"{worker.name} {year} 年的会费已经缴过")
    if row.values.get("receipt_no") in known.receipts:
        plan.no(row.number, "收据号", f"收据号 {row.values['receipt_no']} 已经用过")


def described(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as a page shows them: labels for codes."""
    return [
        row
        | {
            "kind_words": DueKind(row["kind"]).label,
            "payer_words": DuePayer(row["payer"]).label,
            "amount": Decimal(row["amount"]),
        }
        for row in rows
    ]
