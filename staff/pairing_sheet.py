"""The workbook of cadres and pairings 包保干部、结对名单 into typed rows."""

from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from staff.models import CadreKind
from welfare.sheets.tables import Column, Table, read_table

CADRES = (
    Column("number", ("工号",)),
    Column("name", ("姓名",), "name"),
    Column("kind", ("干部类别",), choices={label: value for value, label in CadreKind.choices}),
    Column("title", ("职务",)),
    Column("phone", ("联系电话", "手机"), "digits"),
)
PAIRINGS = (
    Column("cadre", ("包保责任人工号",)),
    Column("id_number", ("困难职工身份证号",), "id"),
    Column(
        "tier",
        ("困难等级",),
        choices={"特困": "extreme", "重困": "severe", "一般困难": "general"},
    ),
    Column("since", ("结对日期",), "day"),
)


def read_cadres(source: "Path | UploadedFile") -> Table:
    """The first sheet. Raises Refused as read_table does."""
    return read_table(source, CADRES, sheet=0)


def read_pairings(source: "Path | UploadedFile") -> Table:
    """The second sheet. Raises Refused as read_table does."""
    return read_table(source, PAIRINGS, sheet=1)
