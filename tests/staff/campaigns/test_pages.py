"""A campaign over its desks, through the front door."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mutualfund.actions.campaigns import (
    make_campaign_voucher,
    post_campaign_voucher,
    review_campaign_voucher,
)
from mutualfund.books import verify
from mutualfund.campaign_money import DRAW, SETTLE
from mutualfund.models import Entry, Voucher
from staff.actions.campaigns import (
    approve_campaign,
    finish_handing_out,
    notify_stations,
    plan_campaign,
)
from staff.actions.gifts import hand_out
from staff.actions.goods import place_leftover
from staff.actions.sheet_photos import attach_photo
from staff.goods_count import count_of, in_stock
from staff.models import Campaign, Festival, Gift, LeaveReason, Norm, Tier
from staff.plan_digest import digest_of
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import run
from tests.people import DAY, make_station, make_worker
from tests.staff.campaign import (
    CASH,
    allot,
    announced,
    avow_all,
    book,
    locked,
    make_file,
    norm_in_force,
    plan_of,
)
from tests.staff.people.test_on_date import leave
from welfare.errors import Refused
from welfare.models import AuditEntry


def form(**changes) -> dict[str, object]:
    """A whole plan of goods and cash for every tier, as the norm says."""
    if not Norm.objects.exists():
        norm_in_force()
    told = {
        "festival": "other", "year": 2026, "document_no": "示例 9 号",
        "money_from": "送温暖资金", "window_from": DAY, "window_until": DAY + dt.timedelta(days=3),
        "name_1": "大米", "spec_1": "10 公斤", "unit_1": "袋", "price_1": "130",
    }  # fmt: skip
    for tier in Tier.objects.all():
        told |= {f"cash_{tier.pk}": CASH[tier.key], f"pieces_{tier.pk}_1": "1"}
    return told | changes


def press(client, campaign, name, *args, **sent) -> str:
    """Press a button of the campaign's page; the page that follows."""
    address = reverse(f"campaign-{name}", args=[campaign.pk, *args])
    return client.post(address, sent, follow=True).content.decode()


def settle(client, sheet, other, **changes) -> str:
    """Enter the whole sheet as signed by the people themselves."""
    sent = {"paid_with": other.pk}
    for gift in sheet.gifts.all():
        sent |= {f"g{gift.pk}-state": "self", f"g{gift.pk}-on": DAY}
    return client.post(sheet.get_absolute_url(), sent | changes, follow=True).content.decode()


def test_it_goes_from_the_plan_to_the_archive_over_seven_desks(
    as_, files, zheng, liang, gao, he, chen, guo, yun
):
    office, two, chair = as_(zheng), as_(liang), as_(gao)
    page = office.post(reverse("campaign-new"), form(), follow=True).content.decode()
    assert "已拟好，等主任委员批准" in page
    campaign = Campaign.objects.get()
    seen = {"plan": digest_of(campaign)}
    assert "只有 0.00 元" in press(chair, campaign, "approve", **seen)
    allot(2_000, maker=chen, reviewer=guo, cashier=yun)
    assert "方案已批准" in press(chair, campaign, "approve", **seen)
    assert "名单 3 户" in press(office, campaign, "lock")
    assert "已记下部署" in press(office, campaign, "notify", notice="视频会", held_on=DAY)
    for sheet in campaign.sheets.all():
        assert "已回执" in press(
            office, campaign, "receipt", **{f"person-{sheet.station_id}": "小组长"}
        )
    rice = campaign.goods_lines.get()
    assert "已登记购进" in press(
        office, campaign, "purchase", rice.pk, quantity=5, invoice="示例 1"
    )
    assert "已制单" in press(as_(chen), campaign, "voucher", "draw")
    assert "凭证已审核" in press(as_(guo), campaign, "review", "draw")
    assert "已办好" in press(as_(yun), campaign, "post", "draw")
    for sheet in campaign.sheets.all():
        photo = SimpleUploadedFile("a.jpg", picture())
        answer = two.post(
            reverse("sheet-photo", args=[sheet.code]), {"photo": photo, "by_hand": "1"}, follow=True
        )
        assert "照片收到了" in answer.content.decode()
    first, second = campaign.sheets.all()
    assert "选的人不能发放，换一位" in settle(two, first, yun)  # who pays out keeps no books of it
    assert "记下" in settle(two, first, he)
    lines = {f"g{gift.pk}-state": "unpaid" for gift in second.gifts.all()}
    reasons = {f"g{gift.pk}-reason": "本人外出" for gift in second.gifts.all()}
    assert "记下" in settle(two, second, he, **lines, **reasons)
    avow_all(campaign, he)
    assert "签领完成" in press(office, campaign, "finish")
    assert "已写明去处" in press(office, campaign, "leftover", rice.pk, words="入库房")
    assert "已制单" in press(as_(chen), campaign, "voucher", "settle")
    assert "凭证已审核" in press(as_(guo), campaign, "review", "settle")
    assert "已办好" in press(as_(yun), campaign, "post", "settle")


