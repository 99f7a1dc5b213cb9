"""The workbook of cadres and pairings 包保干部、结对名单 into typed rows."""

from dataclasses import replace
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from staff.models import CadreKind, Tier
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
    Column("tier", ("困难等级",)),
    Column("since", ("结对日期",), "day"),
)


def read_cadres(source: "Path | UploadedFile") -> Table:
    """The first sheet. Raises Refused as read_table does."""
    return read_table(source, CADRES, sheet=0)


def read_pairings(source: "Path | UploadedFile") -> Table:
    """The second sheet; a tier is one of any scheme by its name. Raises Refused as read_table does."""
    tiers = dict(Tier.objects.values_list("name", "key"))
    columns = [replace(one, choices=tiers) if one.key == "tier" else one for one in PAIRINGS]
    return read_table(source, columns, sheet=1)
