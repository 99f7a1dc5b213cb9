"""What somebody says against a notice 异议, as the form hands it to the action."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure.models import Ground

MOST_FILES = 3  # with one objection


@dataclass(frozen=True)
class Saying:
    """What somebody objects: the row of the paper (0 the whole list), why, and who, if told."""

    row: int
    words: str
    grounds: Sequence[Ground] = field(default_factory=list)
    who: str = ""
    contact: str = ""
    files: Sequence[tuple[str, bytes]] = field(default_factory=list)
