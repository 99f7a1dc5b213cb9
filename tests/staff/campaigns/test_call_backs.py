"""A campaign is asked about by telephone: drawn by a kept seed, called by who handed nothing out."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from staff.actions.callbacks import drawn
from staff.actions.campaigns import finish_handing_out
from staff.actions.gifts import hand_out
from staff.actions.sheet_photos import attach_photo
from staff.models import Callback, CallbackSample
from staff.reminding import recipients_on
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import as_app
from tests.people import DAY
from tests.staff.campaign import avow_all
from welfare import clock


@pytest.fixture
def signed(running, liang, he, zheng):
    """All three families have signed before Liang and He."""
    for gift in running.gifts.all():
        hand_out(gift, on=DAY, by=liang, paid_with=he)
    for sheet in running.sheets.all():
        attach_photo(sheet, picture(), by=liang, by_hand=True)
    avow_all(running, he)
    return finish_handing_out(running, on=DAY, by=zheng)


def test_it_draws_nothing_before_all_have_signed(as_, running, zheng):
    sent = {"campaign": running.pk}
    page = as_(zheng).post(reverse("callback-draw"), sent, follow=True).content.decode()
    assert "签领完成以后再抽" in page
    assert not CallbackSample.objects.exists()


def test_it_is_drawn_once_and_can_be_drawn_again_by_its_seed(as_, signed, zheng, liang):
    client, sent = as_(zheng), {"campaign": signed.pk}
    assert "回访还没有抽" in client.get(signed.get_absolute_url()).content.decode()
    with as_app():
        client.post(reverse("callback-draw"), sent)
    sample = CallbackSample.objects.get()
    assert (sample.campaign, sample.population, sample.calls.count()) == (signed, 3, 1)
    assert drawn(sample) == sample.calls.keys()
    assert "不能重抽" in client.post(reverse("callback-draw"), sent, follow=True).content.decode()
    assert "按种子重抽，结果一样" in client.get(reverse("callback-list"), sent).content.decode()
    assert f"{signed} 回访" in client.get("/office/").content.decode()


def test_who_handed_out_does_not_ask(as_, signed, zheng, liang):
    as_(zheng).post(reverse("callback-draw"), {"campaign": signed.pk})
    at = reverse("callback-detail", args=[Callback.objects.get().pk])
    assert "自己发的慰问不能自己回访" in as_(liang).post(at, {"result": "came"}).content.decode()
    with pytest.raises(DatabaseError, match="handed out"), transaction.atomic():
        Callback.objects.update(result="came", called_at=clock.now(), called_by=liang)
    told = as_(zheng).post(at, {"result": "not_came"}).content.decode()
    assert "没收到或数不对，请写下他怎么说" in told
    with as_app():
        as_(zheng).post(at, {"result": "not_came", "note": "少了一桶油"})
    page = as_(zheng).get(signed.get_absolute_url()).content.decode()
    assert "没收到或数不对" in page


def test_a_signed_sheet_without_a_photograph_is_reminded_of(running, gift, liang, he):
    assert asked(liang) == []
    hand_out(gift, on=DAY, by=liang, paid_with=he)
    [words] = asked(liang)
    assert "照片还没传" in words
    attach_photo(gift.sheet, picture(), by=liang, by_hand=True)
    assert asked(liang) == []


def asked(person) -> list[str]:
    """What this person is to be reminded of."""
    return [thing.words for one in recipients_on(DAY) if one.user == person for thing in one.things]


def test_each_number_of_the_page_opens_its_lines(as_, signed, zheng, zhang):
    page = as_(zheng).get(signed.get_absolute_url()).content.decode()
    link = f"{reverse('campaign-gifts', args=[signed.pk])}?station={zhang.station_id}"
    assert f"{link}&amp;state=signed" in page
    found = as_(zheng).get(f"{link}&state=signed")
    assert {gift.file.worker.name for gift in found.context["page"]} == {"张桂兰", "孙玉兰"}
