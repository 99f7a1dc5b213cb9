"""The clock of the house: only views and commands read it, everything below is told the day.

The demo world stands some days behind (DAYS_BACK); the demo builder and the tests move the
clock with `travel`. The move holds for the whole process, so that request threads see it too.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

_moved: list[dt.datetime] = []


def now() -> dt.datetime:
    """This moment, aware, in the local time zone."""
    if _moved:
        return _moved[-1]
    return timezone.localtime() - dt.timedelta(days=settings.DAYS_BACK)


def today() -> dt.date:
    """This local day."""
    return now().date()


@contextmanager
def travel(to: dt.datetime | dt.date) -> Iterator[None]:
    """Stand the clock at a moment (a day means 09:00 of it) until the block ends."""
    if not isinstance(to, dt.datetime):
        to = dt.datetime.combine(to, dt.time(9))
    if timezone.is_naive(to):
        to = timezone.make_aware(to)
    _moved.append(timezone.localtime(to))
    try:
        yield
    finally:
        _moved.pop()
