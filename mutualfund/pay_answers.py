"""What is told of a payment: who signed for the cash, what came of a line of a batch."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """Who signs for cash: the beneficiary, or a proxy 代领人 with relation and reason."""

    name: str = ""  # empty: the beneficiary himself
    relation: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Answer:
    """What came of one line: paid, or why not; for cash who signed."""

    line: int
    paid: bool
    fail_code: str = ""
    words: str = ""
    taken: Taken | None = None
