"""The child process that parses: `python -m welfare.sheets.child KIND LIMITS PATH`.

It limits itself before it touches the file and may die: a crafted workbook makes the parser
abort the whole process, so it never runs inside the web worker. Imports no Django.

It first prints one line of JSON, a list of sheets with their first rows. Then it reads the
number of a sheet per line from its standard input and prints that sheet: a line per row, cells
parted by \\x1f, each a letter for its kind and its text; a line of \\x1d ends the sheet. A line
that begins with ! says what went wrong.
"""

import csv
import datetime as dt
import io
import itertools
import json
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import python_calamine

from welfare.sheets.limits import BY_NAME, Limits
from welfare.sheets.marks import Marks, marks_of

PARSE_SECONDS, STREAM_SECONDS = 30, 900
MAX_TEXT = 32_767
MAX_MERGED = 100_000
TOP = 26  # rows that may hold a head
CELL_END, SHEET_END, LINE_BREAK = "\x1f", "\x1d", "\x1e"
ODD = re.compile("[\x00-\x08\x0a-\x1e]|#[A-Z]|Err:")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
ERRORS = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|GETTING_DATA)|Err:\d{3}")


class TooLarge(ValueError):
    """More rows, columns or text than the limits let through."""


def limit(limits: Limits) -> None:
    """Memory, processor time, and no files written."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(PARSE_SECONDS)


def _number(value: float) -> str:
    whole = value.is_integer() and abs(value) < 1e18
    return f"n{int(value)}" if whole else f"n{value!r}"


KINDS: dict[type, Callable[[Any], str]] = {
    str: lambda value: f"s{value}",
    float: _number,
    int: lambda value: f"n{value}",
    bool: lambda value: "b1" if value else "b0",
    dt.datetime: lambda value: f"d{value.date().isoformat()}",
    dt.date: lambda value: f"d{value.isoformat()}",
    dt.time: lambda value: f"s{value}",
    dt.timedelta: lambda value: f"s{value}",
}


def _clean(token: str) -> str:
    """A token without what our lines are made of; a formula's error gets its own kind."""
    text = token[1:].replace("\r\n", "\n").replace("\r", "\n")
    text = CONTROL.sub(" ", text).replace("\n", LINE_BREAK)
    if ERRORS.fullmatch(text):
        return f"e{text}"
    return token[:1] + text if text else ""


def line_of(row: Iterable[Any]) -> str:
    """A row as a line. Raises TooLarge for a cell that is too long."""
    cells = [
        ("s" + value if value else "") if type(value) is str else KINDS[type(value)](value)
        for value in row
    ]
    line = CELL_END.join(cells)
    if len(line) > MAX_TEXT and any(len(cell) > MAX_TEXT + 1 for cell in cells):
        raise TooLarge("cell")
    if ODD.search(line) or line.count(CELL_END) >= len(cells):
        line = CELL_END.join(map(_clean, cells))
    return line.rstrip(CELL_END)


class Excel:
    """.xlsx, .xls and .ods: sheets are parsed when asked for and kept while they are small."""

    def __init__(self, path: Path, kind: str, limits: Limits) -> None:
        self.limits = limits
        self.book = python_calamine.CalamineWorkbook.from_path(str(path))
        self.kept: dict[int, Any] = {}
        self.cells = 0
        # The parser lets go of the interpreter: the marks are looked for while it works.
        self.marking = ThreadPoolExecutor(max_workers=1).submit(marks_of, path, kind)

    @cached_property
    def marks(self) -> dict[str, Marks] | None:
        """What the parser leaves out, sheet by sheet; None where it cannot be told."""
        return self.marking.result()

    def heads(self) -> list[dict[str, Any]]:
        """Every sheet with its first rows, merged ranges and marks."""
        return [
            self._head(place, meta)
            for place, meta in enumerate(self.book.sheets_metadata)
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]

    def _head(self, place: int, meta: Any) -> dict[str, Any]:
        sheet = self._sheet(place)
        self.kept[place] = sheet
        self.cells += sheet.total_height * sheet.total_width
        if self.cells > self.limits.cells:  # parsed again when its rows are wanted
            self.kept.clear()
            self.cells = 0
        marks = (self.marks or {}).get(meta.name, Marks())
        merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
        if len(merged) > MAX_MERGED:
            raise TooLarge("merged")
        visible = meta.visible == python_calamine.SheetVisibleEnum.Visible
        top = [line_of(row) for row in itertools.islice(sheet.iter_rows(), TOP)]
        return {
            "place": place,
            "name": meta.name,
            "visible": visible,
            "top": top,
            "merged": merged or marks.merged,
            "marked": self.marks is not None,
            **marks.told,
        }

    def _sheet(self, place: int) -> Any:
        sheet = self.book.get_sheet_by_index(place)
        high, wide = sheet.total_height, sheet.total_width
        if high > self.limits.rows or wide > self.limits.columns:
            raise TooLarge(f"{high} x {wide}")
        return sheet

    def lines(self, place: int) -> Iterator[str]:
        """The sheet's rows as lines."""
        sheet = self.kept.pop(place, None) or self._sheet(place)
        marks = (self.marks or {}).get(sheet.name, Marks())
        if not marks.errors:
            return map(line_of, sheet.iter_rows())
        return (
            _with_errors(line_of(row), marks.errors.get(number, ()))
            for number, row in enumerate(sheet.iter_rows())
        )


def _with_errors(line: str, errors: Iterable[tuple[int, str]]) -> str:
    """The parser leaves a formula's error empty; put it back."""
    cells = line.split(CELL_END)
    for column, text in errors:
        cells += [""] * (column + 1 - len(cells))
        cells[column] = f"e{text}"
    return CELL_END.join(cells)


class Text:
    """A text table in UTF-8, UTF-16 or GB18030, parted by commas, semicolons or tabs."""

    def __init__(self, path: Path, kind: str, limits: Limits) -> None:
        raw = path.read_bytes()
        try:
            self.text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.text = raw.decode("gb18030")
        self.limits = limits

    def heads(self) -> list[dict[str, Any]]:
        """The one sheet."""
        top = list(itertools.islice(self.lines(0), TOP))
        told = {**Marks().told, "merged": [], "marked": True, "visible": True}
        return [{"place": 0, "name": "CSV", "top": top, **told}]

    def lines(self, place: int) -> Iterator[str]:
        """Its rows as lines."""
        first = self.text.partition("\n")[0]
        parted = max(",;\t", key=first.count)
        rows = csv.reader(io.StringIO(self.text, newline=""), delimiter=parted, strict=False)
        for number, row in enumerate(rows):
            if number >= self.limits.rows or len(row) > self.limits.columns:
                raise TooLarge("rows")
            yield line_of(row)


def main(kind: str, limits_name: str, path: str) -> None:
    """Print the heads, then whatever sheet is asked for."""
    limits = BY_NAME[limits_name]
    limit(limits)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    try:
        book = (Text if kind == "csv" else Excel)(Path(path), kind, limits)
        out.write(json.dumps(book.heads(), ensure_ascii=False, separators=(",", ":")) + "\n")
        out.flush()
        signal.alarm(STREAM_SECONDS)
        for asked in sys.stdin:
            out.writelines(f"{line}\n" for line in book.lines(int(asked)))
            out.write(SHEET_END + "\n")
            out.flush()
    except python_calamine.PasswordError:
        out.write("!password\n")
    except TooLarge:
        out.write("!large\n")
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - whatever the parser meets, the parent refuses
        out.write(f"!{type(error).__name__}\n")
    out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])
