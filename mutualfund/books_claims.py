"""Claims against the books 申请与账: what `verify_books` asks about payments and decisions."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db.models import F, Q

from mutualfund.advances import recovered_by
from mutualfund.duties import PAYMENT_PURPOSE
from mutualfund.models import (
    Advance,
    Charter,
    Choice,
    Claim,
    Decision,
    Fund,
    FundKey,
    Outcome,
    Payment,
    Vote,
    Voucher,
    VoucherKind,
)
from mutualfund.problems import Problem
from mutualfund.rules import QuorumTerms, voters_needed


def check_claims(fund: Fund) -> Iterator[Problem]:
    """Every paid claim has exactly one voucher of its amount and every claim voucher one claim."""
    vouchers = Voucher.objects.filter(
        fund=fund, kind=VoucherKind.NORMAL, purpose__startswith=PAYMENT_PURPOSE
    )
    payments = Payment.objects.filter(voucher__fund=fund).select_related("claim", "voucher")
    known = {payment.voucher_id: f"claim:{payment.claim_id}" for payment in payments}
    aside = Payment.with_bounced.filter(claim__isnull=True)
    known |= {each.voucher_id: f"claim:{each.bounced_claim_id}" for each in aside}
    for voucher in vouchers.filter(source__startswith="claim:"):
        if known.get(voucher.pk) != voucher.source:
            words = f"{voucher.source} 的付款凭证没有对应的付款记录"
            yield Problem(f"凭证 {voucher}", "voucher_without_payment", words)
    off = ~Q(amount=F("voucher__total")) | ~Q(amount=F("claim__approved_amount"))
    for payment in payments.filter(off):
        words = (
            f"{payment.claim.number} 核定 {payment.claim.approved_amount}、付款 {payment.amount}、"
            f"凭证 {payment.voucher.total}，三个数不一样"
        )
        yield Problem(f"凭证 {payment.voucher}", "claim_differs", words)
    for payment in payments.exclude(claim__in=Claim.objects.paid()):
        words = f"有付款记录，状态却是「{payment.claim.get_status_display()}」"
        yield Problem(f"申请 {payment.claim.number}", "payment_without_state", words)
    for payment in payments.filter(voucher__reversed_by__isnull=False):
        words = "付款凭证已经冲销，申请还写着已付。在申请里点「重新付」"
        yield Problem(f"申请 {payment.claim.number}", "paid_and_reversed", words)
    for advance in Advance.objects.paid().filter(
        voucher__fund=fund, voucher__reversed_by__isnull=False
    ):
        words = "垫付的凭证已经冲销，垫付还写着已付。在它的页上登记退回"
        yield Problem(f"紧急垫付 {advance}", "advance_reversed", words)
    for claim in Claim.objects.paid().filter(payment__isnull=True):
        yield Problem(f"申请 {claim.number}", "paid_without_voucher", "已付款，没有付款凭证")
    yield from _both_ways(fund)


def _both_ways(fund: Fund) -> Iterator[Problem]:
    """An advance comes back by its red voucher or from its applicant: never both, never twice."""
    rows = list(Advance.objects.filter(voucher__fund=fund).select_related("claim"))
    back = recovered_by(rows)
    red = Voucher.objects.filter(reverses__in=[one.voucher_id for one in rows])
    undone = set(red.values_list("reverses", flat=True))
    for one in rows:
        most = 0 if one.voucher_id in undone else one.amount
        if (found := back.get(one.pk, 0)) > most:
            words = f"垫付 {one.amount} 元，收回了 {found} 元"
            if not most:
                words += "，垫付的凭证又已经冲销。先冲销收回的凭证"
            yield Problem(f"紧急垫付 {one}", "advance_back_twice", words)


def check_decisions(fund: Fund) -> Iterator[Problem]:
    """Every decision says what its votes say, was taken by enough people, and grants what was asked."""
    if fund.key != FundKey.MUTUAL_AID:
        return
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for item, choice in Vote.objects.values_list("item", "choice"):
        votes[item][choice] += 1
    charters = list(Charter.objects.adopted().order_by("valid_from"))
    rows = Decision.objects.select_related("item__claim", "item__meeting", "revocation")
    for decision in rows.order_by("pk"):
        claim, day = decision.item.claim, decision.item.meeting.held_on
        ruling = [charter for charter in charters if charter.valid_from <= day][-1:]
        terms = ruling[0].quorum_terms if ruling else QuorumTerms()
        for code, words in _faults(decision, votes[decision.item_id], terms):
            yield Problem(f"申请 {claim.number} 的决定", code, words)


def _faults(
    decision: Decision, votes: Counter[str], terms: QuorumTerms
) -> Iterator[tuple[str, str]]:
    kept = (decision.agreed, decision.refused, decision.abstained)
    found = (votes[Choice.AGREE], votes[Choice.REFUSE], votes[Choice.ABSTAIN])
    if kept != found:
        words = "同意 {}、不同意 {}、弃权 {}，表决记录是 {}、{}、{}".format(*kept, *found)
        yield "votes_differ", words
    stayed_out, away = votes[Choice.RECUSE], decision.entitled - decision.present
    heard = sum(found) + stayed_out
    if heard != decision.present or not stayed_out <= decision.recused <= stayed_out + away:
        words = f"实到 {decision.present} 人、回避 {decision.recused} 人，表决记录 {heard} 人、回避 {stayed_out} 人"
        yield "recused_differs", words
    passed = found[0] * 2 > sum(found)
    if passed != (decision.outcome == Outcome.APPROVED):
        yield "outcome_differs", f"写着「{decision.get_outcome_display()}」，票数不是这样"
    voters = voters_needed(entitled=decision.entitled, recused=decision.recused, terms=terms)
    if decision.present < terms.share_of(decision.entitled) or sum(found) < voters:
        yield "no_quorum", f"应到 {decision.entitled} 人，实到 {decision.present} 人，人数不够"
    asked, approved = decision.item.claim.asked_amount, decision.item.claim.approved_amount
    wanted = asked if decision.outcome == Outcome.APPROVED else None
    if decision.item.is_revoked:
        approved = wanted  # the claim goes by the decision that came after
    if decision.item.is_revoked != hasattr(decision, "revocation"):
        yield "revoked_alone", "撤销的记录和议题对不上"
    if decision.amount != wanted or approved != wanted:
        yield (
            "amount_differs",
            f"应补 {asked}、决定 {decision.amount}、核定 {approved}，三个数不一样",
        )
