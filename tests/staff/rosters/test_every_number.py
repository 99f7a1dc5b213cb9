"""Every number of the trade's lists (domain.md 4.2 to 4.6) and of the attacks (security.md D, E) has a
test that bears it."""

import re
from pathlib import Path

import pytest

from tests.welfare.sheets.attacks import ATTACKS

TESTS = Path(__file__).parents[2]
NUMBERS = [*(f"l{n}" for n in range(1, 14)), *(f"i{n}" for n in range(1, 10)),
           *(f"e{n}" for n in range(1, 12)), "4_4", "4_5", "4_6"]  # fmt: skip
FOLDERS = ("staff/roster_sheet", "staff/rosters", "welfare/sheets")


@pytest.fixture(scope="module")
def named() -> str:
    """The names of the tests that speak of workbooks, a line each."""
    files = [file for folder in FOLDERS for file in (TESTS / folder).glob("test_*.py")]
    found = [
        re.findall(r"^def test_(\w+)", file.read_text("utf-8"), re.MULTILINE) for file in files
    ]
    return "\n".join(name for names in found for name in names)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_test_bears_it(named, number):
    assert re.search(rf"^(?:[ile]\d+_)*{number}_", named, re.MULTILINE)


def test_every_line_of_annex_d_is_an_attack():
    assert {f"D{n}" for n in range(1, 12)} <= {name.split()[0] for name in ATTACKS}
