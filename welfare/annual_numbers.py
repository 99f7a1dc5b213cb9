"""The numbers of the annual report 年度报告: each is read from a list of the product and leads to it.

A number is asked of the same shape the list is taken out by, as its reader sees the list.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from welfare.models import User
from welfare.money import yuan
from welfare.policy import POLICY
from welfare.take_out import SHAPES


@dataclass(frozen=True)
class Figure:
    """A number of the report with the list behind it; `url` is empty where its reader may not go
    or the list shows another day.
    """

    words: str
    source: str = ""  # title of the list
    url: str = ""

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Numbers:
    """Asks the lists, for one reader and one year up to a day."""

    user: User
    year: int
    on: dt.date  # the last day that counts
    today: dt.date

    @property
    def is_running(self) -> bool:
        """Whether the year is the one we are in: lists that only know today may speak."""
        return self.on == self.today

    def rows(self, key: str, **query: str) -> "QuerySet[Any] | list[Any]":
        """The rows of a list as its page shows them."""
        found = SHAPES[key].rows(self.user, query, self.today)
        return found if isinstance(found, QuerySet) else list(found)

    def count(self, key: str, **query: str) -> Figure:
        """How many rows."""
        rows = self.rows(key, **query)
        many = rows.count() if isinstance(rows, QuerySet) else len(rows)
        return self._figure(str(many), key, query)

    def total(self, key: str, number: Callable[[Any], int], **query: str) -> Figure:
        """What a number on the rows comes to."""
        return self._figure(str(sum(number(row) for row in self.rows(key, **query))), key, query)

    def money(self, key: str, amount: Callable[[Any], Decimal], **query: str) -> Figure:
        """What the rows come to, yuan."""
        total = sum((amount(row) for row in self.rows(key, **query)), Decimal(0))
        return self._figure(yuan(total), key, query)

    def people(self, key: str, who: Callable[[Any], int], **query: str) -> Figure:
        """How many different people stand on the rows."""
        many = len({who(row) for row in self.rows(key, **query)})
        return self._figure(str(many), key, query)

    def _figure(self, words: str, key: str, query: dict[str, str]) -> Figure:
        shape = SHAPES[key]
        may = self.user.may_use(POLICY[shape.page])
        return Figure(words, shape.title, shape.address(query) if may else "")
