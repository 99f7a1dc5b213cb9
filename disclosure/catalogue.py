"""What the catalogue asks for and what of it is public: computed, never typed."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from disclosure.models import CatalogueTopic, Notice, Publication
from disclosure.models.catalogue import (
    LIVE,
    NOTICES,
    Feed,
    period_first,
    period_last,
    period_words,
)
from disclosure.models.notices import SHOWN
from disclosure.period_tables import last_days
from disclosure.sources import TOPIC_OF, meetings_to_announce
from welfare.days import ONE, working_days

PUBLIC, WAITING, LATE = "已公开", "还在时限内", "超期未公开"
PAINT = {PUBLIC: "ok", WAITING: "wait", LATE: "over"}


@dataclass(frozen=True)
class Entry:
    """One period, or one matter, that had to be made public."""

    words: str
    first: dt.date
    deadline: dt.date
    published_on: dt.date | None
    state: str
    url: str = ""
    publication: Publication | None = None

    @property
    def paint(self) -> str:
        """Its colour."""
        return PAINT[self.state]

    @property
    def in_time(self) -> bool:
        """Public on or before its deadline."""
        return self.published_on is not None and self.published_on <= self.deadline


@dataclass(frozen=True)
class Standing:
    """A topic with everything it had to make public, the newest first."""

    topic: CatalogueTopic
    entries: list[Entry]

    @property
    def due(self) -> int:
        """应公开: public ones and those past their time."""
        return sum(entry.state != WAITING for entry in self.entries)

    @property
    def public(self) -> int:
        """已公开."""
        return sum(entry.state == PUBLIC for entry in self.entries)

    @property
    def in_time(self) -> int:
        """按时公开."""
        return sum(entry.in_time for entry in self.entries)

    @property
    def late(self) -> int:
        """断档: due and not public."""
        return self.due - self.public

    @property
    def late_words(self) -> str:
        """How many, as the mark says it."""
        return f"{self.late} 期"

    @property
    def people(self) -> Publication | None:
        """The latest registered paper: how many of the people it should name it names."""
        return next((e.publication for e in self.entries if e.publication), None)


class _Calendar:
    """Deadlines counted in working days over one span. One query."""

    def __init__(self, first: dt.date, last: dt.date, longest: int) -> None:
        self.days = working_days(first, last + dt.timedelta(days=longest * 2 + 30))

    def after(self, day: dt.date, count: int) -> dt.date:
        """The count-th working day after the day."""
        return self.days[bisect_right(self.days, day) + count - 1]


def standings(*, on: dt.date, topics: Iterable[CatalogueTopic] | None = None) -> list[Standing]:
    """Every topic, or those given, with what it had to make public by the day. Seven queries at most."""
    rows = list(CatalogueTopic.objects.all() if topics is None else topics)
    started = [topic for topic in rows if topic.starts_on and topic.starts_on <= on]
    if not started:
        return [Standing(topic, []) for topic in rows]
    first = min(topic.starts_on for topic in started if topic.starts_on)
    calendar = _Calendar(first, on, max(topic.days for topic in started))
    papers, drawn = _latest_papers(started), _drawn(started)
    matters = _matters(started)
    found = {}
    for topic in started:
        if topic.feed in NOTICES:
            entries = _of_matters(topic, matters[topic.feed], calendar, on)
        else:
            entries = _of_periods(topic, papers, drawn, calendar, on)
        found[topic.pk] = sorted(entries, key=lambda entry: entry.first, reverse=True)
    return [Standing(topic, found.get(topic.pk, [])) for topic in rows]


def narrowed_standings(query: Mapping[str, str], rows: list[Standing]) -> list[Standing]:
    """Those with a gap for ?show=late; all for anything else."""
    return [row for row in rows if row.late] if query.get("show") == "late" else rows


def periods_of(topic: CatalogueTopic, *, on: dt.date) -> list[dt.date]:
    """The first days of the topic's whole periods that are over, the oldest first."""
    if topic.starts_on is None or topic.feed in NOTICES:
        return []
    found, day = [], period_first(topic.rhythm, topic.starts_on)
    while (last := period_last(topic.rhythm, day)) < on:
        if day >= topic.starts_on:
            found.append(day)
        day = last + ONE
    return found


