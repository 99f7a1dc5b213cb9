"""Evidence 证明材料: kept with its claim, its original looked at by somebody, opened with a trace."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim
from mutualfund.duties import Step, may
from mutualfund.models import Claim, Evidence
from mutualfund.models.evidence import EVIDENCE
from mutualfund.paper_checks import Given
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import CleanFile, FileType, clean_all, keep, read


@dataclass(frozen=True)
class Paper:
    """An evidence paper as it comes over the counter or from the phone."""

    name: str
    content: bytes
    receipt_no: str = ""
    original_seen: bool = False


@dataclass(frozen=True)
class Cleaned:
    """Papers with their files, cleaned before anything is locked."""

    papers: tuple[Paper, ...]
    files: tuple[CleanFile, ...]

    def given(self, before: Sequence[Evidence] = ()) -> Given:
        """What the charter's checks ask of them, with those the claim has already."""
        return Given(
            names=(*(e.paper for e in before), *(paper.name for paper in self.papers)),
            receipts=tuple(paper.receipt_no for paper in self.papers if paper.receipt_no),
            digests=tuple(file.sha256 for file in self.files),
            is_whole=True,
        )


def cleaned(papers: Sequence[Paper] | Cleaned) -> Cleaned:
    """Check and clean the files, unless they are clean. Raises Refused for what is no harmless picture or PDF."""
    if isinstance(papers, Cleaned):
        return papers
    files = clean_all([(paper.name, paper.content) for paper in papers])
    return Cleaned(tuple(papers), tuple(files))


def refuse_unseen(papers: Sequence[Paper], *, then: str) -> None:
    """At the counter every original lies on the table."""
    if unseen := [paper.name for paper in papers if not paper.original_seen]:
        raise Refused(f"{'、'.join(unseen)}还没有核对原件。看过原件再{then}。")


def attach(claim: Claim, papers: Cleaned, *, by: User) -> None:
    """Keep the papers with their claim."""
    now = clock.now()
    for paper, file in zip(papers.papers, papers.files, strict=True):
        Evidence.objects.create(
            claim=claim,
            paper=paper.name,
            receipt_no=paper.receipt_no,
            uid=keep(file, folder=EVIDENCE),
            file_type=file.file_type,
            size=len(file.content),
            sha256=file.sha256,
            stored_sha256=file.stored_sha256,
            original_seen_by=by if paper.original_seen else None,
            original_seen_at=now if paper.original_seen else None,
            uploaded_by=by,
            uploaded_at=now,
        )


def take_along(claim: Claim, evidence: Sequence[Evidence]) -> None:
    """An appeal rests on the papers of the refused claim: the same files, kept once more."""
    for paper in evidence:
        content = read(paper.path, sha256=paper.stored_sha256, name=paper.paper)
        file = CleanFile(FileType(paper.file_type), content, paper.sha256)
        Evidence.objects.create(
            claim=claim, paper=paper.paper, receipt_no=paper.receipt_no,
            uid=keep(file, folder=EVIDENCE), file_type=paper.file_type, size=paper.size,
            sha256=paper.sha256, stored_sha256=file.stored_sha256,
            original_seen_by=paper.original_seen_by, original_seen_at=paper.original_seen_at,
            uploaded_by=paper.uploaded_by, uploaded_at=paper.uploaded_at,
        )  # fmt: skip


@transaction.atomic
def see_originals(
    claim: Claim, *, evidence: Sequence[Evidence], on: dt.date, by: User
) -> list[Evidence]:
    """原件已看: the officer compared the original with the picture and gave it back.

    Raises Refused for the applicant and his family, and when nothing was ticked.
    """
    claim = locked_claim(claim)
    if reason := may(by, Step.RECEIVE, claim):
        raise Refused(reason)
    seen = [paper for paper in evidence if paper.original_seen_at is None]
    if not seen:
        raise Refused("勾上看过原件的材料。")
    for paper in seen:
        paper.original_seen_by, paper.original_seen_at = by, clock.now()
        paper.save(update_fields=["original_seen_by", "original_seen_at"])
    names = [paper.paper for paper in seen]
    audit.record("evidence.originals_seen", claim, by=by, papers=names, on=on)
    return seen


def unseen_papers(claim: Claim) -> str:
    """The papers whose originals nobody has seen, in one line."""
    rows = claim.evidence.filter(original_seen_at__isnull=True)
    return "、".join(rows.values_list("paper", flat=True))


@transaction.atomic
def open_evidence(evidence: Evidence, *, by: User) -> bytes:
    """The file of a paper, with a line in the audit trail of who looked. Raises Refused when it is damaged."""
    content = read(evidence.path, sha256=evidence.stored_sha256, name=evidence.paper)
    audit.record("evidence.opened", evidence.claim, by=by, paper=evidence.paper)
    return content
