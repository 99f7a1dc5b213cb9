"""What everybody reads is asked once, until somebody writes."""

import pytest
from django.db import connection

from welfare.unchanged import while_unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A question and how often it was worked out."""
    times = []

    @while_unchanged
    def ask(on):
        times.append(on)
        return len(times)

    return ask, times


def commit_elsewhere():
    """Another connection commits a transaction that wrote."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
    finally:
        other.close()


def test_twice_with_nothing_written_is_worked_out_once(asked):
    ask, _times = (
        asked  # a neighbour's database of the same server may write in between: tried again
    )
    assert any(ask(1) == ask(1) for _ in range(500))


def test_another_day_is_another_question(asked):
    ask, times = asked
    ask(1), ask(2)
    assert times[-2:] == [1, 2]


def test_what_another_committed_is_seen_at_once(asked):
    ask, _times = asked
    before = ask(1)
    commit_elsewhere()
    assert ask(1) == before + 1


def test_an_answer_somebody_wrote_into_is_not_kept():
    times = []

    @while_unchanged
    def ask():
        times.append(1)
        if len(times) == 1:
            commit_elsewhere()
        return len(times)

    assert (ask(), ask()) == (1, 2)


def test_who_has_written_himself_asks_each_time(asked):
    ask, times = asked
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    ask(1), ask(1)
    assert times == [1, 1]
