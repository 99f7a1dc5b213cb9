"""Files and pairings as the office makes them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from itertools import count

from django.db import transaction

from staff.actions.exits import decide_exit, propose_exit
from staff.actions.hardship import take_over_file
from staff.actions.pairings import pair_up, register_cadre
from staff.actions.visits import record_visit
from staff.models import (
    Cadre,
    CadreKind,
    Cause,
    ExitReason,
    HardshipFile,
    Level,
    Mode,
    Need,
    Pairing,
    Tier,
    Visit,
    Worker,
)
from tests.people import DAY
from welfare import clock
from welfare.models import User

_serial = count(1)


def make_cadre(user: User, by: User) -> Cadre:
    """The user as a cadre of the station leadership."""
    return register_cadre(
        f"B{next(_serial):03d}",
        name=user.name,
        kind=CadreKind.STATION,
        title="站长",
        phone="13800000000",
        user=user,
        by=by,
    )


@transaction.atomic
def pair(
    worker: Worker,
    cadre: Cadre,
    by: User,
    since: dt.date = DAY,
    cause: Cause = Cause.LOW_INCOME,
) -> Pairing:
    """A file for the worker, 特困, and the cadre answering for it."""
    file = take_over_file(
        worker,
        tier=Tier.objects.get(key="extreme"),
        cause=cause,
        basis="示例文号",
        on=since,
        by=by,
    )
    return pair_up(file, cadre, on=since, by=by, over_limit="段领导定的")


def visit(
    pairing: Pairing,
    by: User,
    *,
    on: dt.date = DAY,
    note: str = "",
    medical: Level = Level.FINE,
    needs: Sequence[Need] = (),
) -> Visit:
    """The cadre called at home and entered it the same day."""
    fine = dict.fromkeys(("living", "schooling", "belonging"), Level.FINE)
    with clock.travel(on):
        return record_visit(
            pairing,
            visited_on=on,
            mode=Mode.HOME,
            levels=fine | {"medical": medical},
            needs=list(needs),
            note=note,
            key=uuid.uuid4(),
            on=on,
            by=by,
        )


def make_lead(by: User) -> Cadre:
    """Somebody of the office without a login."""
    return register_cadre(
        f"L{next(_serial):04d}", name="柳青山", kind=CadreKind.OFFICE, title="科长",
        phone="13800000000", user=None, by=by,
    )  # fmt: skip


def lead(file: HardshipFile, by: User, since: dt.date = DAY) -> Pairing:
    """Somebody of the office answers for the file."""
    return pair_up(file, make_lead(by), on=since, by=by)


def close(file: HardshipFile, by: User, decider: User, *, on: dt.date = DAY) -> HardshipFile:
    """退档 by two: the family is out of hardship."""
    told = {"reason": ExitReason.LIFTED, "evidence": "收入好转", "told_on": on}
    propose_exit(file, **told, on=on, by=by)
    return decide_exit(file, agree=True, words="同意", on=on, by=decider)
