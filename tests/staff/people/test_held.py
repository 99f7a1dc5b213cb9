"""What a worker holds is kept by statement: his station and his dated records (sql/held.sql)."""

import datetime as dt
import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, connections, transaction

from staff.models import Post, Station, Tenure, Worker
from tests.people import make_station, make_worker

JUNE = dt.date(2026, 6, 1)
NOBODY = 999_999


def run(sql: str, *facts: object) -> None:
    """Whatever somebody types into the database himself."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, facts)


@pytest.mark.parametrize("table", ["staff_worker", "staff_tenure"])
def test_nobody_is_put_at_a_station_that_is_not(zhang, table):
    with pytest.raises(IntegrityError, match="is not known"):
        run(f"UPDATE {table} SET station_id = %s", NOBODY)


def test_no_newcomer_stands_at_a_station_that_is_not(db):
    with pytest.raises(IntegrityError, match="a station of staff_worker is not known"):
        make_worker(station=Station(pk=NOBODY, name="无名站"))


def test_no_record_speaks_of_a_worker_who_is_not(zhang):
    with pytest.raises(IntegrityError, match="is not known"), transaction.atomic():
        Tenure.objects.create(
            worker_id=NOBODY, since=JUNE, station=zhang.station, post=Post.OFF_POST
        )


def test_a_station_somebody_held_stays(zhang):
    empty, held = make_station("白沙站"), zhang.station_id
    for _ in ("his own", "of his record"):
        with pytest.raises(IntegrityError, match="has workers"):
            run("DELETE FROM staff_station WHERE id = %s", held)
        run("UPDATE staff_worker SET station_id = %s", make_station("柳河站").pk)
    run("DELETE FROM staff_station WHERE id = %s", empty.pk)
    assert not Station.objects.filter(pk=empty.pk).exists()


def test_a_worker_with_records_is_not_deleted(zhang):
    with pytest.raises(IntegrityError, match="dated records"):
        run("DELETE FROM staff_worker")


def test_a_record_moves_to_no_worker_who_holds_another(zhang):
    other = make_worker("王芳", number="G2")
    with pytest.raises(IntegrityError, match="tenure_one_at_a_time"):
        run("UPDATE staff_tenure SET worker_id = %s WHERE worker_id = %s", other.pk, zhang.pk)


def test_two_at_once_give_nobody_two_posts(transactional_db):
    """The second waits for the first, and then finds what it wrote.

    Each holds what it wrote until the other has written too: only who need not wait gets there.
    """
    worker = make_worker("王芳", number="G2")
    Tenure.objects.filter(worker=worker).update(until=JUNE)
    told: list[str] = []

    def take() -> None:
        try:
            with transaction.atomic():
                Tenure.objects.create(
                    worker=Worker.objects.get(pk=worker.pk), since=JUNE,
                    station_id=worker.station_id, post=Post.OFF_POST,
                )  # fmt: skip
                with suppress(threading.BrokenBarrierError):
                    both_wrote.wait(2)
            told.append("written")
        except IntegrityError as error:
            told.append(str(error))
        finally:
            connections.close_all()

    both_wrote = threading.Barrier(2)
    both = [threading.Thread(target=take) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert told.count("written") == 1
    assert Tenure.objects.filter(worker=worker, until=None).count() == 1
