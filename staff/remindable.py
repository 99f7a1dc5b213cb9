"""What somebody is reminded of, and who: shared by everything that reminds (提醒)."""

import datetime as dt
from dataclasses import dataclass, field

from staff.models import Cadre
from welfare.models import User


@dataclass(frozen=True)
class Thing:
    """Something somebody has to do: who it is about, what, by when."""

    key: str
    worker: int
    who: str
    what: str
    due_on: dt.date
    url: str
    unit: str
    is_late: bool

    @property
    def words(self) -> str:
        """One sentence. No illness and no content: it may leave the house by mail."""
        late = "，已逾期" if self.is_late else ""
        return f"{self.who}：{self.what}，最晚 {self.due_on:%Y-%m-%d}{late}"


@dataclass
class Recipient:
    """A person with what he is to be reminded of."""

    key: str  # user-7 or, for a cadre without an account, cadre-3
    name: str
    title: str
    user: User | None
    things: list[Thing] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # keys of what he was told today

    @property
    def email(self) -> str:
        """Where mail reaches him; empty when it does not."""
        return self.user.email if self.user else ""

    @property
    def fresh(self) -> list[Thing]:
        """What he was not told today."""
        return [thing for thing in self.things if thing.key not in self.told]

    @property
    def is_late(self) -> bool:
        """Whether one of the things is past its day."""
        return any(thing.is_late for thing in self.things)


def of_user(user: User, title: str) -> Recipient:
    """A person with an account."""
    return Recipient(f"user-{user.pk}", user.name, title, user)


def of_cadre(cadre: Cadre) -> Recipient:
    """A cadre, with or without an account."""
    key = f"user-{cadre.user_id}" if cadre.user_id else f"cadre-{cadre.pk}"
    return Recipient(key, cadre.name, cadre.title, cadre.user)
