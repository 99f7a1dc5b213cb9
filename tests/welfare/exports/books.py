"""Looking into what was taken out."""

import csv
import io
import zipfile

import python_calamine
from django.urls import reverse


def url(shape: str, form: str = "xlsx", query: str = "") -> str:
    """Where a list is taken out."""
    return reverse("list-export", args=[shape, form]) + (f"?{query}" if query else "")


def sheets(content: bytes) -> dict[str, list[list]]:
    """The worksheets of a workbook, by name."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def lines(content: bytes) -> list[dict[str, object]]:
    """The rows of the first sheet under its header, which stands below the watermark."""
    _, header, *rows = next(iter(sheets(content).values()))
    return [dict(zip(header, row, strict=True)) for row in rows]


def csv_lines(content: bytes) -> list[list[str]]:
    """The lines of a .csv."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def parts(content: bytes) -> str:
    """All parts of a workbook as one text."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
