"""One suggestion of Zhang and how it goes on, step by step."""

import datetime as dt

import pytest

from disclosure.actions.papers import cleaned
from disclosure.actions.suggestion_work import report_suggestion_done
from disclosure.actions.suggestions import (
    answer_suggestion,
    collect_suggestion,
    score_suggestion,
    screen_suggestion,
)
from disclosure.models import Suggestion, SuggestionField, SuggestionStatus
from tests.mutualfund.fund import picture
from tests.people import DAY
from welfare.models import User
from welfare.roles import Role

POINTS = {"technical": 20, "gain": 10, "scope": 15, "practical": 18}


def collect(worker, by, title="上水栓旁装照明灯", measure="装一盏防水灯"):
    return collect_suggestion(
        [worker], field=SuggestionField.SAFETY, title=title, present="夜里靠手电",
        measure=measure, on=DAY, by=by,
    )  # fmt: skip


def answer(suggestion, by, outcome=SuggestionStatus.IMPLEMENTING, reply="马上办"):
    return answer_suggestion(
        suggestion, outcome=outcome, reply=reply, owner="设备科", by=by,
        due_on=DAY + dt.timedelta(days=30),
    )  # fmt: skip


def report(suggestion, by):
    return report_suggestion_done(
        suggestion, evidence="现场照片", files=cleaned([picture()]), on=DAY, by=by
    )


@pytest.fixture
def judges(hire) -> list[User]:
    """Two who score."""
    return [hire(f"judge{n}", f"评审{n}", Role.COMMITTEE) for n in (1, 2)]


@pytest.fixture
def review(zheng, judges):
    """Screen it and let both score it."""

    def reviewed(suggestion: Suggestion) -> Suggestion:
        screen_suggestion(suggestion, by=zheng)
        for judge in judges:
            score_suggestion(suggestion, points=POINTS, words="", by=judge)
        return suggestion

    return reviewed


@pytest.fixture
def suggestion(zhang, zheng) -> Suggestion:
    """Zhang wants lamps over the taps; Zheng wrote it down."""
    return collect(zhang, zheng)


@pytest.fixture
def adopted(suggestion, review, zheng) -> Suggestion:
    """To be carried out."""
    return answer(review(suggestion), zheng)


@pytest.fixture
def reported(adopted, zheng) -> Suggestion:
    """Zheng says it is done."""
    return report(adopted, zheng)
