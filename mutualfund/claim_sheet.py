"""Reading a workbook of claims 互助申请 (claims_97.xlsx): rows of what applicants said, nothing written.

Each row is then taken in by `accept_claim` like any other claim.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mutualfund.claim_checks import ClaimFacts
from mutualfund.models import ClaimKind
from staff.models import HouseholdMember, Relation, Worker
from welfare.errors import Refused
from welfare.sheets.tables import Column, read_table

KINDS = {kind.label: kind.value for kind in ClaimKind}
COLUMNS = [
    Column("kind", ("申请类别", "类别"), choices=KINDS),
    Column("name", ("申请人", "姓名")),
    Column("id_number", ("公民身份号码", "身份证号"), kind="id"),
    Column("event_date", ("事由发生日期", "发生日期"), kind="day"),
    Column("applied_on", ("申请日期",), kind="day"),
    Column("event", ("事由",)),
    Column("total_cost", ("费用总额(元)", "费用总额"), kind="money"),
    Column("other_aid", ("医保报销(元)", "医保报销"), kind="money", required=False),
    Column("papers", ("证明材料",)),
]
# the first word found in the event says whom it befell
RELATIONS = {
    "子女": Relation.CHILD,
    "配偶": Relation.SPOUSE,
    "父母": Relation.PARENT,
}


@dataclass(frozen=True)
class ClaimRow:
    """One row of the workbook."""

    number: int  # row in the sheet
    name: str
    id_number: str
    kind: ClaimKind
    event_date: dt.date
    applied_on: dt.date
    event: str
    total_cost: Decimal
    other_aid: Decimal
    papers: tuple[str, ...]

    @property
    def relation(self) -> Relation:
        """Whom the event befell, by its words."""
        found = (relation for word, relation in RELATIONS.items() if self.event.startswith(word))
        return next(found, Relation.SELF)


def read_claims(file: Any) -> list[ClaimRow]:
    """The rows of a workbook of claims, in the order of the sheet.

    Raises Refused with a Chinese sentence when the file cannot be read or a cell is wrong.
    """
    table = read_table(file, COLUMNS)
    table.refuse_problems()
    return [_row(row.number, row.values) for row in table.rows]


def _row(number: int, values: dict[str, Any]) -> ClaimRow:
    papers = tuple(paper.strip() for paper in values["papers"].split("、") if paper.strip())
    told = {key: values[key] for key in ("name", "id_number", "event_date", "applied_on", "event")}
    return ClaimRow(
        number=number,
        kind=ClaimKind(values["kind"]),
        total_cost=values["total_cost"],
        other_aid=values["other_aid"] or Decimal(0),
        papers=papers,
        **told,
    )


def facts_of(row: ClaimRow) -> ClaimFacts:
    """What the row says, with its worker found by ID number.

    Raises Refused when nobody on the roster has the number, or he has another name.
    """
    worker = Worker.objects.with_id_number(row.id_number).first()
    if worker is None:
        raise Refused(f"第 {row.number} 行的身份证号不在花名册里，对一下号码。")
    if worker.name != row.name:
        raise Refused(f"第 {row.number} 行写的是{row.name}，这个身份证号是{worker.name}的。")
    return ClaimFacts(
        worker=worker,
        kind=row.kind,
        applied_on=row.applied_on,
        relation=row.relation,
        beneficiary=_beneficiary(worker, row.relation),
        event_date=row.event_date,
        event=row.event,
        total_cost=row.total_cost,
        other_aid=row.other_aid,
    )


def _beneficiary(worker: Worker, relation: Relation) -> str:
    """The one person of the household it can be; else only what he is to the worker."""
    if relation == Relation.SELF:
        return worker.name
    kin = HouseholdMember.objects.filter(household=worker.household_id, relation=relation)
    names = list(kin.values_list("name", flat=True)[:2]) if worker.household_id else []
    return names[0] if len(names) == 1 else relation.label
