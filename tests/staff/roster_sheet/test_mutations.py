"""Rosters damaged at random, always the same way: read or refused, never anything else.

MUTATIONS=1000 makes a thousand of them.
"""

import io
import os
import random
import re
import zipfile

import pytest
import xlsxwriter

from staff.roster_sheet.columns import LABELS, MEANINGS
from staff.roster_sheet.known import Known
from staff.roster_sheet.reading import open_roster
from tests.books import HERE, ROSTER, ods, ods_row, workbook
from welfare.errors import Refused
from welfare.sheets.reader import read_workbook

COUNT = int(os.environ.get("MUTATIONS", "40"))
PEOPLE = 60
WORDS = [b"1E999", b"-1", b"99999999999", b"NaN", b"&#0;", b"\xff", b"]]>", b"<c>", "合计".encode(),
         b"9" * 400, b"\x1f", b"1048577", b"A0", b'"']  # fmt: skip


@pytest.fixture(scope="module")
def rosters():
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
    if kind in ("xlsx", "ods") and chance.random() < 0.75:
        return damaged_parts(content, chance)
    return damaged_bytes(content, chance)


def outcome(path):
    """How many rows were read; the sentence when the file was refused."""
    try:
        with open_roster(path, path.name, Known()) as reading:
            rows = list(reading.rows())
    except Refused as refusal:
        return str(refusal)
    assert all((row.values is None) == bool(row.problems) for row in rows)
    return len(rows)


@pytest.mark.parametrize("seed", range(COUNT))
def test_it_reads_or_refuses(tmp_path, rosters, seed):
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    kind = chance.choice(["xlsx", "xlsx", "xlsx", "ods", "csv", "xls"])
    path = tmp_path / f"a.{kind}"
    path.write_bytes(damaged(rosters[kind], kind, chance))
    found = outcome(path)
    assert isinstance(found, int) or re.search("[\u4e00-\u9fff]", found)


ODD_WORDS = [
    "１", "²", "①", "١٢٣", "½", "-0", "1e5", "1E-999", "sNaN", "Infinity", "万" * 30, "9" * 5000,
    "十" * 9, "1975.0", "1975.13.1", "00.0", "0000-00-00", "29-2-29", "2023-2-29", "75.", "..", "\x00",
    "a\x1fb\x1dc\x1ed\n\r!", "!password", "\u202e男", "\ufeff", "👨\u200d👩", "合计", "共99999999人",
    "小计 " + "9" * 5000, "同上", "〃", "#REF!", "=1+1", "'", "*" * 18, "0" * 18, "男(女)", "()", "★",
    "退休1", "1975年退休", "13月退休", "是否", "８００～９００", "约", "一千万亿", True, False, 0, -1, 1e308,
    -1e-308, 2**63, 1975.1, 0.1, 60000, 19999, "x" * 32_000,
]  # fmt: skip


@pytest.mark.parametrize("seed", range(COUNT))
def test_it_reads_any_words(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - as above
    titles = list(MEANINGS)
    header = [chance.choice([t for t in titles if MEANINGS[t] == key]) for key in LABELS]
    rows = [[chance.choice(ODD_WORDS) for _ in header] for _ in range(50)]
    for row in rows[::2]:
        row[1:4] = ["张桂兰", "女", "11010519491231002X"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(header, *rows))
    assert outcome(path) in range(25, 51)
