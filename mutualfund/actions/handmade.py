"""Vouchers written by hand 手工凭证: a new one, a correction 更正, the yearly carry-over 年末结转."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum

from mutualfund.actions.vouchers import (
    CARRY,
    CORRECT,
    HAND,
    Line,
    draft_reversal,
    draft_voucher,
    may_enter_money,
    post_voucher,
)
from mutualfund.models import (
    Account,
    AccountKind,
    DraftStatus,
    DraftVoucher,
    Entry,
    Fund,
    Side,
    Voucher,
    VoucherKind,
    VoucherPaper,
)
from mutualfund.models.papers import FOLDER
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import CleanFile, clean_all, keep, read

MOST_PAPERS = 20


def _check(fund: Fund, date: dt.date, lines: Sequence[Line], on: dt.date) -> None:
    if date > on:
        raise Refused(f"凭证日期 {date:%Y-%m-%d} 还没到，改成今天或以前。")
    for line in lines:
        account = line.account
        if account.fund_id != fund.pk:
            raise Refused(f"科目「{account}」不是{fund}的，换一个。")
        if not account.is_open(on=date):
            raise Refused(f"科目「{account}」在 {date:%Y-%m-%d} 没有启用，换一个。")
        if line.amount <= 0:
            raise Refused("每一行的金额都要大于 0 元。")


def _refuse_events(lines: Sequence[Line], *, corrects: Voucher | None = None) -> None:
    """Aid, dues and gifts come by their own pages; a correction may touch them where the event did."""
    if corrects and any(e.account.is_for_events for e in corrects.entries.with_account()):
        return
    for line in lines:
        if line.account.is_for_events:
            raise Refused(
                f"科目「{line.account}」只由补助、会费、捐款、拨款、垫付和慰问自己的页记账，"
                "手工凭证不能用。到那一页办，或换一个科目。"
            )


def _attach(draft: DraftVoucher, name: str, file: CleanFile, *, by: User) -> None:
    VoucherPaper.objects.create(
        draft=draft,
        name=name[:60],
        uid=keep(file, folder=FOLDER),
        file_type=file.file_type,
        size=len(file.content),
        sha256=file.sha256,
        stored_sha256=file.stored_sha256,
        added_by=by,
        added_at=clock.now(),
    )


def _clean_papers(papers: Sequence[tuple[str, bytes]]) -> list[CleanFile]:
    if not papers:
        raise Refused("凭证要有原始单据，拍照或扫描附上。")
    if len(papers) > MOST_PAPERS:
        raise Refused(f"一张凭证最多附 {MOST_PAPERS} 个文件，合并一下再传。")
    files = clean_all(papers)
    if len({file.sha256 for file in files}) < len(files):
        raise Refused("有两个附件是同一个文件，去掉一个再交。")
    return files


def may_attach(draft: DraftVoucher) -> str:
    """Why no paper may be added to a draft; empty until it is reviewed."""
    if draft.status != DraftStatus.DRAFT:
        return f"这张凭证{draft.get_status_display()}，单据不能再加。"
    return ""


@transaction.atomic
def attach_papers(
    draft: DraftVoucher, *, papers: Sequence[tuple[str, bytes]], by: User
) -> DraftVoucher:
    """补附单据 (name, content): the scan of what stands behind money that came in or goes out.

    Raises Refused without a paper, after review, or for a file that is there already.
    """
    draft = DraftVoucher.objects.select_for_update().get(pk=draft.pk)
    if words := may_attach(draft):
        raise Refused(words)
    files = _clean_papers(papers)
    there = set(draft.papers.values_list("sha256", flat=True))
    if there & {file.sha256 for file in files}:
        raise Refused("这个文件已经附在这张凭证上。")
    if len(there) + len(files) > MOST_PAPERS:
        raise Refused(f"一张凭证最多附 {MOST_PAPERS} 个文件，合并一下再传。")
    for (name, _), file in zip(papers, files, strict=True):
        _attach(draft, name, file, by=by)
    audit.record("voucher.papers_attached", draft, by=by, papers=[name for name, _ in papers])
    return draft


@transaction.atomic
def write_voucher(
    fund: Fund,
    *,
    date: dt.date,
    summary: str,
    lines: Sequence[Line],
    papers: Sequence[tuple[str, bytes]],
    on: dt.date,
    by: User,
) -> DraftVoucher:
    """制单 by hand with its papers (name, content).

    Raises Refused without a paper, for a future day, an account of another fund, closed on the day
    or only for events, an amount that is not positive, or sides that differ.
    """
    _check(fund, date, lines, on)
    _refuse_events(lines)
    files = _clean_papers(papers)
    key = uuid.uuid4()
    draft = draft_voucher(
        fund, date=date, summary=summary, lines=lines, source=f"hand:{key.hex}", purpose=HAND,
        attachments=len(files), by=by, key=key,
    )  # fmt: skip
    for (name, _), file in zip(papers, files, strict=True):
        _attach(draft, name, file, by=by)
    return draft


@transaction.atomic
def correct_voucher(
    voucher: Voucher,
    *,
    reason: str,
    summary: str,
    lines: Sequence[Line],
    papers: Sequence[tuple[str, bytes]],
    on: dt.date,
    by: User,
) -> tuple[DraftVoucher, DraftVoucher]:
    """冲销并更正: the red twin and the right voucher drafted together (domain.md R11).

    Raises Refused as draft_reversal and write_voucher do; neither draft is left behind then.
    """
    red = draft_reversal(voucher, reason=reason, on=on, by=by)
    _check(voucher.fund, on, lines, on)
    _refuse_events(lines, corrects=voucher)
    files = _clean_papers(papers)
    blue = draft_voucher(
        voucher.fund, date=on, summary=f"订正 {voucher} 号凭证：{summary}"[:200], lines=lines,
        source=f"voucher:{voucher.pk}", purpose=CORRECT, attachments=len(files), by=by,
        corrects=voucher,
    )  # fmt: skip
    for (name, _), file in zip(papers, files, strict=True):
        _attach(blue, name, file, by=by)
    return red, blue


def carried(fund: Fund, year: int) -> DraftVoucher | None:
    """The carry-over of a year, on its way or posted."""
    drafts = DraftVoucher.objects.filter(source=f"year:{fund.key}:{year}", purpose=CARRY)
    return drafts.exclude(status=DraftStatus.DROPPED).select_related("voucher").first()


def may_carry_over(fund: Fund, *, year: int, on: dt.date) -> str:
    """Why a year cannot be carried over; empty when it can."""
    if on <= dt.date(year, 12, 31):
        return f"{year} 年还没有过完，明年一月再结转。"
    if carried(fund, year):
        return f"{year} 年已经结转过。"
    return ""


@transaction.atomic
def carry_over(fund: Fund, *, year: int, on: dt.date, by: User) -> DraftVoucher:
    """年末结转: income and expenses of a year into 结余, dated its last day.

    Raises Refused before the year is over, a second time, or when nothing was booked.
    """
    if words := may_carry_over(fund, year=year, on=on):
        raise Refused(words)
    last = dt.date(year, 12, 31)
    rows = (
        Entry.objects.filter(
            account__fund=fund,
            account__kind__in=(AccountKind.INCOME, AccountKind.EXPENSE),
            date__lte=last,
        )
        .values("account")
        .annotate(sum=Sum(F("side") * F("amount")))
    )
    left = {row["account"]: row["sum"] for row in rows if row["sum"]}
    if not left:
        raise Refused(f"{year} 年没有收入也没有支出，不用结转。")
    accounts = Account.objects.in_bulk(left)
    lines = [_turned(accounts[pk], -amount) for pk, amount in sorted(left.items())]
    if rest := sum(left.values(), Decimal(0)):
        lines.append(_turned(Account.objects.of("net", fund.key), rest))
    return draft_voucher(
        fund, date=last, summary=f"{year} 年末结转收入和支出", lines=lines,
        source=f"year:{fund.key}:{year}", purpose=CARRY, attachments=0, by=by,
        kind=VoucherKind.CLOSING,
    )  # fmt: skip


def _turned(account: Account, signed: Decimal) -> Line:
    """A line of a signed amount, debit plus."""
    return Line(account, Side.DEBIT if signed > 0 else Side.CREDIT, abs(signed))


@transaction.atomic
def enter_money(draft: DraftVoucher, *, on: dt.date, by: User) -> Voucher:
    """The cashier received or paid what a voucher written by hand says; it is posted.

    Raises Refused before review, for its maker or reviewer, or without money in it.
    """
    draft = DraftVoucher.objects.select_for_update().get(pk=draft.pk)
    if words := may_enter_money(by, draft):
        raise Refused(words)
    return post_voucher(draft, on=on, by=draft.maker, cashier=by, clicked_by=by)


def open_paper(paper: VoucherPaper, *, by: User) -> bytes:
    """The paper's bytes. Raises Refused when the file is gone or changed."""
    content = read(paper.path, sha256=paper.stored_sha256, name=paper.name)
    with transaction.atomic():
        audit.record("voucher.paper_opened", paper.draft, by=by, paper=paper.name)
    return content
