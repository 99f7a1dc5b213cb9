"""What the list of visits is narrowed to: the rows behind a number of another page."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.dateparse import parse_date

from staff.models import Pairing, Visit, VisitDoubt, Worker
from staff.models.pairings import Cadre
from staff.models.visits import VisitQuerySet
from staff.oddity_words import keys_alike
from welfare.days import Quarter
from welfare.models import User

LARGEST = 2**63
KEYS = ("by", "entered", "cadre", "day", "file", "same", "alike", "quarter", "proxy", "state", "q")
STATES = {"doubted": "职工说没来过，待核实", "unsigned": "代录，等本人确认"}


@dataclass(frozen=True)
class Asked:
    """The filters in the address and the words that name them."""

    filters: dict[str, Any]
    words: list[str]
    proxies: bool = False
    state: str = ""
    q: str = ""
    day: dt.date | None = None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) < LARGEST else None


def day_of(text: str) -> dt.date | None:
    """2026-10-18 as a day, or nothing."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def quarter_of(text: str, default: Quarter) -> Quarter:
    """2026-4 as a quarter of this century, or the default."""
    year, _, number = text.partition("-")
    if year.isascii() and year.isdigit() and year[:2] == "20" and len(year) == len("2026"):
        return Quarter(int(year), int(number)) if number in set("1234") else default
    return default


def _words_asked(
    told: Mapping[str, str], visits: "QuerySet[Visit]"
) -> Iterator[tuple[str, Any, str]]:
    """Those of a worker by name, and those that say the same as a visit, or nearly."""
    if name := told.get("q", "").strip()[:60]:
        yield "pairing__file__worker__in", Worker.objects.matching(name), f"职工「{name}」"
    if same := visits.filter(pk=_number(told.get("same", "")) or 0).first():
        yield "note_mark", same.note_mark, f"写的都是「{same.note!s}」"
    if alike := visits.filter(pk=_number(told.get("alike", "")) or 0).first():
        yield "pk__in", keys_alike(alike), f"写得和 {alike.visited_on:%m-%d} 那次很像"


def asked_of(told: Mapping[str, str], visits: "QuerySet[Visit]") -> Asked:
    """Read the address; what is not understood is left out. `same` is a visit with the same words."""
    filters: dict[str, Any] = {}
    words: list[str] = []
    if by := User.objects.filter(pk=_number(told.get("by", "")) or 0).first():
        filters["recorded_by"] = by
        words.append(f"{by.name}录入")
    if entered := day_of(told.get("entered", "")):
        filters["recorded_at__date"] = entered
        words.append(f"{entered:%m-%d} 录入")
    if cadre := Cadre.objects.filter(pk=_number(told.get("cadre", "")) or 0).first():
        filters["pairing__cadre"] = cadre
        words.append(f"{cadre.name}包保")
    if day := day_of(told.get("day", "")):
        filters["visited_on"] = day
        words.append(f"{day:%m-%d} 走访")
    if pairing := Pairing.objects.filter(pk=_number(told.get("file", "")) or 0).first():
        filters["pairing__file"] = pairing.file_id
        words.append("这一户")
    for name, value, said in _words_asked(told, visits):
        filters[name] = value
        words.append(said)
    if (quarter := told.get("quarter", "")) and "-" in quarter:
        asked = quarter_of(quarter, Quarter(2000, 1))
        filters["visited_on__range"] = (asked.first, asked.last)
        words.append(f"{asked.year} 年{asked.words}")
    proxies = told.get("proxy") == "1"
    state = told.get("state", "")
    state = state if state in STATES else ""
    words += [*(["替别人录入"] if proxies else []), *([STATES[state]] if state else [])]
    return Asked(filters, words, proxies, state, told.get("q", "").strip()[:60], day)


def narrowed(visits: VisitQuerySet, asked: Asked) -> "QuerySet[Visit]":
    """The visits asked for."""
    found = visits.filter(**asked.filters)
    if asked.state == "doubted":
        found = found.filter(pk__in=VisitDoubt.objects.open().order_by().values("visit"))
    elif asked.state == "unsigned":
        found = found.unsigned()
    return found.exclude(pairing__cadre__user=F("recorded_by")) if asked.proxies else found
