"""在 Excel 里改: the same workbook with the wrong cells red, to be mended and handed in again."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.conf import settings
from django.db import transaction

from staff.models import ImportStatus, RosterImport, RowOutcome
from staff.roster_files import plain_file
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.sheets.cells import Kind
from welfare.sheets.stream import Workbook, cell_of, tokens_of
from welfare.sheets.writer import MENDED, REASONS

WALL_SECONDS = 90
KEEPS_LAYOUT = 2 * 1024 * 1024  # bytes of an .xlsx up to which its whole layout is kept
Marks = dict[str, dict[str, Any]]


def mended_workbook(roster: RosterImport, *, by: User) -> tuple[IO[bytes], str]:
    """The file with its problems marked, and its name. Raises Refused when nothing is wrong."""
    marks = _marks_of(roster)
    if not marks:
        raise Refused("这份花名册没有要改的格子，不用下载。")
    if roster.status not in (ImportStatus.PREVIEW, ImportStatus.COMMITTED):
        raise Refused(f"这次导入{roster.get_status_display()}，原件不再下载。")
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with plain_file(roster) as source:
        is_xlsx = Path(roster.filename).suffix.lower() == ".xlsx"
        if is_xlsx and roster.size <= KEEPS_LAYOUT:
            _mark_copy(source, out, marks, roster.filename)
        else:
            _write_anew(source, out, marks, roster.filename)
    with transaction.atomic():
        audit.record("roster.mending", roster, by=by)
    out.seek(0)
    return out, f"{Path(roster.filename).stem}_要改的已标红.xlsx"


def _marks_of(roster: RosterImport) -> Marks:
    marks: Marks = {}
    wrong = roster.rows.filter(outcome=RowOutcome.ERROR).order_by("id")
    for sheet, problems in wrong.values_list("sheet", "problems").iterator():
        head = roster.heads[sheet]
        found = marks.setdefault(head["sheet"], {"header": head["first_row"] - 1, "cells": {}})
        for problem in problems:
            was = found["cells"].get(problem["cell"])
            words = problem["message"]
            found["cells"][problem["cell"]] = f"{was}；{words}" if was else words
    return marks


def _mark_copy(source: Path, out: IO[bytes], marks: Marks, name: str) -> None:
    """Through a limited child: the layout of an .xlsx stays as it was."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as target:
        try:
            subprocess.run(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "welfare.sheets.mend_child", str(source), target.name],
                input=json.dumps(marks).encode(),
                capture_output=True,
                timeout=WALL_SECONDS,
                cwd=settings.BASE_DIR,
                env={"PYTHONPATH": str(settings.BASE_DIR), "PATH": "/usr/bin:/bin"},
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            _write_anew(source, out, marks, name)
            return
        target.seek(0)
        with Path(target.name).open("rb") as made:
            while chunk := made.read(1024 * 1024):
                out.write(chunk)


def _write_anew(source: Path, out: IO[bytes], marks: Marks, name: str) -> None:
    """The same cells in the same places, where the old layout cannot be kept."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with Workbook(source, name, "roster") as book, xlsxwriter.Workbook(out, options) as made:
        red = made.add_format({"bg_color": "#FFC7CE"})
        bold = made.add_format({"bold": True})
        for head in book.sheets:
            page = made.add_worksheet(head.name[:31])
            found = marks.get(head.name, {"header": 0, "cells": {}})
            _write_sheet(page, list_of_cells(book, head), found, red, bold)


def list_of_cells(book: Workbook, head: Any) -> Iterator[list[Any]]:
    """The rows of a sheet, a cell at a time."""
    for line in book.lines(head):
        yield [cell_of(token) for token in tokens_of(line)]


def _write_sheet(
    page: Any, rows: Iterator[list[Any]], found: dict[str, Any], red: Any, bold: Any
) -> None:
    by_row: dict[int, dict[str, str]] = {}
    for place, reason in found["cells"].items():
        letters = place.rstrip("0123456789")
        by_row.setdefault(int(place[len(letters) :]), {})[letters] = reason
    last = 0
    for index, cells in enumerate(rows):
        wrong = by_row.get(index + 1, {})
        letters = {_number_of(letter): reason for letter, reason in wrong.items()}
        if index + 1 == found["header"]:
            titles = [cell.text for cell in cells]
            last = titles.index(REASONS) if REASONS in titles else len(cells)
            page.write_string(index, last, REASONS, bold)
        for column in sorted({*range(len(cells)), *letters}):
            if last and column == last:
                continue
            look = red if column in letters else None
            _write_cell(page, index, column, cells[column] if column < len(cells) else None, look)
            if column in letters:
                page.write_comment(index, column, f"{MENDED}{letters[column]}")
        if wrong:
            told = "；".join(f"{letter} 列：{reason}" for letter, reason in wrong.items())
            page.write_string(index, last, told, red)


def _write_cell(page: Any, row: int, column: int, cell: Any, look: Any) -> None:
    if cell is None or cell.kind == Kind.EMPTY:
        if look is not None:
            page.write_blank(row, column, None, look)
    elif cell.kind == Kind.NUMBER and len(cell.text) <= 15:
        page.write_number(row, column, float(cell.text), look)
    else:
        page.write_string(row, column, cell.text, look)


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
