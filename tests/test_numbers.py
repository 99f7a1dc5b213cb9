"""Two hands at the same moment get two numbers, also for the first paper of all."""

import pytest

from disclosure.actions import notices
from disclosure.actions.notices import draft_claims_notice
from disclosure.actions.suggestions import collect_suggestion
from disclosure.models import Notice, Suggestion, SuggestionField
from disclosure.table import PublicTable
from mutualfund.actions.members import join_coop
from mutualfund.models import Meeting, Member
from staff.actions.paper_files import decide_paper
from staff.models import HardshipFile
from tests.mutualfund.fund import register
from tests.people import DAY, make_worker
from tests.staff.care import make_lead, typed
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


@pytest.fixture
def workers(house):
    """Eight people at the counters."""
    return [make_worker(f"职工{n}") for n in range(HANDS)]


def numbers(model) -> list[int]:
    return sorted(int(row.number.rsplit("-", 1)[1]) for row in model.objects.all())


def test_members_join_at_once(workers, zheng):
    for worker in workers:
        register(worker)
    at_once([lambda w=worker: join_coop(w, on=DAY, by=zheng) for worker in workers])
    assert numbers(Member) == list(range(1, HANDS + 1))


def test_files_are_opened_at_once(workers, zheng):
    papers = [typed(worker, lead=make_lead(zheng)) for worker in workers]
    facts = {"agree": True, "on": DAY, "by": zheng}
    at_once([lambda p=paper: decide_paper(p, **facts) for paper in papers])
    assert numbers(HardshipFile) == list(range(1, HANDS + 1))


def test_suggestions_come_at_once(workers, zheng):
    facts = {
        "field": SuggestionField.SAFETY,
        "present": "",
        "measure": "改",
        "on": DAY,
        "by": zheng,
    }
    at_once([lambda w=worker: collect_suggestion([w], title=w.name, **facts) for worker in workers])
    assert numbers(Suggestion) == list(range(1, HANDS + 1))


def test_notices_are_drafted_at_once(approved, zheng, bian, monkeypatch):
    from_one = approved.items.get().meeting
    closed = [
        Meeting.objects.create(
            number=f"HY-2026-{n:02d}", held_on=DAY, place="会议室", chair=from_one.chair,
            recorder=zheng, status="closed",
        )
        for n in range(20, 20 + HANDS)
    ]  # fmt: skip
    table = PublicTable("t", "t", "t", ["序号"], [["1"]], "共 1 笔")
    monkeypatch.setattr(notices, "table_of", lambda source: table)
    at_once([lambda m=meeting: draft_claims_notice(m, on=DAY, by=bian) for meeting in closed])
    assert numbers(Notice) == list(range(1, HANDS + 1))
