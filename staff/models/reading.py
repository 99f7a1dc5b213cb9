"""Which pairings let a cadre read: his own in force, and for thirty days what he handed over."""

import datetime as dt

from django.db.models import Q

from welfare import clock
from welfare.models import User

READS_ON = dt.timedelta(days=30)  # 交接后原责任人还能查看 (issue: 30 days of reading overlap)


def read_by(user: User, path: str = "") -> Q:
    """The condition on a pairing, reached by `path` (ending in `__`)."""
    handed_over = Q(
        **{
            f"{path}until__gt": clock.today() - READS_ON,
            f"{path}handovers__status": "accepted",
        }
    )
    in_force = Q(**{f"{path}until__isnull": True})
    return Q(**{f"{path}cadre__user": user}) & (in_force | handed_over)


def made_by(user: User, path: str = "") -> Q:
    """The condition on a pairing under which its cadre still reads the visits he made himself."""
    running = Q(**{f"{path}until__isnull": True}) | Q(
        **{f"{path}until__gt": clock.today() - READS_ON}
    )
    return Q(**{f"{path}cadre__user": user}) & running
