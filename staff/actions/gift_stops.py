"""停发: the lines of somebody who left, died or whose file was closed are not handed out any more."""

import datetime as dt

from staff.models import Campaign
from staff.models.campaigns import STOPPABLE
from staff.models.gifts import GiftQuerySet


def stop_gifts(gifts: GiftQuerySet, *, reason: str, on: dt.date) -> list[int]:
    """Stop those of the lines nobody signed for, while their campaign is on; which ones, by id.

    One noted as not fetched is stopped too: its family might come until the list closes. What is
    closed stays as it was signed.
    """
    _hold_campaigns()
    waiting = gifts.stoppable()
    found = list(waiting.values_list("pk", flat=True))
    waiting.update(stopped_on=on, stop_reason=reason)
    return found


def resume_gifts(gifts: GiftQuerySet) -> None:
    """Let the lines go on that were stopped by mistake, where their campaign still does."""
    _hold_campaigns()
    going = gifts.filter(campaign__status__in=STOPPABLE)
    going.update(stopped_on=None, stop_reason="")


def _hold_campaigns() -> None:
    """Before any of their lines, as the handing out does: none closes meanwhile."""
    list(Campaign.objects.select_for_update().filter(status__in=STOPPABLE).order_by("pk"))
