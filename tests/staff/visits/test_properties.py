"""Files, pairings and visits at random: never without one lead, never dated back, no duty lost.

CARE_STEPS says how many steps in all (60 in the ordinary run; `make care` before a release: 10,000).
"""

import datetime as dt
import os
import uuid
from itertools import pairwise

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from staff.actions.callbacks import confirm_own
from staff.actions.departures import leave_roster, undo_departure
from staff.actions.doubts import avow_visit, close_doubt
from staff.actions.handovers import accept_handover, decline_handover, propose_handover
from staff.actions.kinships import declare_kinship
from staff.actions.pairings import leave_cadre, register_cadre
from staff.actions.visits import close_duties, open_due, record_visit, waive_duty
from staff.models import (
    IN_FORCE,
    Cadre,
    CadreKind,
    CadreLeft,
    Departure,
    DutyStatus,
    Handover,
    HardshipFile,
    KinRelation,
    LeaveReason,
    Level,
    Mode,
    Pairing,
    Visit,
    VisitDoubt,
    VisitDuty,
)
from tests.people import make_worker
from tests.staff.care import close, from_paper
from welfare import clock
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.models import User

pytestmark = pytest.mark.django_db(transaction=False)
STEPS = int(os.environ.get("CARE_STEPS", "60"))
A_RUN = min(STEPS, 50)
FINE = dict.fromkeys(("living", "schooling", "medical", "belonging"), Level.FINE)
BEGIN = dt.date(2025, 1, 10)
SETTLED = {DutyStatus.MISSED, DutyStatus.LATE_DONE}


