"""换卡: two people read the card, the server waits 72 hours, and nobody walks past it by SQL."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from staff.actions.cards import (
    ask_card_change,
    card_hand,
    confirm_card_change,
    drop_card_change,
)
from staff.cards import card_bars
from staff.models import CardChange, CardOrigin, Worker
from tests.mutualfund.sql import OWNER, run
from welfare.errors import Refused

OLD, NEW, OTHER = "6222020000001233306", "6222020000009998887", "6217000000005554443"
TOLD = {"card": NEW, "bank_name": "工商银行", "bank_branch": "青石支行", "document": "本人申请"}


@pytest.fixture
def worker(zhang) -> Worker:
    """Zhang with her first card, which is no change."""
    zhang.bank_card = OLD
    zhang.save()
    return Worker.objects.get(pk=zhang.pk)


def wait_out(change: CardChange, hours: int = 73) -> None:
    """So many hours pass on the server."""
    run("ALTER TABLE staff_cardchange DISABLE TRIGGER kept", role=OWNER)
    run(
        f"UPDATE staff_cardchange SET changed_at = now() - interval '{hours} hours'"
        f" WHERE id = {change.pk}",
        role=OWNER,
    )
    run("ALTER TABLE staff_cardchange ENABLE ALWAYS TRIGGER kept", role=OWNER)


def bar_of(worker: Worker) -> str:
    bar = card_bars([worker.pk]).get(worker.pk)
    return bar.words if bar else ""


def test_a_first_card_is_no_change(worker):
    assert not CardChange.objects.exists()
    assert bar_of(worker) == ""


def test_two_people_change_it_and_72_hours_are_waited_out(as_, worker, zheng, zhou):
    page = as_(zheng).post(reverse("card-change", args=[worker.pk]), TOLD, follow=True)
    assert "等另一个人确认" in page.content.decode()
    assert Worker.objects.get(pk=worker.pk).bank_card == OLD
    change = CardChange.objects.get()
    url = reverse("card-confirm", args=[change.pk])
    page = as_(zheng).post(url, {"card": NEW}).content.decode()
    assert "您是这次改卡的经办人，要由另一个人确认" in page
    page = as_(zhou).post(url, {"card": OTHER}, follow=True).content.decode()
    assert "卡号和经办人录的不一样，没有确认" in page
    page = as_(zhou).post(url, {"card": "6222 0200 0000 9998 887"}, follow=True).content.decode()
    assert "已确认，10-23 09:00 起能付" in page
    assert "郑敏经办，周档确认" in page
    assert NEW not in page
    assert Worker.objects.get(pk=worker.pk).bank_card == NEW
    assert "工资卡换了还不到 72 小时，10-23 09:00 以后才能付到卡上" in bar_of(worker)
    wait_out(change, 71)
    assert "还不到 72 小时" in bar_of(worker)
    wait_out(change)
    assert bar_of(worker) == ""


def test_a_card_a_roster_wrote_waits_for_a_second_person(as_, worker, zhou, zheng):
    with transaction.atomic():
        card_hand(zhou)
        worker.bank_card = NEW
        worker.save()
    change = CardChange.objects.get()
    assert (change.origin, change.asked_by) == (CardOrigin.ROSTER, zhou)
    assert "还没有第二个人确认" in bar_of(worker)
    with pytest.raises(Refused, match="您是这次改卡的经办人"):
        confirm_card_change(change, card=NEW, by=zhou)
    confirm_card_change(change, card=NEW, by=zheng)
    assert "还不到 72 小时" in bar_of(worker)


def test_a_card_cleared_and_filled_in_again_is_a_change(worker):
    worker.bank_card = ""
    worker.save()
    worker.bank_card = OTHER
    worker.save()
    assert CardChange.objects.count() == 2
    assert "还没有第二个人确认" in bar_of(worker)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"card": OLD}, "登记的就是这张卡"),
        ({"document": " "}, "写明凭什么换卡"),
        ({"card": "12"}, "「卡号」是 12 到 24 位数字，录了 2 位"),
        ({"card": "卡号丢了的不知道是多少呀"}, "「卡号」"),
    ],
)
def test_it_says_what_is_wrong(as_, worker, zheng, facts, words):
    url = reverse("card-change", args=[worker.pk])
    page = as_(zheng).post(url, TOLD | facts, follow=True).content.decode()
    assert words in page or "「凭什么换」还没有填" in page
    assert not CardChange.objects.exists()


def test_it_refuses_another_persons_card_and_a_second_open_change(worker, li, zheng):
    li.bank_card = NEW
    li.save()
    with pytest.raises(Refused, match="已经登记在李秀英"):
        ask_card_change(worker, **TOLD, by=zheng)
    ask_card_change(worker, **(TOLD | {"card": OTHER}), by=zheng)
    with pytest.raises(Refused, match="已经有一张新卡在等确认"):
        ask_card_change(worker, **(TOLD | {"card": OTHER[:-1] + "9"}), by=zheng)


def test_nobody_changes_his_own(worker, zheng, zhou):
    Worker.objects.filter(pk=worker.pk).update(user=zheng)
    with pytest.raises(Refused, match="自己的工资卡要由别人来办"):
        ask_card_change(worker, **TOLD, by=zheng)
    change = ask_card_change(worker, **TOLD, by=zhou)
    with pytest.raises(Refused, match="自己的工资卡要由别人来办"):
        confirm_card_change(change, card=NEW, by=zheng)


def test_an_open_change_is_dropped_with_its_reason(as_, worker, zheng, zhou):
    change = ask_card_change(worker, **TOLD, by=zheng)
    url = reverse("card-drop", args=[change.pk])
    assert "作废要写原因" in as_(zhou).post(url, follow=True).content.decode()
    assert "作废：录错人" in as_(zhou).post(url, {"reason": "录错人"}, follow=True).content.decode()
    with pytest.raises(Refused, match="已经办完"):
        confirm_card_change(change, card=NEW, by=zhou)
    with pytest.raises(Refused, match="卡已经换了"):
        drop_card_change(change, reason="再来", by=zhou)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE staff_cardchange SET confirmed_by_id = asked_by_id", "card_change_by_two"),
        ("UPDATE staff_cardchange SET changed_at = now() - interval '99 hours'", "permission"),
        ("UPDATE staff_cardchange SET asked_by_id = NULL", "permission"),
        ("DELETE FROM staff_cardchange", "permission"),
        (
            "INSERT INTO staff_cardchange (uid, worker_id, origin, bank_name, bank_branch, document,"
            " drop_reason, changed_at, confirmed_by_id, asked_by_id) SELECT gen_random_uuid(),"
            " worker_id, 'roster', '', '', '', '', now(), 1, asked_by_id FROM staff_cardchange",
            "begins with one person",
        ),
    ],
)
def test_the_database_wants_two_people_and_its_own_clock(worker, zheng, statement, words):
    ask_card_change(worker, **TOLD, by=zheng)
    with pytest.raises(DatabaseError, match=words):
        run(statement)


def test_a_card_written_by_sql_alone_takes_no_money(worker):
    run(f"UPDATE staff_worker SET bank_card_index = '\\x01' WHERE id = {worker.pk}")
    assert "还没有第二个人确认" in bar_of(worker)
    change = CardChange.objects.get()
    assert change.changed_at is not None
    assert dt.timedelta(0) <= change.changed_at - change.asked_at < dt.timedelta(minutes=1)
