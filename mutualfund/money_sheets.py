"""The workbooks of dues 缴费明细 and donations 献爱心捐款 into typed rows."""

from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from mutualfund.models import DueKind
from welfare.sheets.tables import Column, Table, read_table

DUES = (
    Column("name", ("姓名",), "name"),
    Column("id_number", ("公民身份号码", "身份证号"), "id"),
    Column("kind", ("缴费类别",), choices={label: value for value, label in DueKind.choices}),
    Column("year", ("所属年度",), "whole"),
    Column("paid_on", ("缴费日期",), "day"),
    Column("amount", ("金额(元)", "金额"), "money"),
    Column("receipt_no", ("收据号",)),
)
DONATIONS = (
    Column("donor", ("捐款人",), "name"),
    Column("unit", ("单位/部门", "单位"), required=False),
    Column("given_on", ("捐款日期",), "day"),
    Column("amount", ("金额(元)", "金额"), "money"),
    Column("is_anonymous", ("是否匿名",), choices={"是": "yes", "否": ""}),
)


def read_dues(source: "Path | UploadedFile") -> Table:
    """Dues by row. Raises Refused as read_table does."""
    return read_table(source, DUES)


def read_donations(source: "Path | UploadedFile") -> Table:
    """Donations by row; the total row is compared, not counted. Raises Refused."""
    return read_table(source, DONATIONS)
