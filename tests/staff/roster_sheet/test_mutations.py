"""Damaged rosters are read or refused, never anything else.

MUTATIONS=1000 makes a thousand of them; tests/staff/rosters/test_damaged.py takes them through the
page.
"""

import os
import random
import re

import pytest

from staff.roster_sheet.columns import LABELS, MEANINGS
from staff.roster_sheet.known import Known
from staff.roster_sheet.reading import open_roster
from tests.books import workbook
from tests.staff.roster_sheet.damage import damaged_roster
from welfare.errors import Refused

COUNT = int(os.environ.get("MUTATIONS", "40"))


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
def test_e2_it_reads_or_refuses(tmp_path, seed):
    kind, content = damaged_roster(seed)
    path = tmp_path / f"a.{kind}"
    path.write_bytes(content)
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
    chance = random.Random(seed)  # noqa: S311 - the same words every time
    titles = list(MEANINGS)
    header = [chance.choice([t for t in titles if MEANINGS[t] == key]) for key in LABELS]
    rows = [[chance.choice(ODD_WORDS) for _ in header] for _ in range(50)]
    for row in rows[::2]:
        row[1:4] = ["张桂兰", "女", "11010519491231002X"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(header, *rows))
    assert outcome(path) in range(25, 51)
