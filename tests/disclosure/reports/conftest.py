"""Two handlers with their keys, Sun and Hu, and what a reporter sends."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from disclosure.actions.handler_keys import make_key
from disclosure.actions.report_steps import take_step
from disclosure.actions.reports import case_of, send_report
from disclosure.models.reports import Category, Outcome, Report, StepKind
from disclosure.report_gate import codes, sendings
from disclosure.report_telling import Chosen, Telling
from tests.people import DAY
from welfare.models import User
from welfare.roles import Role

PASSPHRASE = "开箱要两个人都在场才行"
WORDS = "三月的奖金，班里少发了两个人的，名单上却签了字"


@pytest.fixture(autouse=True)
def _fresh_minute():
    """What other tests tried does not count."""
    codes.lately.clear()
    sendings.lately.clear()


@pytest.fixture
def hu(hire) -> User:
    """胡军, a second member of the supervision group."""
    return hire("hu", "胡军", Role.SUPERVISOR)


@pytest.fixture
def handlers(sun, hu) -> list[User]:
    """Both have set their passphrase."""
    for user in (sun, hu):
        make_key(user, passphrase=PASSPHRASE, on=DAY)
    return [sun, hu]


def telling(words: str = WORDS, **facts) -> Telling:
    """What somebody tells."""
    return Telling(Category.MONEY, words, **facts)


@pytest.fixture
def sent(handlers) -> tuple[Report, str]:
    """A report and its code."""
    return send_report(telling(), on=DAY)


@pytest.fixture
def report(sent) -> Report:
    """The report alone."""
    return sent[0]


def walk(report: Report, sun: User, hu: User, *kinds: StepKind) -> Report:
    """Take the steps in turn: Sun all but those that want another hand."""
    for kind in kinds:
        by = hu if kind == StepKind.ARCHIVED else sun
        chosen = Chosen(kind, "查过了", Outcome.FOUNDED)
        take_step(report, chosen, on=DAY, by=by)
        if kind == StepKind.REGISTERED:
            take_step(report, chosen, on=DAY, by=hu)
        report.refresh_from_db()
    return report


def send_online(client: Client, words: str = WORDS, **facts) -> str:
    """Through the front door; returns the receipt code the page shows."""
    form = {"category": "money", "words": words, **facts}
    page = client.post(reverse("report-new"), form).content.decode()
    groups = re.search(r'id="code">(.*?)</p>', page, re.S)
    assert groups, page
    return "".join(re.findall(r"<span>(\d{4})</span>", groups.group(1)))


def opened(client: Client) -> Client:
    """A handler's browser after the passphrase."""
    client.post(reverse("report-unlock"), {"passphrase": PASSPHRASE})
    return client


def talk_of(code: str) -> str:
    """Everything the page behind a code shows."""
    assert case_of(code) is not None
    return Client().post(reverse("report-check"), {"code": code}).content.decode()
