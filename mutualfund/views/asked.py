"""What an address asks of the books: which fund, which day, which period; nonsense is today's."""

import datetime as dt

from mutualfund.models import Fund, FundKey
from mutualfund.models.accounts import CHART_OPENS
from welfare import clock
from welfare.access import UserRequest

LAST_DAY = dt.date(2999, 12, 31)
ONE = dt.timedelta(days=1)


def fund_asked(request: UserRequest) -> Fund:
    """The fund of ?fund=; the mutual-aid fund for anything else."""
    key = request.GET.get("fund", "") or request.POST.get("fund", "")
    return Fund.objects.get(key=key if key in FundKey.values else FundKey.MUTUAL_AID)


def day_asked(request: UserRequest, key: str, default: dt.date) -> dt.date:
    """The day of ?key=2026-10-18 within the life of the books."""
    try:
        asked = dt.date.fromisoformat(request.GET.get(key, ""))
    except ValueError:
        return default
    return min(max(asked, CHART_OPENS), LAST_DAY)


def month_asked(request: UserRequest) -> dt.date:
    """The first day of ?m=2026-10; the running month for anything that is no month."""
    try:
        year, month = request.GET.get("m", "").split("-")
        asked = dt.date(int(year), int(month), 1)
    except (ValueError, OverflowError):
        return clock.today().replace(day=1)
    return min(max(asked, CHART_OPENS), LAST_DAY.replace(day=1))


def month_end(day: dt.date) -> dt.date:
    """The last day of the month."""
    return (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - ONE
