"""Hidden rows, comments and merged cells of an .ods file. Runs in the limited child."""

import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # DTDs are refused before

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MARKED = (b"table:visibility=", b"office:annotation", b"rows-spanned=", b'value-type="error"')
MOST = 1_048_576


def ods_marks(path: Path) -> dict[str, dict[str, Any]]:
    """Marks by sheet name, for Marks(**found). Raises ElementTree.ParseError, KeyError."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    if not any(word in content for word in MARKED):
        return {}
    found: dict[str, dict[str, Any]] = {}
    body = ElementTree.fromstring(content)  # noqa: S314 - as above
    for table in body.iter(f"{TABLE}table"):
        found[table.get(f"{TABLE}name", "")] = _table(table)
    return found


def _times(tag: Any, name: str) -> int:
    return min(int(tag.get(f"{TABLE}number-{name}-repeated", "1")), MOST)


def _table(table: Any) -> dict[str, Any]:
    hidden: list[list[int]] = []
    comments: list[tuple[int, int, str]] = []
    merged: list[list[int]] = []
    errors: dict[int, list[tuple[int, str]]] = {}
    row = 0
    for line in table.iter(f"{TABLE}table-row"):
        times = _times(line, "rows")
        if line.get(f"{TABLE}visibility") in ("collapse", "filter") and len(line):
            hidden.append([row, row + times - 1])
        column = 0
        for cell in line:
            high = int(cell.get(f"{TABLE}number-rows-spanned", "1"))
            wide = int(cell.get(f"{TABLE}number-columns-spanned", "1"))
            if high > 1 or wide > 1:
                merged.append([row, column, row + high - 1, column + wide - 1])
            if (note := cell.find(f"{OFFICE}annotation")) is not None:
                said = "\n".join("".join(p.itertext()) for p in note.iter(f"{TEXT}p"))
                comments.append((row, column, said[:2000]))
            if cell.get(f"{CALC}value-type") == "error":
                words = "".join(p.text or "" for p in cell.findall(f"{TEXT}p"))
                errors.setdefault(row, []).append((column, words[:20]))
            column += _times(cell, "columns")
        row += times
    return {"hidden": hidden, "comments": comments, "merged": merged, "errors": errors}
