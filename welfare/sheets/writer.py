"""Writing lists out: every text cell a string, so that no formula survives (security.md F)."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
WIDTH = 16
REASONS, MENDED = (
    "错误说明",
    "错误：",
)  # a mended workbook's last column, and how its comments begin
OPTIONS = {
    "constant_memory": True,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]], sheet: str = "名单") -> bytes:
    """The table as a workbook: text as strings, amounts as numbers, days as dates."""
    import xlsxwriter  # noqa: PLC0415 - who reads a sheet needs our words alone

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        page, bold = book.add_worksheet(sheet), book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.set_column(0, max(len(header) - 1, 0), WIDTH)
        for column, title in enumerate(header):
            page.write_string(0, column, title, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                write_cell(page, number, column, value, day)
    return out.getvalue()


def write_cell(page: Any, row: int, column: int, value: Any, day: Any) -> None:
    """One cell as what it is; `day` is the format of dates."""
    if value in (None, ""):
        return
    if isinstance(value, bool):
        page.write_string(row, column, "是" if value else "否")
    elif isinstance(value, (int, float, Decimal)):
        page.write_number(row, column, value)
    elif isinstance(value, (date, datetime)):
        page.write_datetime(row, column, value, day)
    else:
        page.write_string(row, column, str(value))


def defused(value: Any) -> Any:
    """Text that a spreadsheet could take for a formula, with an apostrophe before it."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return "" if value is None else value


def armed(text: str) -> str:
    """The text as it was before `defused`, for a table of ours that comes back."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(DANGEROUS) else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The table as UTF-8 text with a mark that Excel understands."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([defused(title) for title in header])
    writer.writerows([defused(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
