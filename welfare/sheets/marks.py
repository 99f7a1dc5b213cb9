"""What the parser leaves out of a workbook: hidden rows, comments, errors, red text, 1904.

Runs in the limited child, after the guard has refused every document type declaration. Sheets
are searched as bytes, because a large sheet has millions of tags and few of them matter.
"""

import posixpath
import re
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # DTDs are refused before

from welfare.sheets.ods_marks import ods_marks
from welfare.sheets.xls_marks import xls_marks

CHUNK = 1024 * 1024
MAX_COMMENTS = 20_000
MAX_ERRORS = 100_000
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
ROW_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
ERROR = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL)  # fmt: skip
PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
STYLE = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\ss=["'](\d+)["']""")
RED = re.compile(r"^(FF)?(FF0000|C00000|E6?0000)$", re.IGNORECASE)
THREADED = re.compile(r"^\[.*?(?:Comment|注释|批注|评论)[:：]\s*", re.DOTALL)


@dataclass
class Marks:
    """Of one sheet; rows and columns from 0, hidden rows as [first, last]."""

    hidden: list[list[int]] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    merged: list[list[int]] = field(default_factory=list)
    red: bool = False
    date1904: bool = False

    @property
    def told(self) -> dict[str, Any]:
        """What the parent is told beside the cells."""
        return {
            "hidden": self.hidden,
            "comments": self.comments,
            "red": self.red,
            "date1904": self.date1904,
        }

    def hide(self, row: int) -> None:
        """One more hidden row."""
        if self.hidden and self.hidden[-1][1] == row - 1:
            self.hidden[-1][1] = row
        else:
            self.hidden.append([row, row])


def marks_of(path: Path, kind: str) -> dict[str, Marks] | None:
    """Marks by sheet name; None where they could not be found and the user must be told so."""
    try:
        if kind == "xlsx":
            with zipfile.ZipFile(path) as archive:
                return _Book(archive).marks()
        found = ods_marks(path) if kind == "ods" else xls_marks(path)
        return {name: Marks(**told) for name, told in found.items()}
    except (ElementTree.ParseError, LookupError, ValueError, RecursionError, struct.error):
        return None


def column_index(letters: bytes) -> int:
    """A → 0, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


class _Book:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())

    def _tree(self, part: str) -> Any:
        return ElementTree.fromstring(self.archive.read(part))  # noqa: S314 - as above

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.names:
            return {}
        found = {}
        for rel in self._tree(rels):
            target = rel.get("Target", "")
            full = (
                target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            )
            found[rel.get("Id", "")] = (rel.get("Type", "").rpartition("/")[2], full)
        return found

    def marks(self) -> dict[str, Marks]:
        book = self._tree("xl/workbook.xml")
        relations = self._relations("xl/workbook.xml")
        parts = dict(relations.values())
        red = self._red_styles(parts.get("styles", ""))
        in_1904 = any(
            _local(k.tag) == "workbookPr" and k.get("date1904") in ("1", "true") for k in book
        )
        found = {}
        for sheet in (tag for tag in book.iter() if _local(tag.tag) == "sheet"):
            rel = next((v for k, v in sheet.attrib.items() if _local(k) == "id"), "")
            kind, part = relations.get(rel, ("", ""))
            if kind == "worksheet" and part in self.names:
                marks = self._sheet(part, red)
                marks.date1904 = in_1904
                found[sheet.get("name", "")] = marks
        return found

    def _red_styles(self, part: str) -> set[bytes]:
        """Cell formats whose font is red."""
        if part not in self.names:
            return set()
        lists = {_local(tag.tag): list(tag) for tag in self._tree(part)}
        red = {str(place) for place, font in enumerate(lists.get("fonts", [])) if _is_red(font)}
        formats = enumerate(lists.get("cellXfs", []))
        return {str(place).encode() for place, xf in formats if xf.get("fontId") in red}

    def _sheet(self, part: str, red: set[bytes]) -> Marks:
        marks, row = Marks(), -1
        errors = defaultdict(list)
        for chunk in self._chunks(part):
            row = _rows(chunk, row, marks)
            for column, number, text in _errors(chunk):
                errors[number].append((column, text))
            if len(errors) > MAX_ERRORS:
                raise ValueError("errors")
            marks.red = marks.red or bool(red and red & set(STYLE.findall(chunk)))
        marks.errors = dict(errors)
        for kind, comments in self._relations(part).values():
            if kind == "comments" and comments in self.names:
                marks.comments += self._comments(comments)
        return marks

    def _chunks(self, part: str) -> Iterator[bytes]:
        """The part in pieces that end behind a row."""
        rest = b""
        with self.archive.open(part) as stream:
            while data := stream.read(CHUNK):
                data = rest + data
                cut = data.rfind(b"row>") + 4
                rest = data[cut:] if cut > 3 else data
                if cut > 3:
                    yield data[:cut]
        yield rest

    def _comments(self, part: str) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        for comment in (tag for tag in self._tree(part).iter() if _local(tag.tag) == "comment"):
            place = PLACE.match(f' r="{comment.get("ref", "")}"'.encode())
            words = "".join(t.text or "" for t in comment.iter() if _local(t.tag) == "t")
            if place and len(found) < MAX_COMMENTS:
                text = THREADED.sub("", words).strip()
                found.append((int(place[2]) - 1, column_index(place[1]), text[:2000]))
        return found


def _is_red(font: Any) -> bool:
    return any(_local(tag.tag) == "color" and RED.match(tag.get("rgb", "")) for tag in font)


def _rows(chunk: bytes, row: int, marks: Marks) -> int:
    """Mark the hidden rows; the number of the last row. Rows may stand without a number."""
    if b"hidden=" not in chunk:
        return row + chunk.count(b"<row")
    for tag in ROW.findall(chunk):
        number = ROW_NUMBER.search(tag)
        row = int(number[1]) - 1 if number else row + 1
        if HIDDEN.search(tag):
            marks.hide(row)
    return row


def _errors(chunk: bytes) -> Iterator[tuple[int, int, str]]:
    if b't="e"' not in chunk and b"t='e'" not in chunk:
        return
    for attributes, text in ERROR.findall(chunk):
        if place := PLACE.search(attributes):
            yield column_index(place[1]), int(place[2]) - 1, text.decode(errors="replace")[:20]
