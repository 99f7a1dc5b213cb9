"""A list as a workbook for people: who took it out on top, a second sheet that explains it."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from welfare.sheets.writer import OPTIONS, WIDTH, defused, write_cell, write_csv

HEADER_AND_FOOTER = 200  # Excel takes 255 characters there


@dataclass(frozen=True)
class Page:
    """A worksheet: its title row says who took it out and when (水印)."""

    name: str
    mark: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]


def write_book(pages: Sequence[Page]) -> bytes:
    """The pages as an .xlsx; text is written as strings, so that no formula survives."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        faint = book.add_format({"font_color": "#7a756c"})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            sheet.set_column(0, max(len(page.header) - 1, 0), WIDTH)
            sheet.freeze_panes(2, 0)
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.repeat_rows(1)
            words = page.mark[:HEADER_AND_FOOTER].replace("&", "&&")
            sheet.set_header(f"&C{words}")
            sheet.set_footer("&C第 &P 页，共 &N 页")
            sheet.write_string(0, 0, page.mark, faint)
            for column, title in enumerate(page.header):
                sheet.write_string(1, column, title, bold)
            for number, row in enumerate(page.rows, start=2):
                for column, value in enumerate(row):
                    write_cell(sheet, number, column, value, day)
    return out.getvalue()


def write_text(page: Page) -> bytes:
    """The page as .csv with the same first line."""
    mark = ",".join([f'"{defused(page.mark)}"', *[""] * (len(page.header) - 1)])
    mark_line = f"\ufeff{mark}\r\n".encode()
    return mark_line + write_csv(page.header, page.rows).removeprefix("\ufeff".encode())
