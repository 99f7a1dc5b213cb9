"""Where a voucher comes from 来源单据: its event and papers, with addresses for those who may open them."""

from dataclasses import dataclass

from django.urls import reverse

from mutualfund.models import (
    Advance,
    Claim,
    Clawback,
    Donation,
    DuesPayment,
    Grant,
    Interest,
    Receipt,
    Relief,
    Voucher,
)
from staff.models import Campaign
from welfare.models import User


@dataclass(frozen=True)
class Source:
    """The event behind a voucher: its words, and its address when this reader may open it."""

    words: str
    url: str = ""


def _claim(user: User, pk: str) -> list[Source]:
    claim = Claim.objects.filter(pk=pk).first()
    if claim is None:
        return [Source("补助申请")]
    seen = Claim.objects.visible_to(user).filter(pk=pk).exists() and user.may_use("view_claims")
    return [Source(f"补助申请 {claim.number}", claim.get_absolute_url() if seen else "")]


def _campaign(user: User, pk: str) -> list[Source]:
    campaign = Campaign.objects.visible_to(user).filter(pk=pk).first()
    if campaign is None:
        return [Source("送温暖活动")]
    url = campaign.get_absolute_url() if user.may_use("view_campaigns") else ""
    return [Source(f"{campaign} {campaign.number}", url)]


def _voucher(user: User, pk: str) -> list[Source]:
    voucher = Voucher.objects.filter(pk=pk).first()
    return [Source(f"凭证 {voucher}", voucher.get_absolute_url()) if voucher else Source("凭证")]


def _receipt(user: User, source: str) -> list[Source]:
    receipt = Receipt.objects.filter(source=source, void_reason="").first()
    if receipt is None:
        return []
    return [Source(f"收据 {receipt}", _shown(user, "view_fund", receipt.get_absolute_url()))]


def _shown(user: User, permission: str, url: str) -> str:
    """The address, for those who may open it."""
    return url if user.may_use(permission) else ""


def _due(user: User, pk: str) -> list[Source]:
    due = DuesPayment.objects.select_related("collection").filter(pk=pk).first()
    if due is None:
        return [Source("会费")]
    found = _receipt(user, f"dues:{pk}") or [Source(f"会费收据 {due.receipt_no}")]
    if due.collection is not None:
        url = _shown(user, "view_books", due.collection.get_absolute_url())
        found.append(Source(f"{due.collection.get_kind_display()} {due.collection}", url))
    return found


def _donation(user: User, pk: str) -> list[Source]:
    donation = Donation.objects.select_related("drive").filter(pk=pk).first()
    if donation is None:
        return [Source("捐款")]
    url = _shown(user, "view_fund", donation.drive.get_absolute_url())
    drive = Source(f"「{donation.drive}」捐款 {donation.number}", url)
    return [*_receipt(user, f"donation:{pk}"), drive]


def _grant(user: User, pk: str) -> list[Source]:
    grant = Grant.objects.filter(pk=pk).first()
    if grant is None:
        return [Source("拨款")]
    paper = Source(
        f"拨款文件 {grant.document_no}", _shown(user, "view_fund", reverse("grant-list"))
    )
    return [paper, *_receipt(user, f"grant:{pk}")]


def _interest(user: User, pk: str) -> list[Source]:
    interest = Interest.objects.filter(pk=pk).first()
    if interest is None:
        return [Source("利息")]
    url = _shown(user, "view_fund", reverse("grant-list"))
    return [Source(f"银行回单 {interest.advice_no}", url)]


def _advance(user: User, pk: str) -> list[Source]:
    advance = Advance.objects.filter(pk=pk).first()
    if advance is None:
        return [Source("紧急垫付")]
    words = f"紧急垫付 {advance.number}"
    return [Source(words, _shown(user, "view_claims", advance.get_absolute_url()))]


def _relief(user: User, pk: str) -> list[Source]:
    relief = Relief.objects.filter(pk=pk).first()
    if relief is None:
        return [Source("困难救助")]
    words = f"困难救助 {relief.number}"
    return [Source(words, _shown(user, "view_campaigns", relief.get_absolute_url()))]


def _clawback(user: User, pk: str) -> list[Source]:
    clawback = Clawback.objects.filter(pk=pk).select_related("claim").first()
    if clawback is None:
        return [Source("追回")]
    words = f"追回 {clawback.claim.number} 多付的"
    return [Source(words, _shown(user, "view_claims", clawback.claim.get_absolute_url()))]


FINDERS = {
    "advance": _advance,
    "aid": _relief,
    "clawback": _clawback,
    "claim": _claim,
    "campaign": _campaign,
    "voucher": _voucher,
    "dues": _due,
    "donation": _donation,
    "grant": _grant,
    "interest": _interest,
}
PLAIN = {"hand": "手工制单", "relief": "送温暖拨款", "year": "年末结转"}


def source_links(user: User, source: str) -> list[Source]:
    """The event named by a voucher's source, e.g. `claim:17`, and its papers."""
    kind, _, pk = source.partition(":")
    pk = pk.partition(":")[0]  # what comes back on an advance is numbered behind it
    if kind in FINDERS and pk.isascii() and pk.isdecimal():
        return FINDERS[kind](user, pk)
    return [Source(PLAIN.get(kind, "其他"))]
