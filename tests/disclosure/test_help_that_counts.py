"""四个决不让: what clears a line is help that was kept, and came after the risk was found."""

import datetime as dt
import uuid

import pytest

from disclosure.never_lets import never_lets
from mutualfund.actions.claims import withdraw_claim
from mutualfund.actions.payments import pay_claim
from mutualfund.actions.vouchers import draft_reversal, post_voucher, review_voucher
from staff.actions.callbacks import confirm_own
from staff.actions.visits import record_visit
from staff.models import HardshipFile, Level, Mode
from tests.people import DAY
from tests.staff.care import make_cadre, pair
from welfare import clock
from welfare.help_page import lines_of
from welfare.prompting import never_helped

FINE = dict.fromkeys(("living", "schooling", "medical", "belonging"), Level.FINE)
FOUND = dt.date(2026, 8, 3)


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Zhang's file with Zhao answering for it since July."""
    return pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))


def look(on: dt.date = DAY, key: str = "schooling"):
    blocks = never_lets(HardshipFile.objects.all(), on=on).blocks
    return next(block for block in blocks if block.promise.key == key)


def call(pairing, by, on, *, at=None, time=None, **levels):
    with clock.travel(at or on):
        return record_visit(
            pairing, visited_on=on, mode=Mode.HOME, levels=FINE | levels, needs=[], note="",
            key=uuid.uuid4(), on=on, by=by, time=time,
        )  # fmt: skip


def moment(hour: int) -> dt.datetime:
    return dt.datetime.combine(DAY, dt.time(hour))


def paid_at(reviewed, yun, hour: int):
    with clock.travel(moment(hour)):
        return pay_claim(reviewed, on=DAY, by=yun)


def taken_back(payment, chen, guo, yun, on):
    """The payment's voucher is reversed in red."""
    with clock.travel(on):
        draft = draft_reversal(payment.voucher, reason="付错了人", on=on, by=chen)
        review_voucher(draft, on=on, by=guo)
        post_voucher(draft, on=on, by=chen, cashier=yun)


def test_what_is_only_to_be_watched_clears_no_risk(pairing, zhao):
    call(pairing, zhao, FOUND, schooling=Level.RISK)
    call(pairing, zhao, dt.date(2026, 8, 20), schooling=Level.WATCH)
    assert len(look().open) == 1
    call(pairing, zhao, dt.date(2026, 8, 21))
    assert look().last.until == dt.date(2026, 8, 21)


def test_a_visit_the_worker_knows_nothing_of_clears_no_risk(pairing, zhao, zhang):
    call(pairing, zhao, FOUND, schooling=Level.RISK)
    settled = call(pairing, zhao, dt.date(2026, 8, 20))
    assert look().open == []
    confirm_own(settled, came=False, words="", on=DAY, by=zhang.user)
    assert len(look().open) == 1


@pytest.mark.parametrize(("hour", "open_lines"), [(10, 1), (15, 0)])
def test_help_on_the_day_of_the_finding_counts_when_it_came_after(
    pairing, zhao, reviewed, yun, hour, open_lines
):
    call(pairing, zhao, DAY, at=moment(16), time=dt.time(13), schooling=Level.RISK)
    paid_at(reviewed, yun, hour)
    assert len(look().open) == open_lines


@pytest.mark.parametrize(("hour", "open_lines"), [(10, 1), (15, 0)])
def test_without_the_hour_of_the_visit_its_entry_decides(
    pairing, zhao, reviewed, yun, hour, open_lines
):
    call(pairing, zhao, DAY, at=moment(13), schooling=Level.RISK)
    paid_at(reviewed, yun, hour)
    assert len(look().open) == open_lines


def test_money_taken_back_is_no_help(pairing, zhao, zhang, reviewed, chen, guo, yun):
    call(pairing, zhao, FOUND, schooling=Level.RISK)
    payment = paid_at(reviewed, yun, 15)
    assert look().open == []
    assert [line.source for line in lines_of([zhang.pk], since=None, until=DAY)] == ["fund"]
    later = DAY + dt.timedelta(days=1)
    taken_back(payment, chen, guo, yun, later)
    assert len(look(later).open) == 1
    assert lines_of([zhang.pk], since=None, until=later) == []
    month = dt.date(2026, 11, 20)
    assert [fact.worker for fact in never_helped(on=month)] == [zhang]


def test_a_claim_withdrawn_late_stays_in_its_quarter(pairing, accepted, zheng):
    late = accepted.applied_on + dt.timedelta(days=40)
    withdraw_claim(accepted, reason="孩子改报别的学校", on=late, by=zheng)
    block = look(late + dt.timedelta(days=1))
    assert block.open == []
    assert (block.last.until, block.last.by) == (late, "撤回")
    assert block.cases == 1
