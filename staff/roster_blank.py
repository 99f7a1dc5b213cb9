"""An empty roster 空白样表 to fill in: every cell is text, so that no digit of a number is lost."""

import io

import xlsxwriter

from staff.shapes import WORKERS
from welfare.shapes import GUIDE, Column
from welfare.sheets.writer import OPTIONS, WIDTH

GIVEN = "工号"  # by the system, not by the file


def blank_roster() -> bytes:
    """The columns of the registry as the import reads them, with what to write in each."""
    columns: list[Column] = [column for column in WORKERS.columns if column.title != GIVEN]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        page, guide = book.add_worksheet("花名册"), book.add_worksheet(GUIDE)
        page.set_column(0, len(columns) - 1, WIDTH, text)
        page.freeze_panes(1, 0)
        guide.set_column(0, 0, WIDTH)
        guide.set_column(1, 1, WIDTH * 4)
        for place, column in enumerate(columns):
            page.write_string(0, place, column.title, bold)
            guide.write_string(place, 0, column.title, bold)
            guide.write_string(place, 1, column.guide)
    return out.getvalue()
