"""The child process that marks a workbook: `python -m welfare.sheets.mend_child SOURCE TARGET`.

It reads from its standard input what to mark as JSON: {sheet: {header, cells: {cell: reason}}}.
Every cell keeps its value and its look; formulas become what they last said. Imports no Django.
"""

import json
import re
import resource
import sys
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from welfare.sheets.writer import MENDED, REASONS

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 60
MAX_FILE = 100 * 1024 * 1024
RED = PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE")
WIDTH, MAX_WIDTH = 36, 16_384


def mark_sheet(page: Any, header: int, cells: dict[str, str]) -> None:
    """Paint the wrong cells, say why in a comment, and gather the reasons in a last column."""
    column = _reasons_column(page, header)
    letter = get_column_letter(column)
    page.cell(header, column, REASONS).font = Font(bold=True)
    page.column_dimensions[letter].width = WIDTH
    for row in range(header + 1, page.max_row + 1):
        if page.cell(row, column).value is not None:
            page.cell(row, column).value = None
    told: dict[int, list[str]] = {}
    for place, reason in cells.items():
        found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", place)
        if found is None:
            continue
        cell = page[place]
        cell.fill = RED
        cell.comment = Comment(f"{MENDED}{reason}", "关爱")
        told.setdefault(int(found.group(2)), []).append(f"{found.group(1)} 列：{reason}")
    for row, reasons in told.items():
        cell = page.cell(row, column, "；".join(reasons))
        cell.fill, cell.alignment = RED, Alignment(wrap_text=True, vertical="top")
        cell.data_type = "s"


def _reasons_column(page: Any, header: int) -> int:
    """The column of an earlier mending, else the one after the last."""
    for cell in page[header]:
        if cell.value == REASONS:
            return int(cell.column)
    return min(int(page.max_column) + 1, MAX_WIDTH)


def _forget_old_marks(page: Any) -> None:
    for row in page.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.text.startswith(MENDED):
                cell.comment, cell.fill = None, PatternFill()


def main(source: str, target: str) -> None:
    """Mark the wanted sheets of a workbook."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE, MAX_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = json.load(sys.stdin)
    book = load_workbook(source, data_only=True, keep_links=False)
    for name, marks in wanted.items():
        page = book[name]
        _forget_old_marks(page)
        mark_sheet(page, marks["header"], marks["cells"])
    book.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:3])
