"""下次再议: an item is put off to another meeting, so that this one can close."""

import datetime as dt

from django.db import transaction

from mutualfund.actions.decisions import refuse_unsignable
from mutualfund.actions.meetings import locked_item
from mutualfund.advances import advanced_on
from mutualfund.ballot import ballot_of, sitting_of
from mutualfund.models import AgendaItem, Choice, Fund, MeetingStatus
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def postpone_item(item: AgendaItem, *, on: dt.date, by: User) -> AgendaItem:
    """Take an item off this agenda: one without votes, or voted on and yet not to be signed.

    The second is so when the fund or the year's limit does not bear it or too few agreed or may
    vote. Its votes are kept; the next meeting votes anew.
    """
    Fund.objects.locked()  # what it holds is asked behind the lock, as at the signature
    item = locked_item(item)
    votes = item.votes.exclude(choice=Choice.RECUSE).count()
    why = _why_unsignable(item, on=on) if votes else ""
    if votes and not why:
        raise Refused("这件已经有人表决，要在这次会上定下来。")
    if item.meeting.status == MeetingStatus.PLANNED and advanced_on(item.claim):
        raise Refused("这件已经紧急垫付，要在这次会上追认，开会以后人数不够才能改期。")
    item.is_postponed = True
    item.save(update_fields=["is_postponed"])
    audit.record(
        "agenda.postponed", item.claim, by=by, meeting=item.meeting.number, votes=votes, why=why,
        on=on,
    )  # fmt: skip
    return item


def _why_unsignable(item: AgendaItem, *, on: dt.date) -> str:
    ballot = ballot_of(item)
    if ballot.decision is not None:
        return ""
    if missing := sitting_of(item.meeting, items=[item]).quorum.missing:
        return missing
    try:
        refuse_unsignable(ballot, on=on)
    except Refused as refusal:
        return str(refusal)
    return ""
