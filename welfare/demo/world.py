"""The demo world: the source report, built by the product's own readers and actions."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from disclosure.actions.notices import (
    draft_campaign_notice,
    draft_certification_notice,
    draft_claims_notice,
    release_notice,
    send_for_release,
    take_down_due,
)
from disclosure.suggestion_register import read_register, take_over_register
from mutualfund.models import Claim, ClaimStatus, Meeting
from staff.actions.matters import raise_own
from staff.actions.roster_commit import commit_roster
from staff.actions.rosters import read_roster_file
from staff.actions.workers import link_login
from staff.models import (
    Campaign,
    Certification,
    DepotFacts,
    Festival,
    HardshipFile,
    Need,
    Worker,
)
from welfare import clock
from welfare.accounts import create_account, grant_role
from welfare.days import working_day_up_to
from welfare.demo import (
    books,
    campaign,
    care,
    congresses,
    desk,
    families,
    files,
    ideas,
    inspections,
    members,
    money,
    reliefs,
    voices,
    walls,
)
from welfare.demo.calendar import Calendar
from welfare.demo.cast import PASSWORD, Cast, hire_office
from welfare.demo.disclosures import publish_papers
from welfare.demo.endings import ending_events
from welfare.demo.events import WORKBOOKS, Event, play
from welfare.demo.money import OPPOSED_EVENT
from welfare.models import User
from welfare.roles import Role

LATEST = dt.time(6, 50)  # of the last day, after all its events


def note_of_world() -> Path:
    """Where the world's last day is kept: its presence says the world is whole."""
    return Path(settings.VAR_DIR) / "demo.json"


def built_with() -> str:
    """The print of the migrations the world was built with, empty for one too old to say."""
    return str(json.loads(note_of_world().read_text(encoding="utf-8")).get("migrations", ""))


def migrations_now() -> str:
    """A print of this tree's migrations: a world of other tables cannot be served by it.

    Migrations are gathered into one before a first release, so the names alone do not tell.
    """
    digest = hashlib.sha256()
    files = Path(settings.BASE_DIR).glob("*/migrations/**/*")
    for path in sorted(one for one in files if one.suffix in {".py", ".sql"}):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


@contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    """One transaction without savepoints: no act is taken back alone, so none needs its own."""
    able = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        with transaction.atomic():
            yield
    finally:
        connection.features.uses_savepoints = able


def build_world(today: dt.date) -> Calendar:
    """Build everything in one transaction: a world is there whole or not at all."""
    calendar = Calendar.ending_before(today)
    with _whole_or_not_at_all():
        with connection.cursor() as cursor:
            # Thousands of small writes into a database that is new anyway.
            cursor.execute("SET LOCAL synchronous_commit = off")
        with clock.travel(calendar.moved(dt.date(2021, 1, 4))):
            cast = hire_office()
            _take_roster(cast, clock.today())
            walls.put_up_boards(cast)
        quarter_day = working_day_up_to(calendar.last_day - dt.timedelta(days=8))
        play(
            care.events(cast, calendar)
            + campaign.events(cast, calendar)
            + reliefs.events(cast, calendar.last_day)
            + money.income_events(cast, calendar)
            + money.claim_events(cast, calendar, lambda *told: _announce(cast, *told))
            + desk.desk_events(cast, calendar)
            + ending_events(cast, calendar)
            + books.book_events(cast, calendar)
            + voices.events(cast, calendar.last_day)
            + [Event(quarter_day, partial(_announce_quarter, cast, quarter_day))]
            + files.file_events(cast, calendar, lambda *told: _announce_file(cast, *told)),
            last_day=calendar.last_day,
        )
        _announce_campaign(cast, working_day_up_to(calendar.last_day))
        with clock.travel(dt.datetime.combine(calendar.last_day, LATEST)):
            take_down_due(on=calendar.last_day)
            books.reconcile_bank(cast, calendar.last_day)
            latest = working_day_up_to(calendar.last_day)
            walls.hang_walls(cast, latest, without=walls.NO_PHOTO)
            walls.close_old_notices(cast, calendar.last_day)
            publish_papers(cast, calendar.last_day)
            _take_suggestions(cast, calendar)
            families.settle_families(cast, calendar.last_day)
            members.settle_members(cast, calendar.last_day)
            _give_a_worker_a_login(cast)
        ideas.settle_ideas(cast, calendar.last_day)
        inspections.settle_inspections(cast, calendar.last_day)
        congresses.settle_congresses(cast, calendar.last_day)
    note = {
        "last_day": calendar.last_day.isoformat(),
        "built_on": today.isoformat(),
        "migrations": migrations_now(),
    }
    note_of_world().write_text(json.dumps(note), encoding="utf-8")
    return calendar