def _latest_papers(topics: list[CatalogueTopic]) -> dict[tuple[int, dt.date], Publication]:
    rows = Publication.objects.filter(topic__in=topics).order_by("version")
    return {(row.topic_id, row.first): row for row in rows}


def _drawn(topics: list[CatalogueTopic]) -> dict[tuple[int, dt.date], Notice]:
    """Released notices of whole periods, by topic and first day of the period. Two queries at most."""
    by_code = {topic.code: topic for topic in topics if topic.feed == Feed.PAPER}
    rows = Notice.objects.public().filter(source__regex="^(visits|donations):").order_by("-pk")
    told = [(row, by_code.get(TOPIC_OF[row.source.partition(":")[0]])) for row in rows]
    ends = last_days(row.source for row, topic in told if topic is not None)
    return {
        (topic.pk, period_first(topic.rhythm, ends[row.source])): row
        for row, topic in told
        if topic is not None
    }


@dataclass(frozen=True)
class _Matter:
    """A notice, or what waits for one."""

    words: str
    formed_on: dt.date
    published_on: dt.date | None
    url: str


def _matters(topics: list[CatalogueTopic]) -> dict[str, list[_Matter]]:
    """Notices by feed, and meetings that wait for theirs. Three queries."""
    found: dict[str, list[_Matter]] = defaultdict(list)
    wanted = {topic.feed for topic in topics} & {str(feed) for feed in NOTICES}
    if not wanted:
        return found
    for notice in Notice.objects.filter(version=1).order_by("drafted_on", "pk"):
        feed = notice.source.partition(":")[0]
        shown = notice.status in SHOWN
        day = notice.public_from if shown else None
        # a draft is not public: its title is told only when it is released
        words = notice.title if shown else f"{notice.topic}公示（办理中）"
        url = notice.get_absolute_url() if shown else ""
        found[feed].append(_Matter(words, notice.drafted_on, day, url))
    if Feed.MEETING in wanted:
        for meeting in meetings_to_announce():
            words = f"{meeting.held_on:%Y-%m-%d} 会议的补助（还没拟公示）"
            found[Feed.MEETING].append(_Matter(words, meeting.held_on, None, ""))
    return found


def _of_matters(
    topic: CatalogueTopic, matters: list[_Matter], calendar: _Calendar, on: dt.date
) -> Iterator[Entry]:
    for matter in matters:
        if topic.starts_on is None or not topic.starts_on <= matter.formed_on <= on:
            continue
        deadline = calendar.after(matter.formed_on, topic.days)
        state = _state(matter.published_on, deadline, on)
        yield Entry(
            matter.words, matter.formed_on, deadline, matter.published_on, state, matter.url
        )


def _of_periods(
    topic: CatalogueTopic,
    papers: dict[tuple[int, dt.date], Publication],
    drawn: dict[tuple[int, dt.date], Notice],
    calendar: _Calendar,
    on: dt.date,
) -> Iterator[Entry]:
    live = LIVE.get(Feed(topic.feed))
    for first in periods_of(topic, on=on):
        last = period_last(topic.rhythm, first)
        deadline, paper = calendar.after(last, topic.days), papers.get((topic.pk, first))
        # what is drawn from the books stands open from the day the period ends
        notice = drawn.get((topic.pk, first))
        hung = paper.published_on if paper else notice.public_from if notice else None
        day = last + ONE if live else hung
        yield Entry(
            period_words(topic.rhythm, first),
            first,
            deadline,
            day,
            _state(day, deadline, on),
            reverse(live) if live else notice.get_absolute_url() if notice else "",
            paper,
        )


def _state(published_on: dt.date | None, deadline: dt.date, on: dt.date) -> str:
    if published_on is not None and published_on <= on:
        return PUBLIC
    return LATE if deadline < on else WAITING
