"""What the actions refuse, the database refuses by direct SQL too."""

import pytest
from django.db import DatabaseError

from mutualfund.actions.campaigns import make_campaign_voucher
from mutualfund.actions.vouchers import post_voucher, review_voucher
from mutualfund.campaign_money import DRAW, draft_of
from staff.actions.gifts import hand_out
from staff.actions.sheet_photos import attach_photo
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.campaign import allot, announced

STEP = (
    'INSERT INTO staff_campaignstep (campaign_id, status, "on", at, by_id, note, facts)'
    " SELECT id, '{}', CURRENT_DATE, now(), %s, '', '{{}}' FROM staff_campaign"
)


@pytest.fixture
def history(running, gift, liang, he):
    """A campaign with a row in every table of its history."""
    hand_out(gift, on=DAY, by=liang, paid_with=he)
    attach_photo(gift.sheet, picture(), by=liang, by_hand=True)
    return running


@pytest.mark.parametrize("table", ["campaignstep", "receipt", "sheet", "sheetphoto", "purchase"])
def test_history_only_grows(history, table):
    for statement in (f"DELETE FROM staff_{table}", f"UPDATE staff_{table} SET id = id"):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE staff_gift SET proxy_name = 'x' WHERE received_on IS NOT NULL", "is fixed"),
        ("UPDATE staff_gift SET cash = cash + 1", "is fixed"),
        ("UPDATE staff_gift SET received_on = NULL WHERE received_on IS NOT NULL", "is fixed"),
        ("DELETE FROM staff_gift", "stays"),
        ("UPDATE staff_standard SET cash = 1", "plan of campaign"),
        ("DELETE FROM staff_portion", "plan of campaign"),
        ("UPDATE staff_goods SET unit_price = 1", "plan of campaign"),
        ("UPDATE staff_campaign SET window_until = '2026-12-31'", "plan of campaign"),
        ("DELETE FROM staff_campaign", "stays"),
        ("UPDATE staff_campaign SET status = 'archived'", "without its signed step"),
        (
            "UPDATE staff_gift SET received_on = '2026-10-20' WHERE received_on IS NULL",
            "as it must",
        ),
        (
            "INSERT INTO staff_gift (campaign_id, file_id, tier_id, cash, goods, goods_value, line,"
            " proxy_name, proxy_relation)"
            " SELECT campaign_id, file_id, tier_id, 9999, '', 0, 99, '', '' FROM staff_gift",
            "come with its list",
        ),
    ],
)
def test_it_cannot_be_changed_by_sql(history, statement, words):
    with pytest.raises(DatabaseError, match=words):
        run(statement)


def test_it_cannot_be_paid_twice_or_to_oneself_by_sql(history, zhang, li, he):
    statement = (
        "UPDATE staff_gift SET received_on = '2026-10-20', paid_by_id = %s, paid_with_id = %s"
        " WHERE received_on IS NULL AND file_id = (SELECT f.id FROM staff_hardshipfile f"
        " JOIN staff_worker w ON w.id = f.worker_id WHERE w.name = '李秀英')"
    )
    with pytest.raises(DatabaseError, match="own family"):
        run(statement, li.user.pk, he.pk)
    with pytest.raises(DatabaseError, match="gift_paid_by_two"):
        run(statement, he.pk, he.pk)


def test_who_handed_out_cannot_reconcile_by_sql(history, liang, zheng, gao):
    for user in (liang, zheng, gao):
        with pytest.raises(DatabaseError, match="took part in campaign"):
            run(STEP.format("reconciled"), user.pk)


def test_nothing_is_reconciled_without_its_voucher(history, yun):
    with pytest.raises(DatabaseError, match="no voucher for settle"):
        run(STEP.format("reconciled"), yun.pk)


def test_nothing_is_handed_out_before_the_money_is_drawn(campaign, zheng):
    with pytest.raises(DatabaseError, match="no voucher for draw"):
        run(STEP.format("distributing"), zheng.pk)


@pytest.mark.parametrize("hand", ["zheng", "gao"])
def test_who_planned_or_approved_keeps_off_the_campaigns_books(
    campaign, zheng, gao, chen, guo, yun, hand, request
):
    announced(campaign, zheng)
    allot(10_000, maker=chen, reviewer=guo, cashier=yun)
    make_campaign_voucher(campaign, DRAW, on=DAY, by=chen)
    draft = review_voucher(draft_of(campaign, DRAW), on=DAY, by=request.getfixturevalue(hand))
    post_voucher(draft, on=DAY, by=chen, cashier=yun)
    with pytest.raises(DatabaseError, match="share a hand"):
        run(STEP.format("distributing"), yun.pk)
