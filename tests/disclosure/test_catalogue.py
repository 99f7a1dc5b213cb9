"""The catalogue: what is due and not yet public is computed, and shown to everyone."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from disclosure.actions.catalogue import register_publication
from disclosure.catalogue import LATE, PUBLIC, WAITING, periods_of, standings
from disclosure.models import CatalogueTopic, Publication, TopicTrace
from tests.people import DAY
from welfare import clock
from welfare.errors import Refused
from welfare.roles import Role

JULY, AUGUST, SEPTEMBER = (dt.date(2026, month, 1) for month in (7, 8, 9))


@pytest.fixture
def bonus(house) -> CatalogueTopic:
    """奖金分配, every month from July on."""
    CatalogueTopic.objects.filter(code="bonus").update(starts_on=JULY)
    return CatalogueTopic.objects.get(code="bonus")


def hang(topic, by, **facts):
    """July's paper, hung in August."""
    given = {
        "first": JULY, "published_on": dt.date(2026, 8, 5), "people": 570, "people_due": 579,
        "reason": "", "on": DAY, "by": by,
    }  # fmt: skip
    return register_publication(topic, **given | facts)


def standing_of(topic, on=DAY):
    """Where it stands on a day."""
    return standings(on=on, topics=[topic])[0]


def test_it_ships_thirteen_topics_and_none_is_due_before_its_first_day(house):
    rows = standings(on=DAY)
    assert len(rows) == 13
    assert sum(row.due for row in rows) == 0


def test_a_period_counts_when_it_is_over(bonus):
    assert periods_of(bonus, on=dt.date(2026, 9, 30)) == [JULY, AUGUST]
    assert periods_of(bonus, on=dt.date(2026, 10, 1)) == [JULY, AUGUST, SEPTEMBER]


def test_a_period_begun_before_the_first_day_does_not_count(bonus):
    bonus.starts_on = dt.date(2026, 7, 2)
    assert periods_of(bonus, on=dt.date(2026, 9, 30)) == [AUGUST]


def test_what_is_past_its_working_days_is_late_and_what_is_not_waits(bonus):
    # ten working days after September, with the holiday 1 to 7 October and Saturday the 10th at work
    states = {e.first: e.state for e in standing_of(bonus, dt.date(2026, 10, 20)).entries}
    deadline = standing_of(bonus).entries[0].deadline
    assert deadline > dt.date(2026, 10, 14)
    assert states[JULY] == LATE
    late = {e.first: e.state for e in standing_of(bonus, deadline).entries}
    assert late[SEPTEMBER] == WAITING
    after = {e.first: e.state for e in standing_of(bonus, deadline + dt.timedelta(1)).entries}
    assert after[SEPTEMBER] == LATE


def test_a_registered_paper_is_public_and_the_rest_is_a_gap(bonus, bian):
    hang(bonus, bian)
    standing = standing_of(bonus, dt.date(2026, 9, 30))
    assert (standing.due, standing.public, standing.in_time, standing.late) == (2, 1, 1, 1)
    assert [e.state for e in standing.entries] == [LATE, PUBLIC]


def test_a_paper_hung_late_is_public_but_not_in_time(bonus, bian):
    hang(bonus, bian, published_on=dt.date(2026, 9, 20))
    standing = standing_of(bonus)
    assert (standing.public, standing.in_time) == (1, 0)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"first": dt.date(2026, 6, 1)}, "还没有结束"),
        ({"first": dt.date(2026, 10, 1), "published_on": DAY}, "还没有结束"),
        ({"published_on": dt.date(2026, 7, 31)}, "结束以后"),
        ({"published_on": DAY + dt.timedelta(1)}, "今天或以前"),
        ({"people": 580}, "还多"),
    ],
)
def test_it_refuses_what_cannot_be(bonus, bian, facts, words):
    with pytest.raises(Refused, match=words):
        hang(bonus, bian, **facts)


def test_it_refuses_a_topic_that_is_fed_by_the_books(house, bian):
    CatalogueTopic.objects.update(starts_on=JULY)
    with pytest.raises(Refused, match="不用登记"):
        hang(CatalogueTopic.objects.get(code="fund"), bian)


def test_a_correction_needs_its_reason_and_the_old_version_stays(bonus, bian):
    hang(bonus, bian)
    with pytest.raises(Refused, match="更正原因"):
        hang(bonus, bian, people=579)
    hang(bonus, bian, people=579, reason="漏了一个班组")
    assert list(Publication.objects.values_list("version", "people")) == [(2, 579), (1, 570)]
    assert standing_of(bonus).people.people == 579


