"""A claim on its way through the fund."""

from tests.mutualfund.conftest import (  # noqa: F401 - the fund's own people and claim
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
