"""Hostile and broken files: refused with a sentence, in time, by the child or before it."""

import io
import os
import resource
import time
import zipfile
from pathlib import Path

import pytest

from staff.roster_sheet.known import Known
from staff.roster_sheet.reading import open_roster
from tests.books import repacked
from tests.welfare.sheets.attacks import ATTACKS, GOOD, LAUGHS, written
from welfare.errors import Refused
from welfare.sheets.reader import read_workbook
from welfare.sheets.stream import Workbook

SECONDS = 30  # alone on the machine it is 3; the suite runs beside others


def children():
    mine = os.getpid()
    return sum(_parent(pid) == mine for pid in os.listdir("/proc") if pid.isdigit())


def _parent(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


@pytest.mark.parametrize("attack", ATTACKS)
def test_e1_it_refuses(tmp_path, attack):
    path, words = written(tmp_path, attack), ATTACKS[attack][2]
    begun = time.monotonic()
    with pytest.raises(Refused, match=words) as refusal:
        read_workbook(path)
    assert time.monotonic() - begun < SECONDS
    assert path.name in str(refusal.value)


@pytest.mark.parametrize("attack", ATTACKS)
def test_e1_it_refuses_as_a_roster_too(tmp_path, attack):
    path = written(tmp_path, attack)
    with pytest.raises(Refused) as refusal, open_roster(path, path.name, Known()) as reading:
        list(reading.rows())
    assert any("\u4e00" <= letter <= "\u9fff" for letter in str(refusal.value))


@pytest.mark.parametrize("name", zipfile.ZipFile(io.BytesIO(GOOD)).namelist())
def test_e3_it_refuses_a_declaration_in_any_part(tmp_path, name):
    path = tmp_path / "a.xlsx"
    path.write_bytes(repacked(GOOD, **{name.replace("/", "__").replace(".", "DOT"): LAUGHS}))
    with pytest.raises(Refused, match="文档声明"):
        read_workbook(path)


def test_e1_e5_it_stays_small_and_leaves_no_child_behind(tmp_path):
    before, busy = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children()
    for attack in (
        "D1 blanks",
        "D2 one long string",
        "D3 five million strings",
        "D6 far cell",
        "D4 many rows",
    ):
        with pytest.raises(Refused):
            read_workbook(written(tmp_path, attack))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50 * 1024  # KB
    assert children() == busy


def test_e6_it_refuses_when_the_child_is_killed_half_way(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(GOOD)
    with Workbook(path, "a.xlsx", "table") as book:
        book.child.kill()
        book.child.wait()
        with pytest.raises(Refused, match="读不出来"):
            list(book.lines(book.sheets[0]))


def test_it_refuses_fifty_megabytes_without_reading_them(tmp_path):
    huge = tmp_path / "a.xlsx"
    with huge.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(Refused, match="50 MB，最大收 5 MB"):
        read_workbook(huge)
    with pytest.raises(Refused, match="50 MB，最大收 25 MB"):
        open_roster(huge, "a.xlsx", Known())


def test_it_reads_a_good_one(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    (sheet,) = read_workbook(tmp_path / "a.xlsx")
    assert [[cell.text for cell in row] for row in sheet.rows] == [
        ["姓名", "金额"],
        ["张桂兰", "20"],
    ]


def test_it_builds_its_attacks_as_zips():
    assert zipfile.is_zipfile(io.BytesIO(repacked(GOOD, xl__vbaProjectDOTbin=b"x")))