def finished(campaign, zheng, liang, he, chen, guo, yun) -> Campaign:
    """Signed for by everyone, the rest placed, booked."""
    from_office = {"on": DAY, "by": zheng}
    for gift in campaign.gifts.all():
        hand_out(gift, on=DAY, by=liang, paid_with=he)
    for sheet in campaign.sheets.all():
        attach_photo(sheet, picture(), by=liang, by_hand=True)
    avow_all(campaign, he)
    campaign = finish_handing_out(campaign, **from_office)
    for thing in campaign.goods_lines.all():
        place_leftover(thing, words="入库房", **from_office)
    return book(campaign, SETTLE, maker=chen, reviewer=guo, cashier=yun)


def test_it_is_closed_in_the_books_and_archived(as_, running, zheng, liang, he, chen, guo, yun):
    campaign = finished(running, zheng, liang, he, chen, guo, yun)
    assert campaign.status == "reconciled"
    assert "写几句总结" in press(as_(zheng), campaign, "archive", words="")
    assert "已归档" in press(as_(zheng), campaign, "archive", words="三户都收到了")
    relief = Entry.objects.filter(account__fund__key="relief")
    assert relief.filter(account__key="cash").balance() == 0
    assert relief.filter(account__key="relief").balance() == 900 + 5 * 130
    assert verify() == []


def test_it_draws_no_more_than_the_fund_holds(campaign, zheng, chen, guo, yun):
    announced(campaign, zheng)
    with pytest.raises(Refused, match="不够领"):
        make_campaign_voucher(campaign, DRAW, on=DAY, by=chen)


def test_it_draws_once_when_clicked_twice(as_, running, yun):
    assert "已办好" in press(as_(yun), running, "post", "draw")
    assert Voucher.objects.filter(purpose="draw").count() == 1


def test_it_keeps_maker_reviewer_and_cashier_apart(as_, campaign, zheng, gao, chen, guo, yun):
    announced(campaign, zheng)
    allot(10_000, maker=chen, reviewer=guo, cashier=yun)
    for person in (zheng, gao):
        with pytest.raises(Refused, match="账要由别人来办"):
            make_campaign_voucher(campaign, DRAW, on=DAY, by=person)
    make_campaign_voucher(campaign, DRAW, on=DAY, by=chen)
    with pytest.raises(Refused, match="您制的单"):
        review_campaign_voucher(campaign, DRAW, on=DAY, by=chen)
    with pytest.raises(Refused, match="还没有审核"):
        post_campaign_voucher(campaign, DRAW, on=DAY, by=yun)
    assert "已退回" in press(as_(guo), campaign, "review", "draw", go="back", words="金额不对")
    make_campaign_voucher(campaign, DRAW, on=DAY, by=chen)
    review_campaign_voucher(campaign, DRAW, on=DAY, by=guo)
    for person in (chen, guo):
        with pytest.raises(Refused, match="出纳不能制单或审核"):
            post_campaign_voucher(campaign, DRAW, on=DAY, by=person)


def test_it_shows_the_reason_beside_the_disabled_button(as_, campaign, running, zheng):
    page = as_(zheng).get(running.get_absolute_url()).content.decode()
    assert "还有 3 户没有签领" in page
    assert "disabled" in page


def test_it_paints_a_different_standard_red(as_, files, zheng, gao):
    tier = Tier.objects.get(key="extreme")
    as_(zheng).post(reverse("campaign-new"), form(**{f"cash_{tier.pk}": "300"}))
    page = as_(gao).get(Campaign.objects.get().get_absolute_url()).content.decode()
    assert "特困和全民职工不一样" in page
    assert "wf-state--over" in page
    assert "disabled" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"document_no": ""}, "填方案文号"),
        ({"year": "今年"}, "年度写成 2026 这样"),
        ({"price_1": "六十"}, "单价写成 130.00 这样"),
        ({"name_1": ""}, "写了第 1 样的数量，填它的品名"),
        ({"unit_1": ""}, "填第 1 样的单位"),
        ({"window_until": "2026-02-30"}, "发放止写成"),
        ({"price_1": "99999999999"}, "单价太大"),
    ],
)
def test_it_names_the_field_of_a_bad_plan(as_, zheng, changes, words):
    page = as_(zheng).post(reverse("campaign-new"), form(**changes)).content.decode()
    assert words in page
    assert not Campaign.objects.exists()


def test_it_says_what_is_wrong_with_a_sheet_and_keeps_nothing(as_, gift, liang, yun):
    key = f"g{gift.pk}"
    page = settle(as_(liang), gift.sheet, yun, **{f"{key}-state": "proxy", f"{key}-name": "王小燕"})
    assert "张桂兰：代领要写齐代领人、身份证号或工号、关系和原因" in page
    assert "选同去的发放人" in settle(as_(liang), gift.sheet, liang, paid_with="")
    assert not Gift.objects.received().exists()


