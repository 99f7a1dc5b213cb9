"""manage.py export_books: what is written adds up without us."""

import re
from collections import defaultdict
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from mutualfund.books_export import HEADER
from mutualfund.models import Account, Entry
from mutualfund.reports import fund_statement
from tests.people import DAY

POSTING = re.compile(
    r"^  ((?:Assets|Liabilities|Equity|Income|Expenses)(?::[A-Z][\w-]*)+)  (\S+) CNY$"
)
BALANCE = re.compile(r"^\d{4}-\d\d-\d\d balance (\S+)  (\S+) CNY$")


@pytest.fixture
def exported(db, tmp_path, capsys):
    """The books as text."""

    def written():
        path = tmp_path / "books.beancount"
        call_command("export_books", "--output", str(path))
        return path.read_text(encoding="utf-8")

    return written


def checked(text):
    """Add the text up as a stranger would: sums of transactions, and of accounts."""
    sums, held = [], defaultdict(Decimal)
    for block in text.split("\n\n"):
        postings = [match for line in block.splitlines() if (match := POSTING.match(line))]
        if postings:
            sums.append(sum(Decimal(match[2]) for match in postings))
        for match in postings:
            held[match[1]] += Decimal(match[2])
    return sums, held


def test_every_transaction_adds_up_to_nothing(post, exported):
    post("25400.00")
    post("13.37", summary='带"引号"和\\的摘要')
    sums, held = checked(exported())
    assert sums == [0, 0]
    assert held["Assets:MutualAid:Bank"] == Decimal("25413.37")


def test_the_closing_balances_are_the_sums_and_the_fund(post, exported, fund):
    post("100.00")
    text = exported()
    told = {m[1]: Decimal(m[2]) for line in text.splitlines() if (m := BALANCE.match(line))}
    assert told == dict(checked(text)[1])
    assert told["Assets:MutualAid:Bank"] == fund_statement(fund, on=DAY).balance


def test_every_account_is_opened_once(exported, fund):
    opened = re.findall(r"^\S+ open (\S+) CNY$", exported(), re.M)
    assert len(opened) == len(set(opened)) == Account.objects.count()


def test_the_sheet_holds_every_line(post, tmp_path, capsys):
    post("100.00", summary="=1+1")
    path = tmp_path / "books.xlsx"
    call_command("export_books", "--format", "xlsx", "--output", str(path))
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[0] == list(HEADER)
    assert len(rows) - 1 == Entry.objects.count()
    assert rows[1][3] == "=1+1"


def test_a_place_it_cannot_write_to_is_named(db, tmp_path):
    with pytest.raises(CommandError, match="写不了"):
        call_command("export_books", "--output", str(tmp_path / "no" / "books"))
