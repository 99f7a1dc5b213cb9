"""停发 strikes a line of a campaign that is on; what is closed stays as it was signed."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from staff.actions.campaigns import cancel_campaign, finish_handing_out
from staff.actions.departures import undo_departure
from staff.actions.gifts import hand_out, note_unpaid
from staff.actions.sheet_photos import attach_photo
from staff.models import LeaveReason
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.campaign import avow_all
from tests.staff.care import close
from tests.staff.people.test_on_date import leave
from welfare.errors import Refused


def die(worker, by):
    return leave(worker, by, left_on=DAY, reason=LeaveReason.DIED, document="死亡证明")


@pytest.fixture
def signed(running, liang, he, zheng):
    """Zhang was away, the others signed; the list is closed."""
    for gift in running.gifts.select_related("file__worker"):
        if gift.file.worker.name == "张桂兰":
            note_unpaid(gift, reason="本人外出", by=liang)
        else:
            hand_out(gift, on=DAY, by=liang, paid_with=he)
    for sheet in running.sheets.all():
        attach_photo(sheet, picture(), by=liang, by_hand=True)
    avow_all(running, he)
    return finish_handing_out(running, on=DAY, by=zheng)


def test_a_closed_list_keeps_its_reason_through_a_later_death(signed, gift, zhang, zhou):
    departure = die(zhang, zhou)
    gift.refresh_from_db()
    assert (gift.stopped_on, gift.why_unpaid) == (None, "本人外出")
    assert departure.stopped["gifts"] == []


def test_a_closed_list_cannot_be_stopped_by_sql(signed, gift):
    with pytest.raises(DatabaseError, match="is closed"):
        run(
            "UPDATE staff_gift SET stopped_on = current_date, stop_reason = 'x' WHERE id = %s",
            gift.pk,
        )


def test_a_cancelled_campaign_shows_no_stop(campaign, files, zheng, gao, liang):
    cancel_campaign(campaign, reason="改期", on=DAY, by=gao)
    close(files[0], zheng, liang)
    assert not campaign.gifts.exclude(stopped_on=None).exists()


def test_who_was_away_and_dies_is_stopped_while_the_handing_out_goes_on(
    as_, gift, zhang, zhou, liang, he
):
    note_unpaid(gift, reason="本人外出", by=liang)
    die(zhang, zhou)
    gift.refresh_from_db()
    with pytest.raises(Refused, match="停发：职工死亡"):
        hand_out(gift, on=DAY, by=liang, paid_with=he)
    page = as_(liang).get(reverse("campaign-gifts", args=[gift.campaign_id])).content.decode()
    assert f"本人外出；职工死亡（{DAY}）" in page


def test_a_mistake_taken_back_after_the_list_closed_opens_nothing(
    running, gift, zhang, zhou, liang, he, zheng
):
    departure = die(zhang, zhou)
    for line in running.gifts.exclude(pk=gift.pk):
        hand_out(line, on=DAY, by=liang, paid_with=he)
    for sheet in running.sheets.all():
        attach_photo(sheet, picture(), by=liang, by_hand=True)
    avow_all(running, he)
    finish_handing_out(running, on=DAY, by=zheng)
    undo_departure(departure, reason="同名", on=DAY, by=zhou)
    gift.refresh_from_db()
    assert gift.stopped_on == DAY


def test_a_sheet_nobody_signed_needs_no_photograph(as_, running, gift, li, zhou, liang, he, zheng):
    """Li's sheet holds her line alone, and she has retired."""
    leave(li, zhou)
    for line in running.gifts.filter(sheet=gift.sheet):
        hand_out(line, on=DAY, by=liang, paid_with=he)
    with pytest.raises(Refused, match=f"第 {gift.sheet.number} 张签领表还没有传照片"):
        finish_handing_out(running, on=DAY, by=zheng)
    attach_photo(gift.sheet, picture(), by=liang, by_hand=True)
    assert "签了字的照片都传回了" in as_(zheng).get(running.get_absolute_url()).content.decode()
    bare = running.sheets.exclude(pk=gift.sheet_id).get()
    page = as_(liang).get(bare.get_absolute_url()).content.decode()
    assert "没有人签字，不用照片" in page
    avow_all(running, he)
    assert finish_handing_out(running, on=DAY, by=zheng).status == "signed"
