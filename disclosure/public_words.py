"""Accounts and vouchers in the words of the board."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from mutualfund.models import Voucher
from mutualfund.reports import Part

# accounts as a worker would call them; what is not listed keeps its name in the books
PUBLIC_WORDS = {
    "dues_first": "职工会费，首次",
    "dues_renewal": "职工会费，续缴",
    "donations": "捐款",
    "grant_depot": "车务段拨款",
    "grant_labour_service_company": "劳动服务公司拨款",
    "grant_upper_union": "上级工会拨款",
    "interest": "存款利息",
}


def in_public_words(part: Part) -> Part:
    """A source or use of the fund under the name the board gives it."""
    return replace(part, name=public_name(part.key, part.name))


def public_name(key: str, name: str) -> str:
    """An account as the board calls it."""
    return PUBLIC_WORDS.get(key, name.removeprefix("补助支出-"))


@dataclass(frozen=True)
class PublicLine:
    """A voucher that moved money as anyone may read it: what for, never who for."""

    voucher: Voucher
    name: str


def public_lines(vouchers: Iterable[Any]) -> list[PublicLine]:
    """The rows of a cash book (mutualfund.reports.cash_book) without their summaries, which may name."""
    return [PublicLine(row, public_name(row.account_key, row.account_name)) for row in vouchers]