def test_the_database_keeps_what_was_registered(bonus, bian):
    paper = hang(bonus, bian)
    for sql in (
        "UPDATE disclosure_publication SET people = 1 WHERE id = %s",
        "DELETE FROM disclosure_publication WHERE id = %s",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [paper.pk])


def test_the_database_refuses_a_correction_without_reason(bonus, bian):
    paper = hang(bonus, bian)
    paper.pk, paper.version = None, 2
    with pytest.raises(IntegrityError, match="corrected_with_reason"), transaction.atomic():
        paper.save(force_insert=True)


def test_a_change_of_a_topic_leaves_the_old_row_and_a_topic_is_not_deleted(bonus, client):
    CatalogueTopic.objects.filter(pk=bonus.pk).update(days=3)
    trace = TopicTrace.objects.filter(topic=bonus).first()
    assert trace.before["days"] == 10
    assert "10 个工作日" in client.get(bonus.get_absolute_url()).content.decode()
    for sql in (
        "DELETE FROM disclosure_cataloguetopic",
        "DELETE FROM disclosure_topictrace",
        "UPDATE disclosure_topictrace SET before = '{}'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_administrator_changes_a_topic_in_the_admin_site(as_, hire, bonus):
    admin = as_(hire("admin", "管理员", Role.SYSTEM_ADMIN))
    url = reverse("admin:disclosure_cataloguetopic_change", args=[bonus.pk])
    facts = {
        "name": bonus.name, "area": bonus.area, "rhythm": "month", "carrier": "both",
        "feed": "paper", "owner": "段工会", "days": 5, "masking": "amount",
        "retention_years": 5, "starts_on": "2026-07-01",
    }  # fmt: skip
    assert admin.post(url, facts).status_code == 302
    bonus.refresh_from_db()
    assert (bonus.carrier, bonus.days) == ("both", 5)
    assert "即时" in admin.post(url, facts | {"rhythm": "event"}).content.decode()


def test_a_released_notice_is_public_and_a_draft_is_told_without_its_title(client, drafted, house):
    CatalogueTopic.objects.update(starts_on=JULY)
    relief = CatalogueTopic.objects.get(code="relief")
    assert [e.state for e in standing_of(relief).entries] == [WAITING]
    page = client.get(relief.get_absolute_url()).content.decode()
    assert drafted.title not in page
    assert "办理中" in page


def test_a_released_notice_counts(client, released):
    CatalogueTopic.objects.update(starts_on=JULY)
    relief = CatalogueTopic.objects.get(code="relief")
    standing = standing_of(relief)
    assert (standing.due, standing.public, standing.in_time) == (1, 1, 1)
    assert released.get_absolute_url() in client.get(relief.get_absolute_url()).content.decode()


def test_what_comes_from_the_books_is_open_from_the_day_its_period_ends(house):
    CatalogueTopic.objects.update(starts_on=JULY)
    (entry,) = standing_of(CatalogueTopic.objects.get(code="fund")).entries
    assert (entry.words, entry.state, entry.url) == (
        "2026 年第三季度",
        PUBLIC,
        reverse("fund-public"),
    )


def test_the_editor_registers_over_the_front_door_and_everyone_sees_it(as_, client, bian, bonus):
    with clock.travel(DAY):
        url = reverse("catalogue-register", args=["bonus"])
        wrong = as_(bian).post(url, {"first": "x", "published_on": "昨天", "people": "三"})
        page = wrong.content.decode()
        assert "从名单里选一期" in page
        assert "2026-10-18 这样" in page
        right = {"first": "2026-07-01", "published_on": "2026-08-05", "people": 9, "people_due": 10}
        assert as_(bian).post(url, right).status_code == 302
        page = client.get(bonus.get_absolute_url()).content.decode()
    assert "2026-08-05" in page
    assert "占 90%" in page


def test_the_late_are_on_the_workbench_and_on_the_board(as_, client, bian, bonus):
    with clock.travel(DAY):
        assert "奖金分配超期未公开" in as_(bian).get(reverse("home")).content.decode()
        assert "断档 2" in client.get(reverse("board")).content.decode()
        page = client.get(reverse("catalogue"), {"show": "late"}).content.decode()
    assert "奖金分配" in page
    assert "劳动定额" not in page


def test_it_asks_the_same_number_of_queries_for_one_topic_and_for_twelve(
    house, django_assert_num_queries
):
    CatalogueTopic.objects.update(starts_on=dt.date(2020, 1, 1))
    with django_assert_num_queries(7):
        standings(on=DAY)
