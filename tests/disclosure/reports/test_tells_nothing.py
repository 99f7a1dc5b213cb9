"""What an outsider or the person complained of could learn from times, sizes and counts: nothing
(security.md J4, J5, J9).
"""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from disclosure import report_even, report_keys
from disclosure.actions.boards import put_up_board
from disclosure.actions.box_openings import answer_opening, record_opening
from disclosure.actions.handler_keys import make_key
from disclosure.actions.reports import case_of, send_report
from disclosure.models.reports import Channel, Report
from disclosure.report_gate import codes
from staff.models import Branch
from tests.disclosure.reports.conftest import PASSPHRASE, telling
from tests.people import DAY, make_worker
from welfare.roles import Role

CHECK = reverse("report-check")
WRONG = ["0" * 16, "十六位", "123"]  # unknown, malformed, short
CHANGING = re.compile(r"\b[A-Za-z0-9]{64}\b")  # the token of the forms


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Every secret that is hashed slowly from now on."""
    asked: list[str] = []
    really = report_keys.stretched

    def noted(secret: str, **how) -> bytes:
        asked.append(secret)
        return really(secret, **how)

    monkeypatch.setattr(report_keys, "stretched", noted)
    return asked


def test_looking_for_a_code_costs_the_same_whether_it_is_known(sent, hashed):
    for times, code in enumerate((sent[1], *WRONG), start=1):
        with CaptureQueriesContext(connection) as asked:
            assert (case_of(code) is not None) == (code == sent[1])
        assert len(hashed) == times
        assert len(asked) == 1
        assert 'WHERE "disclosure_report"."receipt" = ' in asked[0]["sql"]


def test_the_database_is_never_told_a_code(handlers, hashed):
    with CaptureQueriesContext(connection) as asked:
        _, code = send_report(telling(token="t" * 40), on=DAY)
    assert not [one["sql"] for one in asked if code in one["sql"]]
    assert hashed == [code]


def test_every_answer_is_as_long_and_as_late(client, sent, monkeypatch, settings):
    settings.REPORT_SECONDS = 0.3
    took, waited, seen = iter([0.0, 0.09, 0.0, 0.03, 0.0, 0.02, 0.0, 0.5]), [], set()
    watch = SimpleNamespace(monotonic=lambda: next(took), sleep=waited.append)
    monkeypatch.setattr(report_even, "time", watch)
    for code in (sent[1], *WRONG):
        answer = client.post(CHECK, {"code": code})
        seen.add((answer.status_code, len(answer.content)))
    assert seen == {(200, report_even.STEP)}
    assert waited == pytest.approx([0.21, 0.27, 0.28, 0])


def test_guesses_past_the_limit_are_not_hashed_and_hold_up_nobody_else(
    client, sent, hashed, monkeypatch
):
    monkeypatch.setattr(codes, "most", 2)
    answers = [client.post(CHECK, {"code": f"{n:016d}"}).status_code for n in range(6)]
    assert answers == [200, 200, 429, 429, 429, 429]
    assert len(hashed) == 2
    assert client.get(reverse("report-new")).status_code == 200


def test_the_line_of_the_named_is_told_no_count_on_any_page(as_, hire, handlers, sun, hu, zheng):
    make_worker("胡军", user=hu)  # who handles reports and works in Qian's branch
    make_worker("钱春兰")
    beside = hire("beside", "何静", Role.SUPERVISOR)
    make_key(beside, passphrase=PASSPHRASE, on=DAY)
    board = put_up_board(Branch.objects.first(), number=1, place="走廊", keeper="小组", by=zheng)
    told = {"second": beside, "papers": 1, "words": "锁好", "opened_on": DAY}
    opening = answer_opening(
        record_opening(board, **told, on=DAY, by=sun), objection="", on=DAY, by=beside
    )
    client = as_(hu)
    names = ("home", "report-desk", "box-openings", "report-enter", "report-new", "board")

    def read() -> list[str]:
        return [CHANGING.sub("", client.get(reverse(name)).content.decode()) for name in names]

    before = read()
    send_report(telling(subjects="钱春兰"), on=DAY)
    send_report(telling(subjects="钱春兰"), channel=Channel.BOX, opening=opening, on=DAY, by=sun)
    assert Report.objects.visible_to(sun).count() == 2
    assert read() == before
