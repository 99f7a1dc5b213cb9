"""One approved claim of Zhang, its notice drafted by Bian."""

import pytest

from disclosure.actions.notices import draft_claims_notice, release_notice, send_for_release
from disclosure.models import Notice
from mutualfund.actions.meeting_papers import close_meeting
from tests.mutualfund.conftest import (  # noqa: F401 - one approved claim, as the fund makes it
    accepted,
    announced,
    approved,
    committee,
    coop,
    investigated,
    meeting,
    reviewed,
    zhang_joined,
)
from tests.people import DAY


@pytest.fixture
def drafted(approved, zheng, bian) -> Notice:  # noqa: F811 - the fixture of the fund
    """Bian's draft, after the meeting."""
    over = close_meeting(approved.items.get().meeting, on=DAY, by=zheng)
    return draft_claims_notice(over, on=DAY, by=bian)


@pytest.fixture
def sent(drafted, bian) -> Notice:
    """Waiting for release."""
    return send_for_release(drafted, on=DAY, by=bian)


@pytest.fixture
def released(sent, sun) -> Notice:
    """On the board, released by Sun."""
    return release_notice(sent, on=DAY, by=sun)
