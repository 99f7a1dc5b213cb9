"""One meeting read whole 会议全貌: attendance, quorum, who is recused and why, the count so far.

Fixed number of queries however many claims and members; the page prints it, the actions judge by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mutualfund.duties import Step, actors_of, reason_against, ties_of
from mutualfund.models import (
    AgendaItem,
    Attendance,
    Charter,
    Choice,
    CommitteeMember,
    Decision,
    Meeting,
    Outcome,
    Vote,
)
from mutualfund.rules import Arithmetic, Count, Quorum, QuorumTerms, count, quorum, voters_needed


@dataclass(frozen=True)
class Seat:
    """One member before one claim."""

    member: CommitteeMember
    is_present: bool
    recusal: str  # why the member must stay out; empty when he may vote
    vote: Vote | None

    @property
    def is_recused(self) -> bool:
        """回避, by rule or by his own word."""
        return bool(self.recusal) or (self.vote is not None and self.vote.choice == Choice.RECUSE)

    @property
    def why(self) -> str:
        """Why the member stays out: by rule, or by his own word."""
        if self.recusal:
            return f"是{self.recusal}"
        return self.vote.opinion if self.vote else ""

    @property
    def is_awaited(self) -> bool:
        """Present, free to vote, and has not."""
        return self.is_present and not self.is_recused and self.vote is None


@dataclass(frozen=True)
class Ballot:
    """One claim before the committee."""

    item: AgendaItem
    decision: Decision | None
    seats: tuple[Seat, ...]
    terms: QuorumTerms

    @cached_property
    def count(self) -> Count:
        """The votes so far."""
        voters = sum(seat.is_present and not seat.is_recused for seat in self.seats)
        votes = [s.vote.choice for s in self.seats if s.vote and s.vote.choice != Choice.RECUSE]
        recused = [Choice.RECUSE for seat in self.seats if seat.is_recused]
        return count([*votes, *recused], voters=voters)

    @property
    def needed(self) -> int:
        """How many must vote for the count to stand."""
        recused = sum(seat.is_recused for seat in self.seats)
        return voters_needed(entitled=len(self.seats), recused=recused, terms=self.terms)

    @property
    def recused(self) -> list[Seat]:
        """Who stays out, with the reason."""
        return [seat for seat in self.seats if seat.is_recused]

    @property
    def awaited(self) -> list[Seat]:
        """Who is still to vote."""
        return [seat for seat in self.seats if seat.is_awaited]

    @property
    def arithmetic(self) -> Arithmetic:
        """The sum frozen with the claim."""
        return Arithmetic.from_json(self.item.claim.arithmetic)

    @property
    def has_enough_voters(self) -> bool:
        """Enough members are present and free to vote."""
        return self.count.voters >= self.needed

    @property
    def is_refused(self) -> bool:
        """票齐而没有通过: the chair signs it with a coded reason and a sentence."""
        return self.is_ripe and not self.count.passes

    @property
    def against(self) -> str:
        """What those said who refused: the draft of the sentence the applicant reads."""
        said = [s.vote.opinion for s in self.seats if s.vote and s.vote.choice == Choice.REFUSE]
        return "；".join(said)[:200]

    @property
    def is_ripe(self) -> bool:
        """票齐: the chair may sign."""
        return self.decision is None and self.has_enough_voters and self.count.is_complete

    def seat_of(self, user_id: int) -> Seat | None:
        """The seat this login holds."""
        return next((seat for seat in self.seats if seat.member.user_id == user_id), None)


@dataclass(frozen=True)
class Sitting:
    """A meeting with its ballots."""

    meeting: Meeting
    attendance: tuple[Attendance, ...]
    quorum: Quorum
    ballots: tuple[Ballot, ...]

    @property
    def ripe(self) -> list[Ballot]:
        """Claims whose votes are complete and not yet signed."""
        return [ballot for ballot in self.ballots if ballot.is_ripe]

    @property
    def ready(self) -> list[Ballot]:
        """Ripe and passed: the chair signs them in one go; a refusal is signed by itself."""
        return [ballot for ballot in self.ripe if ballot.count.passes]

    @property
    def asked(self) -> Decimal:
        """What all claims of the meeting ask for. Unit: yuan."""
        return sum((ballot.item.claim.asked_amount for ballot in self.ballots), Decimal(0))

    @property
    def open_sum(self) -> Decimal:
        """What the undecided claims ask for. Unit: yuan."""
        return sum((ballot.item.claim.asked_amount for ballot in self.undecided), Decimal(0))

    @property
    def passed(self) -> list[Decision]:
        """The decisions that granted money."""
        decisions = [ballot.decision for ballot in self.ballots if ballot.decision]
        return [decision for decision in decisions if decision.outcome == Outcome.APPROVED]

    @property
    def granted(self) -> Decimal:
        """What was granted so far. Unit: yuan."""
        return sum((decision.amount or Decimal(0) for decision in self.passed), Decimal(0))

    @property
    def undecided(self) -> list[Ballot]:
        """Claims without a decision."""
        return [ballot for ballot in self.ballots if ballot.decision is None]


def sitting_of(meeting: Meeting, *, items: Iterable[AgendaItem] | None = None) -> Sitting:
    """Read a meeting. `items` narrows it to some of its claims."""
    rows = meeting.attendance.select_related("member__user")
    attendance = tuple(rows)
    charter = Charter.objects.covering(meeting.held_on)
    terms = charter.quorum_terms if charter else QuorumTerms()
    agenda = list(items if items is not None else agenda_of(meeting))
    claims = [item.claim for item in agenda]
    ties = ties_of((row.member.user_id for row in attendance), claims)
    acted = actors_of(claims)
    votes: dict[tuple[int, int], Vote] = {}
    for vote in Vote.objects.filter(item__in=agenda).select_related("proxied_by"):
        votes[vote.item_id, vote.member_id] = vote
    decisions = {
        d.item_id: d
        for d in Decision.objects.filter(item__in=agenda).select_related("signed_by", "revocation")
    }
    ballots = tuple(
        Ballot(
            item,
            decisions.get(item.pk),
            tuple(
                Seat(
                    row.member,
                    row.is_present,
                    reason_against(
                        row.member.user_id,
                        Step.VOTE,
                        item.claim,
                        ties=ties,
                        acted=acted[item.claim_id],
                    ),
                    votes.get((item.pk, row.member_id)),
                )
                for row in attendance
            ),
            terms,
        )
        for item in agenda
    )
    kinds = [row.member.kind for row in attendance if row.is_present]
    weighed = quorum(kinds, entitled=len(attendance), terms=terms)
    return Sitting(meeting, attendance, weighed, ballots)


def agenda_of(meeting: Meeting) -> Iterable[AgendaItem]:
    """The claims of a meeting in their order, postponed ones left out."""
    items = meeting.items.filter(is_postponed=False)
    return items.select_related(
        "claim__member__worker__station", "claim__received_by", "claim__charter"
    ).prefetch_related("claim__advances")


def ballot_of(item: AgendaItem) -> Ballot:
    """Read one claim of a meeting."""
    return sitting_of(item.meeting, items=[item]).ballots[0]
