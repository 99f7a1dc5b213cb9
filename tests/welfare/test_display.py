"""大字版 and 高对比, without scripts."""

import pytest

pytestmark = pytest.mark.django_db


def test_it_prints_large_by_address(client):
    assert 'data-size="large"' in client.get("/login/?size=large").content.decode()


def test_it_keeps_the_mode_on_the_next_page(client):
    client.get("/login/?contrast=high")
    assert 'data-contrast="high"' in client.get("/login/").content.decode()


@pytest.mark.parametrize(
    ("on", "off"), [("size=large", "size=standard"), ("contrast=high", "contrast=normal")]
)
def test_it_goes_back_by_address(client, on, off):
    client.get(f"/login/?{on}")
    assert "data-" + on.split("=")[0] not in client.get(f"/login/?{off}").content.decode()
    assert "data-" + on.split("=")[0] not in client.get("/login/").content.decode()


def test_it_sets_no_cookie_unasked(client):
    client.get("/login/")
    assert not [name for name in client.cookies if name.startswith("display_")]


def test_it_leaves_other_sizes_alone(client):
    client.get("/login/?size=large")
    page = client.get("/login/?size=a3").content.decode()
    assert 'data-size="large"' in page
    assert client.cookies["display_size"].value == "large"


def test_it_turns_a_mode_over_without_losing_the_question(client):
    page = client.get("/login/?next=/me/&size=large").content.decode()
    assert 'href="/login/?next=%2Fme%2F&amp;size=standard"' in page
    assert 'href="/login/?next=%2Fme%2F&amp;size=large&amp;contrast=high"' in page
