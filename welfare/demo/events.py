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


def play(events: Iterable[Event]) -> None:
    """Let everything happen, the clock standing at each event's moment."""
    for event in sorted(events, key=lambda event: (event.day, event.at)):
        with clock.travel(dt.datetime.combine(event.day, event.at)):
            event.act()
