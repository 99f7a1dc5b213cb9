"""A line entered as signed for by mistake is opened again by another, and what stood there is kept."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from staff.actions.gifts import hand_out, undo_line
from staff.campaign_plan import Proxy
from staff.models import Gift, GiftUndo
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from tests.staff.campaigns.test_proxies import NUMBER
from welfare.errors import Refused


@pytest.fixture
def wrong(gift, liang, he) -> Gift:
    """Liang and He entered a daughter who never came."""
    daughter = Proxy("王小燕", "女儿", "本人住院", NUMBER)
    return hand_out(gift, on=DAY, by=liang, paid_with=he, proxy=daughter)


def test_the_office_takes_it_back_and_it_is_entered_again(as_, wrong, zheng, liang, he):
    address = reverse("sheet-undo", args=[wrong.sheet.code, wrong.pk])
    key = f"undo{wrong.pk}"
    assert "写明张桂兰这一行错在哪里" in as_(zheng).post(address, {key: " "}, follow=True).text
    with as_app():
        page = as_(zheng).post(address, {key: "签的是下一行"}, follow=True).text
    assert (
        "撤销了 10-20 的签领（王小燕（女儿，本人住院）代领，发放 梁艳、何伟）：签的是下一行" in page
    )
    wrong.refresh_from_db()
    assert (wrong.received_on, wrong.proxy, wrong.proxy_name, wrong.paid_by) == (
        None,
        None,
        "",
        None,
    )
    assert hand_out(wrong, on=DAY, by=liang, paid_with=he).received_on == DAY


def test_who_handed_it_out_does_not_take_it_back(as_, wrong, liang):
    page = as_(liang).get(wrong.sheet.get_absolute_url()).text
    assert "这一行是您发的，撤销要由别人来办" in page
    with pytest.raises(Refused, match="撤销要由别人来办"):
        undo_line(wrong, reason="错了", by=liang)


def test_an_open_line_and_another_sheet_are_refused(as_, wrong, running, zheng):
    other = running.gifts.exclude(pk=wrong.pk).first()
    with pytest.raises(Refused, match="没有签领，不用撤销"):
        undo_line(other, reason="错了", by=zheng)
    elsewhere = running.sheets.exclude(pk=wrong.sheet_id).get()
    address = reverse("sheet-undo", args=[elsewhere.code, wrong.pk])
    assert as_(zheng).post(address, {f"undo{wrong.pk}": "错了"}).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        "received_on = NULL, undone = undone + 1",
        "received_on = NULL, undone = undone + 1, paid_by_id = NULL, paid_with_id = NULL,"
        " proxy_id = NULL, proxy_name = '', proxy_relation = '', proxy_reason = NULL",
        "undone = undone + 1",
    ],
)
def test_no_line_is_opened_by_sql_without_the_word(wrong, change):
    with pytest.raises(DatabaseError, match="is fixed"):
        run(f"UPDATE staff_gift SET {change} WHERE id = %s", wrong.pk)


def test_the_word_is_anothers_opens_the_line_and_stays(wrong, liang, zheng):
    insert = (
        "INSERT INTO staff_giftundo (uid, gift_id, received_on, reason, at, by_id)"
        " VALUES (gen_random_uuid(), %s, %s, '\\x01', now(), %s)"
    )
    with pytest.raises(DatabaseError, match="may not take line"):
        run(insert, wrong.pk, DAY, liang.pk)
    with pytest.raises(DatabaseError, match="was not opened again"):
        run(insert, wrong.pk, DAY, zheng.pk)
    undo_line(wrong, reason="错了", by=zheng)
    for statement in ("DELETE FROM staff_giftundo", "UPDATE staff_giftundo SET id = id"):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)
    assert GiftUndo.objects.get().reason == "错了"
