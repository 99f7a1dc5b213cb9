"""Reading a small workbook whole: its worksheets as cells."""

import tempfile
from pathlib import Path
from typing import IO

from django.core.files.uploadedfile import UploadedFile

from welfare.sheets.cells import Cell, Sheet
from welfare.sheets.guard import check_size, scan
from welfare.sheets.limits import BY_NAME
from welfare.sheets.stream import SheetHead, Workbook, cell_of, tokens_of


def read_workbook(source: "Path | UploadedFile") -> list[Sheet]:
    """The worksheets of an .xlsx, .xls, .ods or .csv file.

    Raises Refused with a Chinese sentence for anything that is not a readable workbook; the
    temporary copy of an upload is gone afterwards.
    """
    if isinstance(source, Path):
        return _read(source, source.name)
    name = Path(source.name or "文件").name
    check_size(source.size or 0, name)
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix) as copy:
        _copy(source, copy)
        return _read(Path(copy.name), name)


def look_over(source: UploadedFile, limits: str) -> None:
    """Scan an upload without parsing it, before a process of its own reads it. Raises Refused."""
    name = Path(source.name or "文件").name
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix) as copy:
        _copy(source, copy)
        scan(Path(copy.name), name, BY_NAME[limits])


def _copy(source: UploadedFile, target: "IO[bytes]") -> None:
    for chunk in source.chunks():
        target.write(chunk)
    target.flush()


def _read(path: Path, name: str) -> list[Sheet]:
    with Workbook(path, name, "table") as book:
        return [Sheet(head.name, _rows(book, head), head.merged) for head in book.sheets]


def _rows(book: Workbook, head: SheetHead) -> list[list[Cell]]:
    rows = [[cell_of(token) for token in tokens_of(line)] for line in book.lines(head)]
    while rows and not rows[-1]:
        rows.pop()
    return rows
