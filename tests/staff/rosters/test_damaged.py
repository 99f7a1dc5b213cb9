"""Damaged rosters handed in at the page: never a 500, and all of a preview is written or nothing.

PAGE_MUTATIONS=1000 takes a thousand of them through upload, columns, preview and 写入 or 不导入了.
"""

import os

import pytest
from django.urls import reverse

from staff.models import ImportStatus, RosterImport, RosterImportRow, StagedWorker, Worker
from staff.roster_columns import columns_page
from tests.staff.roster_sheet.damage import damaged_roster
from tests.staff.rosters.desk import commit, upload

COUNT = int(os.environ.get("PAGE_MUTATIONS", "15"))


@pytest.fixture
def clerk(desk):
    """Zhou's browser, which tells of a 500 instead of stopping at the error behind it."""
    desk.raise_request_exception = False
    return desk


def nothing_is_left() -> bool:
    """No row, no file, no trace of the import."""
    kept = (RosterImport, RosterImportRow, StagedWorker, Worker)
    return not any(model.objects.exists() for model in kept)


def mapped(clerk, roster) -> int:
    """Leave out what nobody knows, as a hurried clerk would: the status of the answer."""
    asked = columns_page(roster)["columns"]
    chosen = {f"c{column.place}": column.key for column in asked}
    return clerk.post(reverse("roster-import-columns", args=[roster.pk]), chosen).status_code


@pytest.mark.parametrize("seed", range(COUNT))
def test_e2_it_is_written_whole_or_not_at_all(clerk, seed):
    kind, content = damaged_roster(seed)
    answer = upload(clerk, content, name=f"花名册.{kind}", places=True)
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert nothing_is_left()
        return
    roster = RosterImport.objects.get()
    if roster.status == ImportStatus.MAPPING:
        assert mapped(clerk, roster) in (302, 400)
    assert clerk.get(f"{roster.get_absolute_url()}?show=unchanged").status_code == 200
    roster.refresh_from_db()
    wanted = roster.counts["new"] if roster.status == ImportStatus.PREVIEW else 0
    assert not Worker.objects.exists()
    if seed % 4 == 3 or not wanted:
        drop = reverse("roster-import-drop", args=[roster.pk])
        assert clerk.post(drop, follow=True).status_code == 200
        assert (Worker.objects.count(), StagedWorker.objects.count()) == (0, 0)
        return
    assert commit(clerk, roster).status_code == 200
    roster.refresh_from_db()
    written = wanted if roster.status == ImportStatus.COMMITTED else 0
    assert Worker.objects.count() == written
