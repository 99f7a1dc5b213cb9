"""停发: the lines of somebody who left, died or whose file was closed are not handed out any more."""

import datetime as dt

from staff.models.gifts import GiftQuerySet


def stop_gifts(gifts: GiftQuerySet, *, reason: str, on: dt.date) -> list[int]:
    """Stop those of the lines nobody signed for; which ones, by id."""
    waiting = gifts.filter(received_on=None, stopped_on=None)
    found = list(waiting.values_list("pk", flat=True))
    waiting.update(stopped_on=on, stop_reason=reason)
    return found


def resume_gifts(gifts: GiftQuerySet) -> None:
    """Let the lines go on that were stopped by mistake."""
    gifts.update(stopped_on=None, stop_reason="")
