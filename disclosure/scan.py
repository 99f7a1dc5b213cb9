"""Nothing that identifies a person leaves the house: the last look over public text and file names."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from welfare.errors import Refused

PATTERNS = {
    "身份证号": re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),
    "银行卡号": re.compile(r"(?<!\d)\d{15,19}(?!\d)"),
    "手机号": re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
}
_BETWEEN = re.compile(r"[\s-]")


@dataclass(frozen=True)
class Hit:
    """Where in a text what stands that must not."""

    start: int
    end: int
    what: str


def hits(text: str) -> list[Hit]:
    """Every number in a text, however it is broken up or typed, the first in front."""
    places = [n for n, letter in enumerate(text) if not _BETWEEN.match(letter)]
    plain = "".join(unicodedata.normalize("NFKC", text[n])[:1] or " " for n in places)
    found: list[Hit] = []
    for what, pattern in PATTERNS.items():
        for match in pattern.finditer(plain):
            hit = Hit(places[match.start()], places[match.end() - 1] + 1, what)
            if all(hit.end <= other.start or hit.start >= other.end for other in found):
                found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def leaks(texts: dict[str, str]) -> list[str]:
    """Sentences naming each place that holds an ID number, a card or a phone number."""
    found = ((place, hits(text)) for place, text in texts.items())
    return [f"{place}里有{told[0].what}，请删掉" for place, told in found if told]


def refuse_leaks(texts: dict[str, str]) -> None:
    """Raises Refused naming each place."""
    if found := leaks(texts):
        raise Refused("；".join(found) + "。")


def marked(text: str) -> SafeString:
    """The text with each such number marked."""
    pieces: list[tuple[SafeString | str]] = []
    at = 0
    for hit in hits(text):
        words = text[hit.start : hit.end]
        pieces += [
            (text[at : hit.start],),
            (format_html('<mark class="pb-hit">{}（{}）</mark>', words, hit.what),),
        ]
        at = hit.end
    return format_html_join("", "{}", [*pieces, (text[at:],)])
