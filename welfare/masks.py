"""Numbers that identify a person, as a page shows them before anyone gives a reason."""

import re

LONG = re.compile(r"\d{8,}")  # an account, a card, a telephone: nothing shorter names one


def id_masked(number: str) -> str:
    """The first and the last two characters of an ID number: 4***************16."""
    return _between(number, 1, 2)


def phone_masked(number: str) -> str:
    """138****0417; a short number keeps its last two."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 11 else _between(number, 0, 2)


def card_masked(number: str) -> str:
    """The last four of a bank card or certificate: **** 0417."""
    return f"**** {number[-4:]}" if number else ""


def address_masked(address: str) -> str:
    """The first six characters, where the town stands: 东岭市青石镇****."""
    return f"{address[:6]}****" if address else ""


def numbers_masked(text: str) -> str:
    """A sentence in which every long number keeps its last four digits."""
    return LONG.sub(lambda found: f"****{found.group()[-4:]}", text)


def _between(text: str, head: int, tail: int) -> str:
    text = "".join(text.split())
    hidden = max(len(text) - head - tail, 0)
    return f"{text[:head]}{'*' * hidden}{text[len(text) - tail :]}" if hidden else "*" * len(text)
