"""纸质档案转入: a file certified on paper comes in with its approval and its lead, in one step."""

import datetime as dt

from django.db import transaction

from staff.actions.hardship import take_over_file
from staff.actions.pairings import pair_up
from staff.hardship_facts import Paper
from staff.models import Cadre, HardshipFile, Worker
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def take_over_paper(
    worker: Worker,
    paper: Paper,
    *,
    lead: Cadre | None,
    on: dt.date,
    by: User,
    over_limit: str = "",
    no_leader: str = "",
) -> HardshipFile:
    """Enter the file and pair it at once: no file in force is a day without a lead.

    Raises Refused as `take_over_file` and `pair_up` do, and without a lead.
    """
    if lead is None:
        raise Refused("选一位包保责任人。在档一天也不能没有人包保。")
    file = take_over_file(
        worker, tier=paper.tier, cause=paper.cause, basis=paper.document_no, on=on, by=by,
        approved_on=paper.approved_on,
    )  # fmt: skip
    pair_up(file, lead, on=on, by=by, over_limit=over_limit, no_leader=no_leader)
    return file
