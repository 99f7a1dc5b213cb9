"""纸质档案转入: typed by one, held beside the paper by another, which begins the file with its lead."""

import datetime as dt

from django.db import transaction

from staff.actions.hardship import refuse_second_file, take_over_file
from staff.actions.pairings import pair_up
from staff.duties import bond_of
from staff.hardship_facts import Paper
from staff.models import Cadre, Cause, PaperFile, Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

WORDS = 200  # characters of why a paper is sent back


@transaction.atomic
def enter_paper(
    worker: Worker,
    paper: Paper,
    *,
    lead: Cadre | None,
    on: dt.date,
    by: User,
    over_limit: str = "",
    no_leader: str = "",
) -> PaperFile:
    """What the paper says and who shall answer for the family; it waits for another's eyes.

    Raises Refused without a document or a lead, for a day to come, a leaver, kin, when the
    household has a file, or when this paper waits already.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if not paper.document_no.strip():
        raise Refused("建档要写认定依据的文号。")
    if paper.approved_on > on:
        raise Refused("纸质档案的批准日期不能晚于今天。")
    if lead is None:
        raise Refused("选一位包保责任人。在档一天也不能没有人包保。")
    if bond := bond_of(by, worker):
        raise Refused(f"您是{bond.replace('申请人', '职工')}，转入要由别人来办。")
    if worker.left_on and worker.left_on <= on:
        raise Refused(f"{worker.name} 已离册，不能建困难档案。")
    refuse_second_file(worker)
    if worker.paper_files.open().exists():
        raise Refused(f"{worker.name} 的纸质档案已经录入，等别人核对。")
    entered = PaperFile.objects.create(
        worker=worker, document_no=paper.document_no.strip(), approved_on=paper.approved_on,
        tier=paper.tier, cause=paper.cause, lead=lead, over_limit=over_limit.strip(),
        no_leader=no_leader.strip(), entered_on=on, entered_by=by,
    )  # fmt: skip
    audit.record("paper.entered", entered, by=by, document_no=entered.document_no)
    return entered


def may_decide_paper(user: User, paper: PaperFile) -> str:
    """Why this person may not hold it beside the paper; empty when he may."""
    if paper.agreed is not None:
        return "已经核过或退回"
    if paper.entered_by_id == user.pk:
        return "是您录入的，要由别人对着纸质档案来核"
    if bond := bond_of(user, paper.worker):
        return f"您是{bond.replace('申请人', '职工')}，要由别人来核"
    return ""


@transaction.atomic
def decide_paper(
    paper: PaperFile, *, agree: bool, words: str = "", on: dt.date, by: User
) -> PaperFile:
    """核过: the file is in force from today and paired at once. 退回: with what is wrong.

    Raises Refused twice, for who typed it, for kin, for a no without words, and as
    `take_over_file` and `pair_up` do.
    """
    rows = PaperFile.objects.select_for_update(of=("self",))
    paper = rows.select_related("worker", "tier", "lead").get(pk=paper.pk)
    if why := may_decide_paper(by, paper):
        raise Refused(f"{why}。")
    if not agree and not words.strip():
        raise Refused("退回要写哪里和纸质档案不一样。")
    if agree:
        paper.file = take_over_file(
            paper.worker, tier=paper.tier, cause=Cause(paper.cause), basis=paper.document_no,
            on=on, by=by, approved_on=paper.approved_on,
        )  # fmt: skip
        pair_up(
            paper.file, paper.lead, on=on, by=by, over_limit=str(paper.over_limit),
            no_leader=str(paper.no_leader),
        )  # fmt: skip
    paper.agreed, paper.words = agree, words.strip()[:WORDS]
    paper.decided_on, paper.decided_by = on, by
    paper.save(update_fields=["agreed", "words", "decided_on", "decided_by", "file"])
    audit.record("paper.decided", paper, by=by, agree=agree)
    return paper
