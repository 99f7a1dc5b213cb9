"""A one-time password 临时密码 opens one page only: the one where it is changed."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.people import DAY
from welfare import clock
from welfare.accounts import open_account, reset_password
from welfare.models import AuditEntry, User

LOGIN, CHANGE = reverse("login"), reverse("password-change")
OWN = "三号站台的槐树开花了 7"


@pytest.fixture
def newcomer(sysadmin) -> tuple[User, str]:
    """许芳 on her first day, with her slip of paper."""
    return open_account("xufang", name="许芳", by=sysadmin)


def sign_in(client, username: str, password: str, **kwargs):
    return client.post(
        LOGIN, {"username": username, "password": password, "device": "shared"}, **kwargs
    )


def change(client, old: str, new: str, twice: str = ""):
    sent = {"old_password": old, "new_password1": new, "new_password2": twice or new}
    return client.post(CHANGE, sent, follow=True)


def test_everything_else_waits_for_it(client, newcomer):
    sign_in(client, "xufang", newcomer[1])
    for name in ("home", "worker-list", "role-table"):
        assert client.get(reverse(name)).headers["Location"] == CHANGE
    assert client.get("/admin/").headers["Location"] == CHANGE
    assert client.get(reverse("board")).status_code == 200


def test_it_is_changed_and_over(client, newcomer):
    sign_in(client, "xufang", newcomer[1])
    assert "密码改好了" in change(client, newcomer[1], OWN).content.decode()
    user = User.objects.get(username="xufang")
    assert (user.must_change_password, user.one_time_until) == (False, None)
    assert client.get(reverse("board")).wsgi_request.user == user
    client.post(reverse("logout"))
    assert sign_in(client, "xufang", newcomer[1]).status_code == 200
    assert sign_in(client, "xufang", OWN).status_code == 302
    assert AuditEntry.objects.about(user).filter(action="account.password_changed").count() == 1


@pytest.mark.parametrize(
    ("new", "twice", "words"),
    [
        ("{old}", "", "新密码和现在的一样"),
        (OWN, "另外一个很长的密码 7", "两遍新密码不一样"),
        ("short1", "", "10"),
        ("12345678901234", "", "数字"),
        ("", "", "「新密码」还没有填"),
    ],
)
def test_a_weak_one_is_refused_with_its_reason(client, newcomer, new, twice, words):
    sign_in(client, "xufang", newcomer[1])
    page = change(client, newcomer[1], new.format(old=newcomer[1]), twice)
    assert words in page.content.decode()
    assert User.objects.get(username="xufang").must_change_password


def test_the_old_one_must_be_known(client, newcomer):
    sign_in(client, "xufang", newcomer[1])
    assert "现在的密码不对" in change(client, "not the one", OWN).content.decode()


def test_it_runs_out_after_seven_days(client, newcomer):
    with clock.travel(DAY + dt.timedelta(days=8)):
        page = sign_in(client, "xufang", newcomer[1])
    assert "临时密码过期了" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_reset_ends_what_is_signed_in_and_forgives_wrong_tries(client, as_, zheng, secadmin):
    office = as_(zheng)
    for _ in range(5):
        answer = sign_in(client, "zheng", "wrong wrong wrong")
    assert answer.status_code == 429
    password = reset_password(zheng, reason="看了工作证", by=secadmin)
    assert office.get(reverse("home")).status_code == 302
    assert sign_in(client, "zheng", password).status_code == 302


def test_the_page_shows_when_somebody_last_signed_in(client, as_, sysadmin, zheng):
    sign_in(client, "zheng", "a-long-password-7")
    page = as_(sysadmin).get(zheng.get_absolute_url()).content.decode()
    assert f"{DAY:%Y-%m-%d} 09:00" in page
