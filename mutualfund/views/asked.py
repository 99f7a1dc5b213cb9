"""What an address asks of the books: which fund, which day, which period; nonsense is today's."""

import datetime as dt

from mutualfund.addresses import day_of, fund_of
from mutualfund.addresses import month_asked as first_asked
from mutualfund.models import Fund
from welfare import clock
from welfare.access import UserRequest

ONE = dt.timedelta(days=1)


def fund_asked(request: UserRequest) -> Fund:
    """The fund of ?fund=; the mutual-aid fund for anything else."""
    return fund_of(request.POST if "fund" in request.POST else request.GET)


def day_asked(request: UserRequest, key: str, default: dt.date) -> dt.date:
    """The day of ?key=2026-10-18 within the life of the books."""
    return day_of(request.GET, key, default)


def month_asked(request: UserRequest) -> dt.date:
    """The first day of ?m=2026-10; the running month for anything that is no month."""
    return first_asked(request.GET, clock.today())


def month_end(day: dt.date) -> dt.date:
    """The last day of the month."""
    return (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - ONE