def test_it_has_a_sheet_with_its_code_on_paper(as_, campaign, zheng):
    page = as_(zheng).get(reverse("campaign-signoff", args=[campaign.pk])).content.decode()
    for sheet in campaign.sheets.all():
        assert sheet.code in page
        assert str(sheet) in page
    for words in ("张桂兰", "data:image/svg+xml", "发放人（二人）", "人民币壹仟贰佰玖拾元整"):
        assert words in page


def test_a_sheet_printed_after_a_stop_strikes_the_line_and_leaves_it_out(
    as_, campaign, zhang, zhou, zheng
):
    leave(zhang, zhou, left_on=DAY, reason=LeaveReason.DIED, document="死亡证明")
    page = as_(zheng).get(reverse("campaign-signoff", args=[campaign.pk])).content.decode()
    assert f"停发，不签不发：职工死亡（{DAY}）" in page
    assert page.count('<tr class="stopped">') == 1
    for words in ("本页小计 1 人（停发 1 人不算）", "总计 2 人", "人民币柒佰陆拾元整"):
        assert words in page
    assert "壹仟贰佰玖拾元" not in page


def test_a_photograph_opens_with_a_line_in_the_trail(as_, running, liang, xu, zhao):
    sheet = running.sheets.first()
    photo = attach_photo(sheet, picture(), by=liang, by_hand=True)
    address = reverse("sheet-photo-file", args=[photo.uid])
    answer = as_(xu).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(action="sheet.opened", actor=xu).count() == 1
    assert as_(zhao).get(address).status_code == 403


def test_it_asks_the_same_of_the_database_for_three_families_and_for_thirty(as_, files, zheng, gao):
    client, asked = as_(zheng), []
    for number in range(2):
        campaign = locked(zheng, gao, year=2026 + number)
        paths = (campaign.get_absolute_url(), reverse("campaign-list"), reverse("help-balance"))
        paths += (reverse("campaign-signoff", args=[campaign.pk]),)
        for path in paths:
            client.get(path)
        with CaptureQueriesContext(connection) as queries:
            for path in paths:
                client.get(path)
        asked.append(len(queries))
        for serial in range(27):
            make_file(make_worker(f"钱{serial}", make_station(f"站{serial % 5}")), zheng, "general")
    assert asked[0] == asked[1]


def test_nobody_else_sees_a_campaign(as_, campaign, zhao, wang, zhang):
    for user in (zhao, wang, zhang.user):
        assert as_(user).get(campaign.get_absolute_url()).status_code == 403


def test_the_workbench_calls_whoever_is_next(as_, campaign, running, zheng, liang, zhao):
    home = reverse("home")
    assert "等工会干事锁定名单" not in as_(zheng).get(home).content.decode()
    second = approve_campaign(
        plan_campaign(plan_of(year=2027), on=DAY, by=liang),
        on=DAY,
        by=campaign.steps.get(status="approved").by,
    )
    assert f"{second}：等工会干事锁定名单" in as_(zheng).get(home).content.decode()
    assert "等工会干事锁定名单" not in as_(zhao).get(home).content.decode()


def test_what_was_left_is_given_out_first_by_the_next(
    as_, running, zheng, liang, gao, he, chen, guo, yun
):
    families = running.gifts.count()
    for gift in running.gifts.all():
        hand_out(gift, on=DAY, by=liang, paid_with=he)
    avow_all(running, he)
    for sheet in running.sheets.all():
        attach_photo(sheet, picture(), by=liang, by_hand=True)
    finish_handing_out(running, on=DAY, by=zheng)
    rice = running.goods_lines.get(name="大米")
    press(as_(zheng), running, "leftover", rice.pk, words="入库房", kept="yes")
    allot(20_000, maker=chen, reviewer=guo, cashier=yun)
    following = locked(zheng, gao, festival=Festival.SPRING, year=2027)
    notify_stations(following, notice="视频会", held_on=DAY, on=DAY, by=zheng)
    again = following.goods_lines.get(name="大米")
    assert "库里还有 2 袋，先用" in as_(zheng).get(following.get_absolute_url()).content.decode()
    few = {"quantity": families - 2, "invoice": "示例 2"}
    told = press(as_(zheng), following, "purchase", again.pk, from_stock=3, **few)
    assert "库里只有 2 袋大米" in told
    assert "已登记购进" in press(as_(zheng), following, "purchase", again.pk, from_stock=2, **few)
    count = count_of(again)
    assert (count.bought, count.from_stock, count.there) == (families - 2, 2, families)
    assert in_stock(rice) == in_stock(again) == []
    with pytest.raises(IntegrityError, match="holds no"):
        run(
            "INSERT INTO staff_stockuse (goods_id, leftover_id, quantity, \"on\", by_id)"
            " VALUES (%s, %s, 1, %s, %s)",
            following.goods_lines.get(name="食用油").pk, rice.leftover.pk, DAY, zheng.pk,
        )  # fmt: skip
