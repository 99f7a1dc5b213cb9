"""Rosters damaged at random, always the same way: bytes, parts of the zip, tags and values."""

import io
import random
import re
import zipfile
from functools import cache

import xlsxwriter

from tests.books import HERE, ROSTER, ods, ods_row
from welfare.sheets.reader import read_workbook

PEOPLE = 60
WORDS = [b"1E999", b"-1", b"99999999999", b"NaN", b"&#0;", b"\xff", b"]]>", b"<c>", "合计".encode(),
         b"9" * 400, b"\x1f", b"1048577", b"A0", b'"']  # fmt: skip
KINDS = ["xlsx", "xlsx", "xlsx", "ods", "csv", "xls"]


@cache
def rosters() -> dict[str, bytes]:
    """The same people in every format, with a comment, a hidden row and a merged cell."""
    (sheet,) = read_workbook(ROSTER)
    rows = [[cell.text for cell in row] for row in sheet.rows[: PEOPLE + 1]]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("花名册")
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                page.write_string(number, place, text)
        page.write_comment(3, 1, "长期病假")
        page.set_row(5, None, None, {"hidden": True})
        page.merge_range(7, 9, 9, 9, "东岭站")
        page.write_formula(11, 10, "=Z99", None, "#REF!")
        page.write_number(12, 12, 27465)
    text = "\n".join(",".join(row) for row in rows)
    return {
        "xlsx": out.getvalue(),
        "ods": ods(*(ods_row(*row, note="病假" if n == 3 else "") for n, row in enumerate(rows))),
        "csv": text.encode("gb18030"),
        "xls": (HERE / "marks.xls").read_bytes(),
    }


def damaged_bytes(content, chance):
    """Bytes changed, cut out, doubled or cut off."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(found) or 1)
        match chance.randrange(4):
            case 0:
                found[at : at + 1] = chance.randbytes(1)
            case 1:
                del found[at : at + chance.randint(1, 40)]
            case 2:
                found[at:at] = found[at : at + chance.randint(1, 400)]
            case 3:
                found[at:at] = chance.choice(WORDS)
    return bytes(found[: len(found) // 2] if chance.random() < 0.1 else found)


def damaged_xml(content, chance):
    """Tags dropped or doubled, attributes and values replaced."""
    pieces = re.split(rb"(<[^>]*>)", content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(pieces))
        match chance.randrange(4):
            case 0:
                pieces[at] = b""
            case 1:
                pieces[at] *= 2
            case 2:
                pieces[at] = re.sub(rb'"[^"]*"', b'"' + chance.choice(WORDS) + b'"', pieces[at])
            case 3:
                pieces[at] = chance.choice(WORDS)
    return b"".join(pieces)


def damaged_parts(content, chance):
    """A zip with a part left out, renamed or damaged within."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()}
        hit = chance.choice(list(parts))
        hit = chance.choice(
            [hit, *(name for name in parts if "sheet" in name or "content" in name)]
        )
        body = parts.pop(hit)
        match chance.randrange(6):
            case 0:
                parts[hit + "x"] = body
            case 1:
                parts[hit] = damaged_bytes(body, chance) if body else b"x"
            case 2 | 3 | 4:
                parts[hit] = damaged_xml(body, chance)
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def damaged(content, kind, chance):
    """The file, damaged where its kind is weak."""
    if kind in ("xlsx", "ods") and chance.random() < 0.75:
        return damaged_parts(content, chance)
    return damaged_bytes(content, chance)


def damaged_roster(seed: int) -> tuple[str, bytes]:
    """The roster of a number: its kind and what is left of it."""
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    kind = chance.choice(KINDS)
    return kind, damaged(rosters()[kind], kind, chance)
