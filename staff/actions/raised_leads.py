"""A file of the heaviest tier 特困 whose lead is no leader: passed to one with room, or a reason is written.

Who is paired anew is asked in `pair_up`; this is for a file raised later, and for its next review.
"""

import datetime as dt

from staff.models import Cadre, Handover, HandoverStatus, HardshipFile, KeptLead, Pairing
from staff.suggested_leads import leaders_due
from welfare import audit
from welfare.errors import RefusedField
from welfare.models import User


def pass_to_leader(
    file: HardshipFile, *, to: Cadre | None, no_leader: str, on: dt.date, by: User
) -> None:
    """Ask the leader `to` to take the file over, or keep why its lead stays, beside what was said before.

    Raises Refused without either while a leader has room, and for a successor who is none of them.
    """
    free = leaders_due(file, on=on)
    if not free:
        return
    names = "、".join(one.cadre.name for one in free[:3])
    pairing = Pairing.objects.select_for_update().get(file=file, until__isnull=True)
    if no_leader.strip():
        KeptLead.objects.create(pairing=pairing, words=no_leader.strip(), on=on, by=by)
        if not str(pairing.no_leader or ""):
            pairing.no_leader = no_leader.strip()
            pairing.save(update_fields=["no_leader"])
        audit.record("pairing.kept_past_leader", pairing, by=by)  # why stands in the pairing
    elif to is None:
        raise RefusedField(
            f"{file.tier}先由段领导包保，{names}还能带。选一位接任，或者写明为什么不由段领导包保。",
            "lead",
        )
    elif to.pk not in {one.cadre.pk for one in free}:
        raise RefusedField(f"接任人选还能带的段领导：{names}。", "lead")
    else:
        handover = Handover.objects.create(
            pairing=pairing, to=to, note=f"定为{file.tier}，先由段领导包保。家里情况请当面问清。",
            proposed_on=on, proposed_by=by, status=HandoverStatus.PROPOSED,
        )  # fmt: skip
        audit.record("handover.for_leader", handover, by=by, to=to.number)