def _take_roster(cast: Cast, on: dt.date) -> None:
    book = WORKBOOKS / "roster_579.xlsx"
    roster = read_roster_file(book, create_places=True, on=on, by=cast["zhouhai"])
    commit_roster(roster, on=on, by=cast["zhouhai"])
    DepotFacts.objects.create(
        valid_from=on, industry="铁路运输业", nature="集体企业", condition="正常生产经营",
        is_sample=True,
    )  # fmt: skip


def _announce(cast: Cast, meeting: Meeting, on: dt.date) -> None:
    """The editor drafts the notice of a meeting, the supervision group releases it."""
    with clock.travel(on):
        notice = draft_claims_notice(meeting, on=on, by=cast["bianwen"])
        send_for_release(notice, on=on, by=cast["bianwen"])
        notice = release_notice(notice, on=on, by=cast["sunyumei"])
        walls.object_once(notice, OPPOSED_EVENT, on)


def _announce_file(cast: Cast, run: Certification, on: dt.date) -> None:
    """The same for a proposed hardship file."""
    notice = draft_certification_notice(run, on=on, by=cast["bianwen"])
    send_for_release(notice, on=on, by=cast["bianwen"])
    release_notice(notice, on=on, by=cast["sunyumei"])


def _announce_campaign(cast: Cast, on: dt.date) -> None:
    """What Mid-Autumn brought stands on the board while the world ends."""
    with clock.travel(dt.datetime.combine(on, LATEST)):
        campaign = Campaign.objects.get(festival=Festival.MID_AUTUMN, year=on.year)
        notice = draft_campaign_notice(campaign, on=on, by=cast["bianwen"])
        send_for_release(notice, on=on, by=cast["bianwen"])
        release_notice(notice, on=on, by=cast["sunyumei"])


def _announce_quarter(cast: Cast, on: dt.date) -> None:
    """The money of the quarter, on the web and on the walls, over when the world ends."""
    walls.announce_quarter(cast, on)
    walls.hang_walls(cast, on)


def _take_suggestions(cast: Cast, calendar: Calendar) -> None:
    """Last year's paper register of suggestions 合理化建议台账."""
    register = read_register(WORKBOOKS / "suggestions_208.xlsx")
    take_over_register(register, moved=calendar.moved, by=cast["zhengmin"])


def _give_a_worker_a_login(cast: Cast) -> None:
    """A member with a claim that waits for a paper may sign in as `worker`, best one in hardship."""
    in_care = HardshipFile.objects.in_force().filter(worker=OuterRef("member__worker"))
    waiting = Claim.objects.filter(status=ClaimStatus.SUPPLEMENT).annotate(in_care=Exists(in_care))
    returned = waiting.order_by("-in_care", "pk").first()
    if returned is None:
        return
    worker = Worker.objects.get(pk=returned.member.worker_id)
    user: User = create_account("worker", name=worker.name, password=PASSWORD, by=None)
    grant_role(user, Role.WORKER, by=None)
    worker = link_login(worker, user, by=cast["secadmin"])
    words = "夜班候工室的暖气不热，想请人看看"
    raise_own(worker, need=Need.OTHER, content=words, on=clock.today(), by=user)
