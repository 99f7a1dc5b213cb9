"""By which charter a claim form asks 按哪一版章程: by the one in force on the day of the event, as `assess` weighs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from mutualfund.models import Benefit, Charter, ClaimKind


@dataclass(frozen=True)
class FormTerms:
    """What a form offers and which papers it asks for."""

    charter: Charter
    benefit: Benefit
    subtypes: tuple[str, ...]  # of the kind, in the order of the charter
    day: dt.date | None  # of the event, as far as it is told
    is_chosen: bool  # one of them, or the kind is not divided
    misfit: str  # why what was chosen before the day was told does not do; empty when it does

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The sub-types with their words; none when the kind is not divided."""
        is_divided = len(self.subtypes) > 1 or any(self.subtypes)
        return [(name, name or "其他") for name in self.subtypes] if is_divided else []


def day_told(sent: Mapping[str, str]) -> dt.date | None:
    """The day of the event in what was sent, if it is one."""
    try:
        day: dt.date | None = forms.DateField(required=False).clean(sent.get("event_date"))
    except ValidationError:
        return None
    return day


def terms_for(
    kind: ClaimKind, sent: Mapping[str, str], *, day: dt.date | None, on: dt.date
) -> FormTerms:
    """The benefit for a kind and what was chosen of it. Three queries.

    `sent` may hold `subtype`, the sub-type chosen, and `drawn`, the benefit whose papers the page
    showed. Raises Refused when no charter is in force, or it grants nothing of this kind.
    """
    charter = (Charter.objects.covering(day) if day else None) or Charter.objects.in_force(on=on)
    subtypes = tuple(charter.subtypes_of(kind))
    asked = sent.get("subtype", "")
    chosen = asked if asked in subtypes else "" if "" in subtypes else None
    benefit = charter.benefit_of(kind, subtypes[0] if chosen is None and subtypes else asked)
    words = f"{day or on:%Y-%m-%d} 那天按「{charter}」办，"
    misfit = ""
    if chosen is None:
        misfit = f"{words}「{kind.label}」分成{'、'.join(subtypes)}，选一个子类。"
    elif (drawn := _drawn(sent)) is not None and _papers(drawn) != _papers(benefit):
        misfit = f"{words}要的是{benefit.papers}。提交时换成这几样，再附一次材料。"
    return FormTerms(charter, benefit, subtypes, day, chosen is not None, misfit)


def _drawn(sent: Mapping[str, str]) -> Benefit | None:
    key = sent.get("drawn", "")
    return Benefit.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None


def _papers(benefit: Benefit) -> list[str]:
    return [benefit.kind, benefit.subtype, *benefit.paper_list()]
