"""The child process that parses: `python -m welfare.sheets.child KIND PATH`.

It limits itself before it touches the file, prints JSON and may die: a crafted workbook makes
the parser abort the whole process, so it never runs inside the web worker. Imports no Django.
"""

import csv
import datetime as dt
import json
import resource
import sys
from pathlib import Path
from typing import Any

import python_calamine

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_TEXT = 32_767


def limit() -> None:
    """Memory, processor time, and no files written."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _cell(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["b", "1" if value else "0"]
    if isinstance(value, (int, float)):
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e18
        return ["n", str(int(value)) if whole else repr(value)]
    if isinstance(value, dt.datetime):
        return ["d", value.date().isoformat()]
    if isinstance(value, dt.date):
        return ["d", value.isoformat()]
    if isinstance(value, (dt.time, dt.timedelta)):
        return ["s", str(value)]
    text = str(value)
    if len(text) > MAX_TEXT:
        raise ValueError("cell too long")
    return ["s", text] if text else ["", ""]


def _trimmed(rows: list[list[list[str]]]) -> list[list[list[str]]]:
    while rows and not any(cell[0] for cell in rows[-1]):
        rows.pop()
    return rows


def read_excel(path: Path) -> list[dict[str, Any]]:
    """Every visible worksheet with its cells and merged ranges. Raises ValueError when too large."""
    found = []
    workbook = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS:
            raise ValueError(f"sheet {name} has {sheet.height} x {sheet.width} cells")
        rows = [[_cell(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
        merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
        found.append({"name": name, "rows": _trimmed(rows), "merged": merged})
    return found


def read_csv(path: Path) -> list[dict[str, Any]]:
    """A text table in UTF-8 or GB18030; every cell is text. Raises ValueError when too large."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    rows = [[_cell(value) for value in row] for row in csv.reader(text.splitlines())]
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        raise ValueError("too many cells")
    return [{"name": "CSV", "rows": _trimmed(rows), "merged": []}]


def main(kind: str, path: str) -> None:
    """Read and print."""
    limit()
    sheets = read_csv(Path(path)) if kind == "csv" else read_excel(Path(path))
    json.dump(sheets, sys.stdout, ensure_ascii=True, separators=(",", ":"))


if __name__ == "__main__":
    main(*sys.argv[1:3])
