"""Hostile files at the roster page: a sentence, no row, and the site goes on."""

import pytest
from django.urls import reverse

from staff.models import RosterImport, Worker
from tests.staff.rosters.desk import upload
from tests.welfare.sheets.attacks import ATTACKS, written


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_refuses_with_a_sentence_and_writes_no_row(desk, tmp_path, attack):
    path = written(tmp_path, attack)
    answer = upload(desk, path)
    assert answer.status_code == 400
    assert path.name in answer.content.decode() or "表头" in answer.content.decode()
    assert (RosterImport.objects.count(), Worker.objects.count()) == (0, 0)
    assert desk.get(reverse("roster-imports")).status_code == 200
