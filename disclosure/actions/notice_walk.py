"""Write down one step of a notice."""

import datetime as dt

from disclosure.models import Notice, NoticeAct, NoticeStep
from welfare import clock
from welfare.models import User


def walk(
    notice: Notice,
    act: NoticeAct,
    *,
    words: str = "",
    owner: str = "",
    due_on: dt.date | None = None,
    on: dt.date,
    by: User | None,
) -> NoticeStep:
    """One more step; inside the transaction of what it tells."""
    return NoticeStep.objects.create(
        notice=notice, act=act, words=words.strip(), owner=owner.strip(), due_on=due_on, by=by,
        on=on, at=clock.now(),
    )  # fmt: skip
