"""办理时限: working days from the signature to the decision; a return or a hold stops the clock."""

import datetime as dt

from mutualfund.actions.claim_holds import hold_claim, release_hold
from mutualfund.actions.claim_returns import return_claim, supplement_claim
from mutualfund.actions.evidence import Paper
from mutualfund.claim_clock import clocks_of
from tests.mutualfund.fund import picture
from tests.people import DAY  # a Tuesday


def day(number: int) -> dt.date:
    """A day of that October."""
    return DAY.replace(day=number)


def test_it_counts_working_days_only(accepted):
    assert clocks_of([accepted], on=day(27))[accepted.pk].used == 5  # a weekend between


def test_a_return_stops_it_and_the_papers_start_it_again(accepted, zheng):
    return_claim(accepted, missing="学籍证明", on=day(22), by=zheng)
    stopped = clocks_of([accepted], on=day(28))[accepted.pk]
    assert (stopped.used, stopped.paused, stopped.is_stopped) == (2, 4, True)
    paper = Paper("学籍证明", picture(), original_seen=True)
    supplement_claim(accepted, papers=[paper], on=day(28), by=zheng)
    clock = clocks_of([accepted], on=day(30))[accepted.pk]
    assert (clock.used, clock.paused, clock.is_stopped) == (4, 4, False)
    assert clock.words == "已办 4 个工作日，限 30 个；补材料和暂缓的 4 个不算"


def test_a_hold_stops_it_too(accepted, zheng):
    hold_claim(accepted, reason="问一下学校", on=day(21), until=day(26), by=zheng)
    release_hold(accepted, outcome="学校说在读", on=day(26), by=zheng)
    clock = clocks_of([accepted], on=day(28))[accepted.pk]
    assert (clock.used, clock.paused) == (3, 3)


def test_it_ends_with_the_decision(approved):
    clock = clocks_of([approved], on=day(30))[approved.pk]
    assert (clock.used, clock.is_over, clock.is_late) == (0, True, False)


def test_it_is_late_after_the_charters_term(accepted):
    assert clocks_of([accepted], on=DAY + dt.timedelta(days=70))[accepted.pk].is_late
