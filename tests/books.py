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


ODS_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def ods(*lines: str, sheet="花名册", **parts: bytes) -> bytes:
    """An .ods file of table rows written as XML; `ods_row` writes one."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_SPACES} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="{sheet}">{"".join(lines)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", parts.get("manifest", b"<manifest/>"))
    return out.getvalue()


def ods_row(*cells, hidden=False, note="") -> str:
    """A row of an .ods sheet; the note is a comment in its first cell."""
    said = f"<office:annotation><text:p>{note}</text:p></office:annotation>" if note else ""
    written = []
    for place, cell in enumerate(cells):
        words = "" if cell is None else f"<text:p>{cell}</text:p>"
        kind = "" if cell is None else ' office:value-type="string"'
        written.append(f"<table:table-cell{kind}>{'' if place else said}{words}</table:table-cell>")
    look = ' table:visibility="collapse"' if hidden else ""
    return f"<table:table-row{look}>{''.join(written)}</table:table-row>"
