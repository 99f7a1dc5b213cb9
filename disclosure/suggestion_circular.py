"""年度优秀建议 and the circular 表彰通报 that commends them, on A4."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Avg, F, QuerySet
from django.utils.timezone import localtime
from reportlab.platypus import Flowable

from disclosure.models import Suggestion, SuggestionAct, SuggestionStatus, SuggestionStep
from disclosure.office_paper import BODY, RIGHT, TITLE, framed, gap, on_paper, red_head, words
from disclosure.suggestion_benefits import Confirmed, confirmed_of
from welfare.money import yuan

OFFICE = "车务段厂务公开领导小组"


@dataclass(frozen=True)
class Circular:
    """One circular: what it commends, when, and what of the year it stands for."""

    year: int
    number: str
    suggestions: list[Suggestion]
    commended_on: dt.date | None
    tally: dict[str, int]
    benefit: Confirmed


def with_marks(rows: "QuerySet[Suggestion]") -> "QuerySet[Suggestion]":
    """Implemented ones with the average of their scores, the best first; commended ones last."""
    total = F("scores__technical") + F("scores__gain") + F("scores__scope") + F("scores__practical")
    done = rows.filter(status=SuggestionStatus.IMPLEMENTED).annotate(marks=Avg(total))
    order = (F("excellent_year").desc(nulls_first=True), F("marks").desc(nulls_last=True), "number")
    return done.order_by(*order).prefetch_related("proposers__station", "benefits")


def circulars_of(year: int) -> list[Circular]:
    """The circulars that commended suggestions of a year, by number. Five queries."""
    rows = Suggestion.objects.filter(excellent_year=year).order_by("number")
    steps = SuggestionStep.objects.filter(
        suggestion__in=rows, kind=SuggestionAct.COMMENDED
    ).values_list("suggestion", "at")
    days = {key: localtime(at).date() for key, at in steps}
    of_year = Suggestion.objects.of_year(year)
    found: dict[str, list[Suggestion]] = {}
    for suggestion in rows.prefetch_related("proposers__station"):
        found.setdefault(suggestion.circular_no, []).append(suggestion)
    if not found:
        return []
    tally, benefit = of_year.tally(), confirmed_of(of_year.counted())
    return [
        Circular(year, number, told, max((days[s.pk] for s in told if s.pk in days), default=None),
                 tally, benefit)
        for number, told in sorted(found.items())
    ]  # fmt: skip


def circular(told: Circular) -> bytes:
    """The circular as an official paper: numbers with what they are of, then every suggestion."""
    title = f"关于表彰 {told.year} 年优秀合理化建议的通报"
    tally = told.tally
    share = f"{tally['implemented']} / {tally['total']}"
    first = (
        f"{told.year} 年，职工提合理化建议 {tally['total']} 条，落实 {tally['implemented']} 条"
        f"（{share}），评出优秀建议 {tally['excellent']} 条。现对下列 {len(told.suggestions)} 条"
        "优秀建议和提建议的职工予以通报表彰。"
    )
    story: list[Flowable] = [*red_head("车务段工会", told.number), words(title, TITLE), gap()]
    story.append(words(first, BODY))
    if told.benefit.direct:
        money = (
            f"经核定，直接经济效益一年 {yuan(told.benefit.amount)} 元（{told.benefit.direct} 条）。"
        )
        story.append(words(money, BODY))
    story.append(gap())
    rows = [
        (place, one.number, one.title, one.get_field_display(),
         "、".join(f"{w.station.name} {w.name}" for w in one.proposers.all()))
        for place, one in enumerate(told.suggestions, start=1)
    ]  # fmt: skip
    story += [
        framed(("序号", "编号", "建议", "类别", "建议人"), (1, 2.2, 5, 1.8, 4), rows),
        gap(10),
    ]
    story.append(words(OFFICE, RIGHT))
    if told.commended_on:
        story.append(words(f"{told.commended_on:%Y 年 %-m 月 %-d 日}", RIGHT))
    return on_paper(title, story)
