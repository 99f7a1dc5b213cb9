"""One case before the committee 一案一页: facts, papers, findings, sum, articles, votes, earlier help."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mutualfund.ballot import Ballot, Sitting
from mutualfund.models import Article, Claim, Topic
from mutualfund.models.claim_life import COMMITTED, PAID_OUT
from staff.models import Gift
from welfare.models import User
from welfare.roles import Role

# the articles a voter reads beside the benefit's own
RULING = (Topic.ONCE, Topic.COUNT, Topic.CAP, Topic.FUND, Topic.QUORUM, Topic.RECUSAL)
MOST_HELP = 20


@dataclass(frozen=True)
class Help:
    """Help the household had before: when, what, how much; a claim has its page."""

    on: dt.date
    words: str
    amount: Decimal
    url: str = ""


@dataclass(frozen=True)
class Case:
    """One claim of a meeting with its neighbours on the agenda."""

    ballot: Ballot
    place: int
    of: int
    before: int | None  # their numbers on the agenda
    after: int | None
    next_for_me: int | None


def case_of(sitting: Sitting, order: int, user: User) -> Case | None:
    """The case of a number on the agenda; None when it is not there."""
    orders = [ballot.item.order for ballot in sitting.ballots]
    if order not in orders:
        return None
    at = orders.index(order)
    waiting = []
    for ballot in sitting.ballots:
        seat = ballot.seat_of(user.pk)
        if ballot.item.order != order and seat is not None and seat.is_awaited:
            waiting.append(ballot.item.order)
    later = [number for number in waiting if number > order]
    return Case(
        ballot=sitting.ballots[at],
        place=at + 1,
        of=len(orders),
        before=orders[at - 1] if at else None,
        after=orders[at + 1] if at + 1 < len(orders) else None,
        next_for_me=next(iter(later or waiting), None),
    )


def may_read_story(user: User) -> bool:
    """Who handles and decides cases reads what happened and to whom; who pays does not."""
    return user.has_role(Role.OFFICER, Role.COMMITTEE, Role.CHAIR, Role.AUDITOR)


def articles_of(claim: Claim) -> list[Article]:
    """The articles the vote rests on, the benefit's own being told by the benefit. One query."""
    return list(claim.charter.articles.filter(topic__in=RULING))


def _claims_before(claim: Claim) -> Iterator[Help]:
    worker = claim.member.worker
    rows = Claim.objects.filter(status__in=(*COMMITTED, *PAID_OUT)).exclude(pk=claim.pk)
    home = worker.household_id
    whose = {"member__worker__household": home} if home else {"member__worker": worker}
    for row in rows.filter(**whose).select_related("member__worker")[:MOST_HELP]:
        who = "" if row.member.worker_id == worker.pk else f"（{row.member.worker.name}申请）"
        words = f"{row.get_kind_display()} {row.number}{who}"
        yield Help(row.applied_on, words, row.amount, row.get_absolute_url())


def _gifts_before(claim: Claim) -> Iterator[Help]:
    worker = claim.member.worker
    home = worker.household_id
    whose = {"file__worker__household": home} if home else {"file__worker": worker}
    rows = Gift.objects.received().filter(**whose).select_related("campaign")
    for gift in rows.order_by("-received_on", "-pk")[:MOST_HELP]:
        if gift.received_on is not None:
            yield Help(gift.received_on, f"{gift.campaign}慰问", gift.cash + gift.goods_value)


def help_before(claim: Claim) -> list[Help]:
    """What the household had from the fund and from campaigns, the latest first. Two queries."""
    found = [*_claims_before(claim), *_gifts_before(claim)]
    return sorted(found, key=lambda one: one.on, reverse=True)
