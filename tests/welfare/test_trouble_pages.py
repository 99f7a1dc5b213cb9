"""The pages for what went wrong, each reached the way a person reaches it."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from welfare.views import broken

LOGIN = reverse("login")


@pytest.fixture
def plain() -> Client:
    """A client that is shown the page for an error instead of the error."""
    return Client(raise_request_exception=False)


def heading(answer) -> str:
    """What the page says in its first line; it carries no form."""
    page = answer.content.decode()
    assert "csrf" not in page
    assert "！" not in page
    return re.sub(r"<[^>]+>|\s", "", re.search(r"<h1>.*?</h1>", page, re.DOTALL)[0])


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_503(plain):
    connection.ensure_connection()
    connection.connection.close()
    answer = plain.get(reverse("board"))
    connection.close()  # the next test opens one anew
    assert (answer.status_code, heading(answer)) == (503, "正在升级或恢复，过一会儿再来")


def test_a_fault_of_our_own_is_500(rf):
    try:
        1 / 0  # noqa: B018 - any fault that is not the database's
    except ZeroDivisionError:
        answer = broken(rf.get("/"))
    assert (answer.status_code, heading(answer)) == (500, "这一步没有办成")


@pytest.mark.django_db
def test_a_form_that_is_too_long_is_413(plain):
    answer = plain.post(LOGIN, {"username": "a" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})
    assert answer.status_code == 413
    assert heading(answer) == "文件太大，没有收下"


@pytest.mark.django_db
def test_too_many_fields_are_400(plain):
    fields = {f"f{n}": "" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert plain.post(LOGIN, fields).status_code == 400
