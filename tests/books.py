"""Workbooks the tests read and make."""

import io
import zipfile
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent / "data"
DEMO = Path(__file__).parent.parent / "welfare" / "demo" / "workbooks"
ROSTER = DEMO / "roster_579.xlsx"


def workbook(*rows, sheet="花名册") -> bytes:
    """An .xlsx of the rows; text stays text, numbers stay numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, column, value)
                elif value is not None:
                    page.write(number, column, value)
    return out.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The workbook with some parts replaced or added; __ in a name stands for /."""
    out = io.BytesIO()
    wanted = {name.replace("__", "/").replace("DOT", "."): data for name, data in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, wanted.pop(name, None) or old.read(name))
        for name, data in wanted.items():
            new.writestr(name, data)
    return out.getvalue()
