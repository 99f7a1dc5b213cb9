"""Sealed columns: readable by the row's own page, useless anywhere else."""

import pytest
from django.db import connection

from staff.models import Worker
from tests.people import make_worker
from welfare.crypto import Damaged

pytestmark = pytest.mark.django_db
CARD = "6217004936110037491"


def raw(worker: Worker, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM staff_worker WHERE id = %s", [worker.pk])
        return bytes(cursor.fetchone()[0])


def test_it_gives_back_what_was_saved():
    worker = make_worker(bank_card=CARD, family_income="1200.50")
    fresh = Worker.objects.get(pk=worker.pk)
    assert fresh.bank_card == CARD
    assert str(fresh.family_income) == "1200.50"


def test_it_stores_no_plain_text():
    worker = make_worker(bank_card=CARD)
    assert CARD.encode() not in raw(worker, "bank_card")


def test_it_refuses_a_ciphertext_moved_to_another_row():
    rich, poor = (
        make_worker("甲", bank_card=CARD),
        make_worker("乙", bank_card="6217000000000000001"),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE staff_worker SET bank_card = (SELECT bank_card FROM staff_worker WHERE id = %s)"
            " WHERE id = %s",
            [rich.pk, poor.pk],
        )
    with pytest.raises(Damaged):
        _ = Worker.objects.get(pk=poor.pk).bank_card


def test_it_refuses_a_ciphertext_moved_to_another_column():
    worker = make_worker(bank_card=CARD, phone="13800000417")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE staff_worker SET phone = bank_card WHERE id = %s", [worker.pk])
    with pytest.raises(Damaged):
        _ = Worker.objects.get(pk=worker.pk).phone


def test_it_refuses_one_changed_bit():
    worker = make_worker(bank_card=CARD)
    sealed = bytearray(raw(worker, "bank_card"))
    sealed[-1] ^= 1
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE staff_worker SET bank_card = %s WHERE id = %s", [bytes(sealed), worker.pk]
        )
    with pytest.raises(Damaged):
        _ = Worker.objects.get(pk=worker.pk).bank_card


@pytest.mark.parametrize("spelling", ["{0}", " {0} ", "{1}", "{2}"])
def test_it_finds_a_worker_by_any_spelling_of_the_number(spelling):
    worker = make_worker(id_number="99999919700312102X")
    wide = "９９９９９９19700312102Ｘ"
    spaced = "999999 19700312 102x"
    found = Worker.objects.with_id_number(spelling.format("99999919700312102X", wide, spaced))
    assert list(found) == [worker]


def test_it_keeps_the_index_when_the_number_was_not_looked_at():
    worker = make_worker(id_number="99999919700312102X")
    fresh = Worker.objects.get(pk=worker.pk)
    fresh.remark = "改过备注"
    fresh.save()
    assert Worker.objects.with_id_number("99999919700312102X").exists()


def test_it_cannot_be_written_by_a_query():
    make_worker()
    with pytest.raises(TypeError, match="sealed by saving"):
        Worker.objects.update(bank_card=CARD)
