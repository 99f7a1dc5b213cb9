"""A workbook of signed paper registrations 入社登记补录表 into rows; what is wrong is told by cell."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from staff.models import Worker
from welfare.errors import Refused
from welfare.sheets.tables import Column, read_table

MOST_ROWS, TOLD = 2000, 10
COLUMNS = (
    Column("name", ("姓名",), "name"),
    Column("number", ("工号", "职工编号"), required=False),
    Column("id_number", ("公民身份号码", "身份证号"), "id", required=False),
    Column("applied_on", ("申请日期", "入社申请日"), "day"),
    Column("signed_on", ("签名日期", "本人签名日期"), "day"),
    Column("opinion", ("单位工会意见",), required=False),
)


@dataclass(frozen=True)
class EnrolmentRow:
    """A row: its number in Excel and what it says."""

    number: int
    values: dict[str, Any]


def read_enrolments(source: "Path | UploadedFile") -> list[EnrolmentRow]:
    """The rows with their workers. Raises Refused with every problem, each with its place."""
    table = read_table(source, COLUMNS)
    table.refuse_problems()
    if len(table.rows) > MOST_ROWS:
        raise Refused(f"表里有 {len(table.rows)} 行，一次最多 {MOST_ROWS} 行。请按单位分开上传。")
    told = [row.values for row in table.rows]
    numbers = [one["number"] for one in told if one.get("number")]
    by_number = {one.number: one for one in Worker.objects.filter(number__in=numbers)}
    by_id = Worker.objects.by_id_number([one["id_number"] for one in told if one.get("id_number")])
    rows, wrong = [], []
    for row in table.rows:
        one, id_number = row.values, row.values.get("id_number")
        worker = by_id.get(id_number) if id_number else by_number.get(one.get("number") or "")
        if worker is None or worker.name != one["name"]:
            wrong.append(f"第 {row.number} 行「姓名」：职工档案里没有这个号的{one['name']}")
            continue
        days = {key: one[key] for key in ("applied_on", "signed_on")}
        rows.append(
            EnrolmentRow(
                row.number, {"worker": worker, "opinion": one.get("opinion") or "", **days}
            )
        )
    if wrong:
        more = f"；另有 {len(wrong) - TOLD} 处" if len(wrong) > TOLD else ""
        listed = "；".join(wrong[:TOLD])
        raise Refused(f"{listed}{more}。对一下工号或身份证号，一行也没有写入。")
    return rows
