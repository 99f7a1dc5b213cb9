"""The matrix shows fifty pairings a page and counts all of them."""

from django.urls import reverse

from tests.people import make_worker
from tests.staff.care import make_cadre, pair

ADDRESS = reverse("pairing-matrix")


def test_it_shows_fifty_a_page_and_the_coverage_of_all(as_, zheng, zhao):
    cadre = make_cadre(zhao, zheng)
    for n in range(51):
        pair(make_worker(f"职工{n:02d}"), cadre, zheng)
    client = as_(zheng)
    first = client.get(ADDRESS).content.decode()
    second = client.get(ADDRESS, {"page": 2}).content.decode()
    assert "第 1 页，共 2 页，51 条" in first
    assert (first.count("pr-mw"), second.count("pr-mw")) == (50, 1)
    for page in (first, second):
        assert '">0</a><small>/<a' in page
        assert '">51</a></small></b>' in page
        assert "<span>51 人</span>" in page


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(
    as_, zheng, zhao, django_assert_num_queries, django_assert_max_num_queries
):
    cadre, client = make_cadre(zhao, zheng), as_(zheng)
    pair(make_worker("职工一"), cadre, zheng)
    client.get(ADDRESS)
    with django_assert_max_num_queries(30) as few:
        client.get(ADDRESS)
    for n in range(19):
        pair(make_worker(f"职工{n:02d}"), cadre, zheng)
    with django_assert_num_queries(len(few)):
        client.get(ADDRESS)


def test_the_visits_are_offered_to_whom_they_open(as_, zheng, zhao, gao):
    pairing = pair(make_worker("职工一"), make_cadre(zhao, zheng), zheng)
    page, visits = reverse("pairing-detail", args=[pairing.pk]), reverse("visit-list")
    assert f"{visits}?file=" in as_(zheng).get(page).content.decode()
    assert as_(gao).get(visits).status_code == 403
    assert f"{visits}?file=" not in as_(gao).get(page).content.decode()


def test_each_number_of_coverage_opens_its_duties(as_, zheng, zhao, gao):
    pairing = pair(make_worker("职工一"), make_cadre(zhao, zheng), zheng)
    page = as_(gao).get(ADDRESS).content.decode()
    link = f"{reverse('duty-list')}?quarter=2026-4"
    assert link in page
    found = as_(gao).get(link)
    assert [row.pairing for row in found.context["page"]] == [pairing]
    counts = {key: many for key, _, many in found.context["counts"]}
    assert counts == {"due": 1, "done": 0, "pending": 1, "doubted": 0, "missed": 0, "waived": 0}
    assert "没有这样的走访任务" in as_(gao).get(link, {"quarter": "2026-4", "state": "done"}).text
