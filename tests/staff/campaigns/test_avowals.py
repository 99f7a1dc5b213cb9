"""发放确认: the second payer says himself that he went along; one person alone hands nothing out."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from staff.actions.gift_avowals import avow_lines
from staff.actions.gifts import hand_out, undo_line
from staff.models import Gift, GiftAvowal
from staff.reminding import recipients_on
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from welfare.errors import Refused
from welfare.workbench import agenda_for

INSERT = (
    "INSERT INTO staff_giftavowal (uid, gift_id, undone, went, at, by_id)"
    " VALUES (gen_random_uuid(), %s, 0, true, now(), %s)"
)


@pytest.fixture
def paid(gift, liang, he) -> Gift:
    """Liang entered Zhang's line and named He as the second."""
    return hand_out(gift, on=DAY, by=liang, paid_with=he)


def titles(user) -> list[str]:
    return [task.title for task in agenda_for(user, on=DAY).waiting]


def test_who_was_named_confirms_with_his_own_login(as_, paid, liang, he):
    sheet = paid.sheet
    asked = f"确认一同发放：{sheet.campaign}第 {sheet.number} 张"
    assert asked in titles(he)
    soon = {(one.name, thing.what) for one in recipients_on(DAY) for thing in one.things}
    assert ("何伟", f"确认签领表 {sheet} 是一同发的") in soon
    assert asked not in titles(liang)
    assert "登记说是和您一同发的" in as_(he).get(sheet.get_absolute_url()).text
    assert "登记说是和您一同发的" not in as_(liang).get(sheet.get_absolute_url()).text
    address = reverse("sheet-avow", args=[sheet.code])
    assert "勾上您要确认的那几行" in as_(he).post(address, {"went": "yes"}, follow=True).text
    sent = {"went": "yes", "line": paid.pk}
    assert "有的行不等您确认" in as_(liang).post(address, sent, follow=True).text
    with as_app():
        page = as_(he).post(address, sent, follow=True).text
    assert "您确认一同去发的" in page
    assert asked not in titles(he)
    listed = as_(he).get(reverse("campaign-gifts", args=[sheet.campaign_id]), {"state": "unavowed"})
    assert not listed.context["page"].object_list


def test_who_was_not_there_says_so_and_the_line_is_opened_again(as_, paid, liang, he, zheng):
    address = reverse("sheet-avow", args=[paid.sheet.code])
    sent = {"went": "no", "line": paid.pk}
    assert "写明怎么回事" in as_(he).post(address, sent, follow=True).text
    page = as_(he).post(address, sent | {"words": "那天在外地"}, follow=True).text
    assert "说没有去" in page
    assert "核对签领：张桂兰" in titles(zheng)
    undo_line(paid, reason="只有一个人去", by=zheng)
    paid.refresh_from_db()
    hand_out(paid, on=DAY, by=liang, paid_with=he)
    avow_lines(paid.sheet, [paid.pk], went=True, by=he)
    assert [one.went for one in paid.avowals.all()] == [False, True]
    assert not Gift.objects.unavowed().exists()


def test_nobody_avows_for_him_and_the_word_stays(paid, liang, he, zheng):
    for other in (liang, zheng):
        with pytest.raises(Refused, match="不等您确认"):
            avow_lines(paid.sheet, [paid.pk], went=True, by=other)
        with pytest.raises(DatabaseError, match="avowed by its second payer"):
            run(INSERT, paid.pk, other.pk)
    run(INSERT, paid.pk, he.pk)
    for statement in ("DELETE FROM staff_giftavowal", "UPDATE staff_giftavowal SET went = false"):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)
    assert GiftAvowal.objects.get().by == he


def test_no_list_is_closed_by_sql_while_one_alone_paid(paid, zheng):
    with pytest.raises(DatabaseError, match="was not avowed by its second payer"):
        run(
            'INSERT INTO staff_campaignstep (campaign_id, status, "on", at, by_id, note, facts)'
            " VALUES (%s, 'signed', CURRENT_DATE, now(), %s, '', '{}')",
            paid.campaign_id,
            zheng.pk,
        )
