"""What an address asks of the books: which fund, which day, which month; nonsense is today's."""

import datetime as dt
from collections.abc import Mapping

from mutualfund.models import Fund, FundKey
from mutualfund.models.accounts import CHART_OPENS

LAST_DAY = dt.date(2999, 12, 31)


def fund_of(query: Mapping[str, str]) -> Fund:
    """The fund of ?fund=; the mutual-aid fund for anything else."""
    key = query.get("fund", "")
    return Fund.objects.get(key=key if key in FundKey.values else FundKey.MUTUAL_AID)


def month_asked(query: Mapping[str, str], on: dt.date) -> dt.date:
    """The first day of ?m=2026-10; the running month for anything that is no month."""
    try:
        year, month = query.get("m", "").split("-")
        asked = dt.date(int(year), int(month), 1)
    except (ValueError, OverflowError):
        return on.replace(day=1)
    return min(max(asked, CHART_OPENS), LAST_DAY.replace(day=1))


def day_of(query: Mapping[str, str], key: str, default: dt.date) -> dt.date:
    """The day of ?key=2026-10-18 within the life of the books."""
    try:
        asked = dt.date.fromisoformat(query.get(key, ""))
    except ValueError:
        return default
    return min(max(asked, CHART_OPENS), LAST_DAY)
