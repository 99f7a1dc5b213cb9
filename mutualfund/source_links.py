"""Where a voucher comes from 来源单据: the page of its event, for those who may open it."""

from dataclasses import dataclass

from mutualfund.models import Claim, Donation, DuesPayment, Grant, Voucher
from staff.models import Campaign
from welfare.models import User


@dataclass(frozen=True)
class Source:
    """The event behind a voucher: its words, and its address when this reader may open it."""

    words: str
    url: str = ""


def _claim(user: User, pk: str) -> Source:
    claim = Claim.objects.filter(pk=pk).first()
    if claim is None:
        return Source("补助申请")
    seen = Claim.objects.visible_to(user).filter(pk=pk).exists() and user.may_use("view_claims")
    return Source(f"补助申请 {claim.number}", claim.get_absolute_url() if seen else "")


def _campaign(user: User, pk: str) -> Source:
    campaign = Campaign.objects.visible_to(user).filter(pk=pk).first()
    if campaign is None:
        return Source("送温暖活动")
    url = campaign.get_absolute_url() if user.may_use("view_campaigns") else ""
    return Source(f"{campaign} {campaign.number}", url)


def _voucher(user: User, pk: str) -> Source:
    voucher = Voucher.objects.filter(pk=pk).first()
    return Source(f"凭证 {voucher}", voucher.get_absolute_url()) if voucher else Source("凭证")


def _due(user: User, pk: str) -> Source:
    due = DuesPayment.objects.filter(pk=pk).first()
    return Source(f"会费收据 {due.receipt_no}" if due else "会费")


def _donation(user: User, pk: str) -> Source:
    donation = Donation.objects.filter(pk=pk).first()
    return Source(f"捐款 {donation.number}" if donation else "捐款")


def _grant(user: User, pk: str) -> Source:
    grant = Grant.objects.filter(pk=pk).first()
    return Source(f"拨款文件 {grant.document_no}" if grant else "拨款")


FINDERS = {
    "claim": _claim,
    "campaign": _campaign,
    "voucher": _voucher,
    "dues": _due,
    "donation": _donation,
    "grant": _grant,
}
PLAIN = {"hand": "手工制单", "relief": "送温暖拨款", "year": "年末结转"}


def source_link(user: User, source: str) -> Source:
    """The event named by a voucher's source, e.g. `claim:17`."""
    kind, _, pk = source.partition(":")
    if kind in FINDERS and pk.isascii() and pk.isdecimal():
        return FINDERS[kind](user, pk)
    return Source(PLAIN.get(kind, "其他"))