def check_deferred() -> None:
    """What the database asks at the end of a transaction, asked now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class Care(RuleBasedStateMachine):
    """An office that does anything at any time; a refusal is a fine answer, a broken rule is not."""

    officer = second = chair = None  # set by the test
    logins = ()
    pick = st.integers(0, 10**6)

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.today = BEGIN
        self.duties: dict[int, str] = {}
        for n in range(3):
            self._hire(n)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def _hire(self, n: int) -> None:
        """Two with a login, whose own visits count; the third has his entered by the office."""
        user = self.logins[n] if n < len(self.logins) else None
        kind = CadreKind.LEADERSHIP if n == 0 else CadreKind.OFFICE
        register_cadre(
            f"H{uuid.uuid4().hex[:8]}", name=f"干部{n}", kind=kind, title="科长",
            phone="13800000000", user=user, by=self.officer,
        )  # fmt: skip

    def _try(self, act) -> None:
        """One action in its own transaction, at nine o'clock of the day."""
        try:
            with clock.travel(self.today), transaction.atomic():
                act()
                check_deferred()
        except Refused:
            pass

    def _one(self, rows, pick: int):
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.get(pk=keys[pick % len(keys)]) if keys else None

    @initialize()
    def three_families_are_led(self) -> None:
        for pick in range(3):
            self.a_file_is_opened(2 * pick + 1)

    @rule(days=st.sampled_from([0, 1, 6, 20, 45, 95, 200]))
    def time_goes_by(self, days: int) -> None:
        self.today += dt.timedelta(days=days)

    @rule()
    def the_night_comes(self) -> None:
        self._try(lambda: (open_due(on=self.today), close_duties(on=self.today)))

    @rule(pick=pick)
    def a_file_is_opened(self, pick: int) -> None:
        cadre = self._one(Cadre.objects.all(), pick)

        def opened():
            login = User.objects.create(username=uuid.uuid4().hex, name="职工")
            from_paper(
                make_worker(user=login), lead=cadre, on=self.today, by=self.officer,
                no_leader="同站" * (pick % 2),
            )  # fmt: skip

        self._try(opened)

    @rule(pick=pick, to=pick)
    def a_worker_is_handed_over(self, pick: int, to: int) -> None:
        pairing, cadre = self._one(Pairing.objects.open(), pick), self._one(Cadre.objects.all(), to)
        if pairing is None:
            return

        def passed():
            by, on = self.officer, self.today
            one = propose_handover(pairing, cadre, note="都好", on=on, by=by, over_limit="示例")
            accept_handover(one, paper="交接单 1", on=on, by=self.second)

        self._try(passed)

    @rule(pick=pick, yes=st.booleans())
    def a_waiting_handover_is_answered(self, pick: int, yes: bool) -> None:
        waiting, told = self._one(Handover.objects.open(), pick), {"by": self.second}
        if waiting is None:
            return
        if yes:
            self._try(lambda: accept_handover(waiting, paper="单 2", on=self.today, **told))
        else:
            self._try(lambda: decline_handover(waiting, reason="调走", on=self.today, **told))

    @rule(pick=pick, whom=pick)
    def somebody_turns_out_to_be_kin(self, pick: int, whom: int) -> None:
        file = self._one(HardshipFile.objects.in_force(), pick)
        cadre = self._one(Cadre.objects.all(), whom)
        if file is not None:
            self._try(
                lambda: declare_kinship(
                    file.worker, cadre, relation=KinRelation.IN_LAW, source="本人", on=self.today,
                    by=self.officer,
                )
            )  # fmt: skip

    @rule(pick=pick)
    def a_worker_leaves_the_depot(self, pick: int) -> None:
        file = self._one(HardshipFile.objects.in_force(), pick)
        if file is not None:
            self._try(
                lambda: leave_roster(
                    file.worker, left_on=self.today, reason=LeaveReason.TRANSFERRED,
                    document="调令 1", on=self.today, by=self.officer,
                )
            )  # fmt: skip

    @rule(pick=pick)
    def a_departure_was_a_mistake(self, pick: int) -> None:
        gone = self._one(Departure.objects.filter(undone_at=None), pick)
        if gone is not None:
            self._try(
                lambda: undo_departure(gone, reason="登记错了", on=self.today, by=self.officer)
            )

    @rule(pick=pick)
    def a_cadre_leaves(self, pick: int) -> None:
        cadre = self._one(Cadre.objects.filter(left_on__isnull=True), pick)
        if cadre is not None:
            self._try(
                lambda: leave_cadre(cadre, reason=CadreLeft.RETIRED, on=self.today, by=self.officer)
            )

    @rule(pick=pick)
    def a_file_is_closed(self, pick: int) -> None:
        file = self._one(HardshipFile.objects.in_force(), pick)
        if file is not None:
            self._try(lambda: close(file, self.officer, self.chair, on=self.today))

    @rule(
        pick=pick,
        back=st.one_of(st.integers(0, 6), st.integers(-2, 120)),
        mode=st.sampled_from(list(Mode)),
        himself=st.booleans(),
    )
    def somebody_calls(self, pick: int, back: int, mode: Mode, himself: bool) -> None:
        pairing = self._one(Pairing.objects.all(), pick)
        if pairing is not None:
            day = self.today - dt.timedelta(days=back)
            own = pairing.cadre.user if himself else None
            self._try(
                lambda: record_visit(
                    pairing, visited_on=day, mode=mode, levels=FINE, needs=[], note="",
                    key=uuid.uuid4(), on=self.today, by=own or self.officer,
                )
            )  # fmt: skip

    @rule(pick=pick, came=st.booleans())
    def the_worker_speaks(self, pick: int, came: bool) -> None:
        """来过 or 没来过 by his own login; the office looks into a no at once or never."""
        visit = self._one(Visit.objects.all(), pick)
        if visit is None:
            return

        def said():
            worker = visit.pairing.file.worker
            confirm_own(visit, came=came, words="那天", on=self.today, by=worker.user)
            doubt = VisitDoubt.objects.open().filter(visit=visit).first()
            if doubt is not None and pick % 3:
                told = {"stands": pick % 3 == 1, "words": "问过邻居"}
                close_doubt(doubt, **told, on=self.today, by=self.second)

        self._try(said)

    @rule(pick=pick, made=st.booleans())
    def a_cadre_owns_what_was_entered(self, pick: int, made: bool) -> None:
        visit = self._one(Visit.objects.all(), pick)
        if visit is not None:
            by = visit.pairing.cadre.user or self.second
            self._try(lambda: avow_visit(visit, made=made, paper="单 1", on=self.today, by=by))

    @precondition(lambda self: self.today > BEGIN)
    @rule(pick=pick)
    def a_quarter_is_waived(self, pick: int) -> None:
        duty = self._one(VisitDuty.objects.filter(status=DutyStatus.PENDING), pick)
        if duty is not None:
            self._try(lambda: waive_duty(duty, reason="住院", on=self.today, by=self.officer))

    @invariant()
    def every_file_has_exactly_one_lead_on_every_day(self) -> None:
        for file in HardshipFile.objects.all():
            spans = list(file.pairings.order_by("since").values_list("since", "until"))
            assert spans[0][0] == file.opened_on
            assert all(a[1] == b[0] for a, b in pairwise(spans))
            in_force = file.status in IN_FORCE
            assert (spans[-1][1] is None) == in_force
            assert in_force or spans[-1][1] >= file.exited_on

    @invariant()
    def a_relative_leads_only_while_another_is_asked(self) -> None:
        assert not Pairing.objects.open().led_by_kin().without_handover().exists()

    @invariant()
    def no_visit_is_dated_back(self) -> None:
        for visit in Visit.objects.select_related("pairing"):
            assert visit.lag_days >= 0
            same = Quarter.of(visit.visited_on) == Quarter.of(visit.recorded_on)
            assert same or visit.lag_days <= 7
            assert visit.pairing.since <= visit.visited_on

    @invariant()
    def no_duty_is_lost(self) -> None:
        now = dict(VisitDuty.objects.values_list("pk", "status"))
        assert self.duties.keys() <= now.keys()
        for key, was in self.duties.items():
            assert was not in SETTLED or now[key] in SETTLED, "a missed quarter stays missed"
        self.duties = now

    @invariant()
    def a_duty_is_done_by_visits_that_count_and_by_no_others(self) -> None:
        for duty in VisitDuty.objects.filter(status__in=(DutyStatus.DONE, DutyStatus.LATE_DONE)):
            calls = Visit.objects.counting().filter(answers__duty=duty)
            assert calls.count() >= duty.needed
            in_time = calls.filter(visited_on__lte=duty.due_on).count() >= duty.needed
            assert in_time or duty.status == DutyStatus.LATE_DONE

    @invariant()
    def every_quarter_has_its_duty_once_the_night_has_come(self) -> None:
        with transaction.atomic():
            open_due(on=self.today)
            for pairing in Pairing.objects.open():
                quarters = Quarter.of(pairing.since).until(Quarter.of(self.today))
                held = {duty.period for duty in pairing.duties.all()}
                assert held >= set(quarters)
            transaction.set_rollback(True)


def test_no_file_without_a_lead_no_visit_dated_back_no_duty_lost(
    house, zheng, liang, gao, zhao, he
):
    Care.officer, Care.second, Care.chair, Care.logins = zheng, liang, gao, (zhao, he)
    chosen = settings(
        max_examples=max(STEPS // A_RUN, 1),
        stateful_step_count=A_RUN,
        deadline=None,
        database=None,
        derandomize="CARE_STEPS" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Care, settings=chosen)
