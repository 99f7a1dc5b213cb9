"""The clocks of a report 举报, 示例 until the supervision group decides (domain.md 12.2: no binding
limit was found)."""

import datetime as dt

from welfare.days import last_working_day, working_day_up_to

REGISTER_WORKING_DAYS = 5  # two people have registered it and the reporter reads so
ANSWER_DAYS = 30  # and one extension of as many
REOPEN_DAYS = 30  # so long after the answer the reporter may ask for another look
KEEP_YEARS = 3  # after it was archived; then it is deleted
BOX_DAYS = 7  # the boxes are opened by two at least so often
ONE = dt.timedelta(days=1)


def register_by(on: dt.date) -> dt.date:
    """The last working day for registering what came on a day; that day does not count."""
    return last_working_day(on + ONE, REGISTER_WORKING_DAYS)


def answer_by(on: dt.date) -> dt.date:
    """The last working day within the days for an answer."""
    return working_day_up_to(on + ANSWER_DAYS * ONE)


def box_due(opened_on: dt.date) -> dt.date:
    """The last day for opening a box again after it was opened."""
    return working_day_up_to(opened_on + BOX_DAYS * ONE)


def erase_on(on: dt.date) -> dt.date:
    """When a report archived on a day is deleted: the first of the month after the years."""
    month = on.month % 12 + 1
    return dt.date(on.year + KEEP_YEARS + (1 if month == 1 else 0), month, 1)
