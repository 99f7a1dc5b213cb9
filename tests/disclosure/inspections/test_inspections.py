"""监督检查: drawn by a kept seed, never one's own, scored with reasons, put right, public."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.actions.inspections import check_item, close_inspection, sign_inspection
from disclosure.actions.papers import cleaned
from disclosure.actions.rectifications import issue_order, recheck_order, report_order
from disclosure.inspection_sheet import sheet_of, total_of
from disclosure.models import (
    Inspection,
    InspectionDraw,
    InspectionItem,
    InspectionStatus,
    Quality,
    Rectification,
    RectificationStatus,
    Result,
)
from staff.actions.workers import link_login
from staff.reminding import recipients_on
from tests.disclosure.inspections.conftest import begin, find, look
from tests.mutualfund.fund import picture
from tests.people import DAY, make_station, make_worker
from welfare import clock
from welfare.errors import Refused


def item_of(inspection, sort):
    return InspectionItem.objects.get(draw__inspection=inspection, draw__sort=sort)


def test_what_is_looked_at_is_drawn_and_drawn_again_the_same(inspection):
    draws = {draw.sort: draw for draw in inspection.draws.all()}
    assert {sort: draw.count for sort, draw in draws.items()} == {
        "notice": 1, "decision": 1, "payment": 0, "visit": 0,
    }  # fmt: skip
    big = InspectionDraw(seed="2026q4", keys=list(range(100, 200)), count=20)
    assert (
        big.drawn() == InspectionDraw(seed="2026q4", keys=list(range(100, 200)), count=20).drawn()
    )
    assert big.drawn() != InspectionDraw(seed="other", keys=list(range(100, 200)), count=20).drawn()


def test_two_others_inspect_and_nobody_of_the_unit(zhang, zheng, sun, hu):
    unit = zhang.station.branch
    with pytest.raises(Refused, match="至少 2 位"):
        begin(unit, [sun], sun)
    with pytest.raises(Refused, match="谁就是检查人之一"):
        begin(unit, [sun, hu], zheng)
    with pytest.raises(Refused, match="没有监督检查的权限"):
        begin(unit, [sun, zheng], sun)
    link_login(make_worker("胡军"), hu, by=zheng)
    with pytest.raises(Refused, match="不能检查自己单位"):
        begin(unit, [sun, hu], sun)
    assert begin(make_station("柳河站", "柳河分公司").branch, [sun, hu], sun).number == "JC-2026-01"


def test_nobody_looks_at_what_he_had_a_hand_in(inspection, sun, hu, zheng):
    notice = item_of(inspection, "notice")
    with pytest.raises(Refused, match="您经过手"):
        check_item(notice, result=Result.FITS, note="", by=sun)
    with pytest.raises(Refused, match="不是这次的检查人"):
        check_item(notice, result=Result.FITS, note="", by=zheng)
    with pytest.raises(Refused, match="写明哪里不一致"):
        check_item(notice, result=Result.DIFFERS, note=" ", by=hu)
    check_item(notice, result=Result.DIFFERS, note="少一行", by=hu)
    with pytest.raises(Refused, match="不能改"):
        check_item(notice, result=Result.FITS, note="", by=hu)


def test_a_quality_has_twenty_points_and_the_sheet_a_hundred(inspection, sun):
    find(inspection, sun, 15)
    with pytest.raises(Refused, match="还剩 5 分"):
        find(inspection, sun, 6)
    find(inspection, sun, 3, Quality.TIMELINESS)
    lines = sheet_of(inspection, on=DAY)
    assert [line.points for line in lines] == [20, 17, 20, 20, 5]
    assert total_of(lines) == 82


def test_a_signed_sheet_is_not_changed(inspection, sun, hu):
    with pytest.raises(Refused, match="还有 2 件没查"):
        sign_inspection(inspection, by=sun)
    look(inspection, hu)
    assert sign_inspection(inspection, by=sun).status == InspectionStatus.OPEN
    with pytest.raises(Refused, match="评分不能再改"):
        find(inspection, hu)
    with pytest.raises(Refused, match="已经签过字"):
        sign_inspection(inspection, by=sun)
    assert sign_inspection(inspection, by=hu).status == InspectionStatus.SIGNED


def test_an_order_goes_to_somebody_else_with_a_day_ahead(inspection, zheng, zhang, sun):
    finding, told = find(inspection, sun), {"demand": "移到过道", "on": DAY, "by": sun}
    for owner, day, words in (
        (sun, DAY, "责任人不能是自己"),
        (zhang.user, DAY, "不能登录办公"),
        (zheng, DAY - dt.timedelta(days=1), "已经过去"),
    ):
        with pytest.raises(Refused, match=words):
            issue_order(finding, owner=owner, due_on=day, **told)
    with pytest.raises(Refused, match="手机号"):
        issue_order(finding, owner=zheng, due_on=DAY, **told | {"demand": "打 13812345678"})
    issue_order(finding, owner=zheng, due_on=DAY, **told)
    with pytest.raises(Refused, match="已经下过整改通知"):
        issue_order(finding, owner=zheng, due_on=DAY, **told)


def test_an_order_is_done_with_a_paper_and_rechecked_by_another(order, zheng, hu, photographed):
    with pytest.raises(Refused, match="由责任人郑敏报"):
        report_order(order, words="", files=photographed, by=hu)
    with pytest.raises(Refused, match="要传照片"):
        report_order(order, words="移了", files=[], by=zheng)
    report_order(order, words="移了", files=photographed, by=zheng)
    with pytest.raises(Refused, match="要由别人复查"):
        recheck_order(order, good=True, words="", on=DAY, by=zheng)
    with pytest.raises(Refused, match="写明还差什么"):
        recheck_order(order, good=False, words="", on=DAY, by=hu)
    assert recheck_order(order, good=False, words="还在屋里", on=DAY, by=hu).status == "issued"


def test_it_is_closed_when_everything_found_is_put_right(
    client, order, inspection, zheng, sun, hu, photographed
):
    look(inspection, hu)
    sign_inspection(inspection, by=sun)
    sign_inspection(inspection, by=hu)
    with pytest.raises(Refused, match="还有 1 张整改通知没改好"):
        close_inspection(inspection, by=sun)
    assert "还没改好 1 张" in client.get("/supervision/closed/").content.decode()
    report_order(order, words="移了", files=photographed, by=zheng)
    recheck_order(order, good=True, words="", on=DAY, by=hu)
    assert close_inspection(inspection, by=sun).status == InspectionStatus.CLOSED
    page = client.get("/supervision/closed/").content.decode()
    assert "移到过道" in page
    assert "郑敏" not in page


def test_the_group_walks_an_inspection_through(as_, released, zhang, zheng, sun, hu):
    group, other, office = as_(sun), as_(hu), as_(zheng)
    told = {"unit": zhang.station.branch.pk, "kind": "quarter", "quarter": "2026-4"}
    url = group.post("/supervision/new/", told | {"others": [hu.pk]}).url
    inspection = Inspection.objects.get()
    assert "一件不差" in group.post(f"{url}redraw/", follow=True).content.decode()
    for item in InspectionItem.objects.all():
        other.post(f"/supervision/items/{item.pk}/check/", {"result": "fits"})
    found = {"quality": "standard", "points": 4, "reason": "挂在屋里", "source": "site"}
    group.post(f"{url}find/", found)
    finding = inspection.findings.get()
    paper = SimpleUploadedFile("a.jpg", picture())
    wanted = {"demand": "移到过道", "owner": zheng.pk, "due_on": f"{DAY}", "papers": [paper]}
    group.post(f"/supervision/findings/{finding.pk}/order/", wanted)
    order = Rectification.objects.get()
    assert "报改好" in office.get(url).content.decode()
    after = {"papers": [SimpleUploadedFile("b.jpg", picture())]}
    office.post(f"/supervision/orders/{order.pk}/done/", after)
    group.post(f"{url}sign/")
    other.post(f"{url}sign/")
    other.post(f"/supervision/orders/{order.pk}/recheck/", {"good": "yes"})
    group.post(f"{url}close/")
    order.refresh_from_db()
    assert order.status == RectificationStatus.CLOSED
    page = group.get(url).content.decode()
    assert "得 96 分" in page
    assert "已归档" in page
    assert group.get(f"{url}print/").content.startswith(b"%PDF")
    photo = order.steps.first().papers.get()
    answer = office.get(f"/supervision/papers/{photo.pk}/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    for page in ("/supervision/", "/supervision/orders/?show=closed"):
        assert office.get(page).status_code == 200
    assert office.post(f"{url}sign/").status_code == 403


def test_who_owes_an_order_is_reminded_on_paper_by_mail_and_on_his_workbench(as_, order, zheng):
    late = order.due_on + dt.timedelta(days=1)
    (one,) = [one for one in recipients_on(late) if one.user == zheng]
    (thing,) = one.things
    assert thing.words.endswith(f"整改通知 {order.number} 报改好，最晚 {order.due_on}，已逾期")
    with clock.travel(late):
        desk = as_(zheng).post(reverse("reminder-desk"), {"to": [one.key]}, follow=True)
        assert "已提醒 郑敏" in desk.content.decode()
        page = as_(zheng).get(reverse("home")).content.decode()
    assert f"整改通知 {order.number} 报改好" in page
    report_order(order, words="移了", files=cleaned([picture()]), by=zheng)
    assert [one for one in recipients_on(late) if one.user == zheng] == []
