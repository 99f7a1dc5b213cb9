"""Files and pairings as the office makes them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from itertools import count

from staff.actions.exits import decide_exit, propose_exit
from staff.actions.pairings import pair_up, register_cadre
from staff.actions.paper_files import decide_paper, enter_paper
from staff.actions.visits import record_visit
from staff.hardship_facts import Paper
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
    PaperFile,
    Tier,
    Visit,
    Worker,
)
from tests.people import DAY
from welfare import clock
from welfare.accounts import create_account, grant_role
from welfare.models import User
from welfare.roles import Role

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


def typist() -> User:
    """陆文, who typed the paper files off and has left the office since."""
    user = User.objects.filter(username="luwen").first()
    if user is None:
        user = create_account("luwen", name="陆文", password="a-long-password-7", by=None)
        grant_role(user, Role.OFFICER, by=None)
    return user


def from_paper(
    worker: Worker,
    *,
    lead: Cadre,
    by: User,
    tier: str = "extreme",
    cause: Cause = Cause.LOW_INCOME,
    on: dt.date = DAY,
    over_limit: str = "",
    no_leader: str = "",
) -> HardshipFile:
    """A file from paper: typed by one, held beside the paper by another."""
    paper = typed(
        worker, lead=lead, tier=tier, cause=cause, on=on, over_limit=over_limit, no_leader=no_leader
    )
    file = decide_paper(paper, agree=True, on=on, by=by).file
    assert file is not None
    return file


def typed(
    worker: Worker,
    *,
    lead: Cadre,
    tier: str = "extreme",
    cause: Cause = Cause.LOW_INCOME,
    on: dt.date = DAY,
    over_limit: str = "",
    no_leader: str = "",
) -> PaperFile:
    """A paper file typed in, waiting for another's eyes."""
    first = typist()
    User.objects.filter(pk=first.pk).update(is_active=True)
    told = Paper("示例文号", on, Tier.objects.get(key=tier), cause)
    paper = enter_paper(
        worker, told, lead=lead, on=on, by=first, over_limit=over_limit, no_leader=no_leader
    )
    User.objects.filter(pk=first.pk).update(is_active=False)
    return paper


def pair(
    worker: Worker,
    cadre: Cadre,
    by: User,
    since: dt.date = DAY,
    cause: Cause = Cause.LOW_INCOME,
) -> Pairing:
    """A file for the worker, 特困, and the cadre answering for it."""
    file = from_paper(worker, lead=cadre, by=by, cause=cause, on=since, over_limit="段领导定的")
    return file.pairings.get()


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
