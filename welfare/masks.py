"""Numbers that identify a person: how to know one, and how a page shows it before anyone gives a
reason."""

import re
import unicodedata

# ID numbers of 18 and 15 signs, bank cards of up to 19, mobiles of 11; a UUID holds none.
NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[Xx]|[0-9]{15,19}|1[0-9]{10})(?![0-9A-Za-z])")
LONG = re.compile(r"\d{8,}")  # an account, a card, a telephone: nothing shorter names one
PARTING = re.compile("[\\s.\\-\u200b-\u200f\ufeff]")  # what people part a long number with


def number_in(text: str) -> str:
    """The whole ID, mobile or bank card number the words hold, however it is parted; else empty."""
    found = NUMBER.search(PARTING.sub("", unicodedata.normalize("NFKC", text)))
    return found.group() if found else ""


def identifies(text: str) -> bool:
    """Whether the words hold such a number, which never stands in an address."""
    return bool(number_in(text))


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
