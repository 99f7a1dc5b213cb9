"""Things that happen in the demo world, in the order of their days."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from welfare import clock

WORKBOOKS = Path(__file__).parent / "workbooks"
MORNING = dt.time(9, 30)


@dataclass(frozen=True)
class Event:
    """What is done on a day; events of one day keep the order they were planned in."""

    day: dt.date
    act: Callable[[], object]
    at: dt.time = MORNING


def early(at: dt.time) -> dt.time:
    """A moment of the last day, early in its morning: whoever opens the demo at work comes later,
    and finds nothing stamped with an hour still ahead.
    """
    return dt.time(6, at.hour * 2, at.minute)


def play(events: Iterable[Event], *, last_day: dt.date) -> None:
    """Let everything happen, the clock standing at each event's moment."""
    for event in sorted(events, key=lambda event: (event.day, event.at)):
        at = early(event.at) if event.day == last_day else event.at
        with clock.travel(dt.datetime.combine(event.day, at)):
            event.act()
