"""Workers ticked in the list: listed, taken out, printed, reminded of, and nobody else."""

import io

import pikepdf
import pytest
from django.urls import reverse

from staff import visit_sheets
from staff.actions.visits import open_duties
from staff.actions.workers import PRINTED
from staff.models import SavedFilter
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair, visit
from welfare.days import Quarter
from welfare.models import AuditEntry

LIST, SHEETS = reverse("worker-list"), reverse("worker-visit-sheets")
PDFS, DESK = reverse("worker-pdfs"), reverse("reminder-desk")


@pytest.fixture
def office(as_, zheng):
    """Zheng's browser."""
    return as_(zheng)


def names(answer) -> list[str]:
    """Who stands in the list, in its order."""
    return [row.worker.name for row in answer.context["rows"]]


def test_the_list_shows_those_ticked_until_the_tag_is_taken_away(office, zhang, li, he):
    make_worker("周桂芳")
    answer = office.get(LIST, {"pick": [zhang.pk, li.pk]})
    assert set(names(answer)) == {zhang.name, li.name}
    assert answer.context["tags"] == [("选中的 2 人", "?")]
    for asked in ({"pick": [zhang.pk], "every": "1"}, {"pick": ["²", "-1", "9" * 12, "x"]}):
        assert len(names(office.get(LIST, asked))) > 2


def test_only_those_ticked_are_taken_out(office, zhang, li):
    address = reverse("list-export", args=["workers", "csv"])
    text = office.get(address, {"pick": [zhang.pk]}).content.decode("utf-8-sig")
    assert zhang.name in text
    assert li.name not in text


def test_ticks_are_not_kept_in_a_saved_filter(office, zhang):
    kept = {"name": "女职工", "sex": "female", "pick": zhang.pk}
    office.post(reverse("filter-save"), kept)
    assert SavedFilter.objects.get().query == {"sex": "female"}


def test_the_files_of_those_ticked_are_one_pdf_and_on_the_record(office, zhang, li):
    answer = office.get(PDFS, {"pick": [zhang.pk, li.pk]})
    with pikepdf.open(io.BytesIO(answer.content)) as book:
        assert len(book.pages) == 2
    for worker in (zhang, li):
        assert AuditEntry.objects.about(worker).filter(action=PRINTED).count() == 1


def test_without_a_tick_no_file_is_printed(office, zhang):
    page = office.get(PDFS, follow=True).content.decode()
    assert "请先在名单里勾选" in page
    assert not AuditEntry.objects.filter(action=PRINTED).exists()


def test_a_visit_sheet_holds_three_workers_of_one_cadre(office, zheng, zhao, he):
    mine, other = make_cadre(zhao, zheng), make_cadre(he, zheng)
    ours = [make_worker(f"困难{n}") for n in "甲乙丙丁"]
    for worker in ours:
        pair(worker, mine, zheng)
    pair(make_worker("困难戊"), other, zheng)
    well = make_worker("没有建档")
    sheets = office.get(SHEETS).context["sheets"]
    assert [(one.cadre, len(one.pairings)) for one in sheets] == [(mine, 3), (mine, 1), (other, 1)]
    page = office.get(SHEETS, {"pick": [ours[0].pk, well.pk]}).content.decode()
    assert "困难甲" in page
    assert "困难乙" not in page
    assert "没有建档" not in page


def test_a_cadre_prints_sheets_of_his_own_workers_alone(as_, zheng, zhao, he):
    pair(make_worker("困难甲"), make_cadre(zhao, zheng), zheng)
    stranger = make_worker("困难戊")
    pair(stranger, make_cadre(he, zheng), zheng)
    for address in (SHEETS, reverse("visit-sheets")):
        page = as_(zhao).get(address, {"pick": stranger.pk}).content.decode()
        assert "困难戊" not in page


def test_too_many_sheets_are_refused_with_the_way_out(office, zheng, zhao, monkeypatch):
    cadre = make_cadre(zhao, zheng)
    for n in range(2):
        pair(make_worker(f"职工{n}"), cadre, zheng)
    monkeypatch.setattr(visit_sheets, "MOST", 1)
    assert "最多打印 1 人" in office.get(SHEETS, follow=True).content.decode()


def test_the_cadres_of_those_ticked_are_reminded_however_long_the_quarter_runs(
    office, zheng, zhao, he
):
    unseen, seen, other = (make_worker(name) for name in ("没去的", "去过的", "别人的"))
    cadre = make_cadre(zhao, zheng)
    pairings = [pair(worker, cadre, zheng) for worker in (unseen, seen)]
    pair(other, make_cadre(he, zheng), zheng)
    open_duties(Quarter.of(DAY))
    visit(pairings[1], zhao)
    assert "没有要提醒的人" in office.get(DESK).content.decode()
    page = office.get(DESK, {"pick": [unseen.pk, seen.pk]}).content.decode()
    assert "1 人有 1 件事该提醒" in page
    assert "没去的：" in page
    assert "别人的" not in page
