"""The co-operative 互助补充保险合作社."""

from mutualfund.models.accounts import Account, AccountKind, seed_chart
from mutualfund.models.bank import BankLine, BankMatch, BankRule, BankStatement, MatchedVoucher
from mutualfund.models.charter import (
    Article,
    Benefit,
    Charter,
    ClaimKind,
    Method,
    Topic,
)
from mutualfund.models.claims import (
    Claim,
    ClaimStatus,
    Conclusion,
    Evidence,
    Investigation,
)
from mutualfund.models.closings import Closing, PeriodStep, StepKind
from mutualfund.models.counts import CashCount
from mutualfund.models.donations import Donation, Drive
from mutualfund.models.dues import DueKind, DuesPayment
from mutualfund.models.fund import Fund, FundKey
from mutualfund.models.grants import Grant, Payer
from mutualfund.models.meetings import (
    AgendaItem,
    Attendance,
    Choice,
    CommitteeMember,
    Decision,
    Meeting,
    MeetingStatus,
    Outcome,
    Presence,
    SeatKind,
    Vote,
)
from mutualfund.models.members import Member
from mutualfund.models.papers import VoucherPaper
from mutualfund.models.payees import Payee
from mutualfund.models.payments import Payment, PayMethod
from mutualfund.models.proofs import DailyHead, SelfCheck
from mutualfund.models.vouchers import (
    DraftLine,
    DraftStatus,
    DraftVoucher,
    Entry,
    PeriodBalance,
    Series,
    Side,
    Voucher,
    VoucherKind,
)

__all__ = [
    "Account", "AccountKind", "AgendaItem", "Article", "Attendance", "BankLine", "BankMatch",
    "BankRule", "BankStatement", "Benefit", "CashCount", "Charter", "Choice", "Claim",
    "ClaimKind", "ClaimStatus", "Closing", "CommitteeMember", "Conclusion", "DailyHead",
    "Decision", "Donation", "DraftLine", "DraftStatus", "DraftVoucher", "Drive", "DueKind",
    "DuesPayment", "Entry", "Evidence", "Fund", "FundKey", "Grant", "Investigation",
    "MatchedVoucher", "Meeting", "MeetingStatus", "Member", "Method", "Outcome", "PayMethod",
    "Payee", "Payer", "Payment", "PeriodBalance", "PeriodStep", "Presence", "SeatKind",
    "SelfCheck", "Series", "Side", "StepKind", "Topic", "Vote", "Voucher", "VoucherKind",
    "VoucherPaper", "seed_chart",
]  # fmt: skip
