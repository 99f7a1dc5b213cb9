"""The co-operative 互助补充保险合作社."""

from mutualfund.models.accounts import Account, AccountKind, seed_chart
from mutualfund.models.advances import Advance, AdvanceState, AdvanceStatus
from mutualfund.models.bank import BankLine, BankMatch, BankRule, BankStatement, MatchedVoucher
from mutualfund.models.charter import (
    AmountBand,
    Article,
    Benefit,
    Charter,
    ClaimKind,
    Method,
    Topic,
)
from mutualfund.models.claim_life import ClaimAct, ClaimStatus, RefusalCode, SignedWay
from mutualfund.models.claim_steps import ClaimStep
from mutualfund.models.claims import Claim
from mutualfund.models.clawbacks import Clawback, ClawbackStatus
from mutualfund.models.closings import Closing, PeriodStep, StepKind
from mutualfund.models.collections import Collection, CollectionKind, CollectionStatus
from mutualfund.models.counts import CashCount
from mutualfund.models.donations import Donation, Drive
from mutualfund.models.dues import DueKind, DuePayer, DuesPayment
from mutualfund.models.endings import (
    Acknowledgement,
    CallAnswer,
    ClaimCall,
    ClaimSample,
    SignedHow,
    SignedSheet,
)
from mutualfund.models.enrolments import Enrolment, EnrolmentScan
from mutualfund.models.evidence import Evidence
from mutualfund.models.figures import Agreement, Explanation, Measure, StatedFigure
from mutualfund.models.fund import Fund, FundKey
from mutualfund.models.grants import Grant, Payer
from mutualfund.models.income_voids import IncomeVoid
from mutualfund.models.interest import Interest
from mutualfund.models.investigations import Conclusion, Investigation
from mutualfund.models.meetings import (
    AgendaItem,
    Attendance,
    Cancellation,
    Choice,
    CommitteeMember,
    Decision,
    Meeting,
    MeetingStatus,
    Outcome,
    Presence,
    Revocation,
    SeatKind,
    Vote,
)
from mutualfund.models.members import Member, MemberState
from mutualfund.models.minutes import Letter, LetterReading, MinutesVersion, PayList, SignedCopy
from mutualfund.models.notice_holds import NoticeHold
from mutualfund.models.papers import VoucherPaper
from mutualfund.models.pay_batches import (
    CashPhoto,
    CashReceipt,
    FailCode,
    LineResult,
    PayBatch,
    PayLine,
    Receiver,
)
from mutualfund.models.payees import Payee
from mutualfund.models.payments import Payment, PayMethod
from mutualfund.models.proofs import DailyHead, SelfCheck
from mutualfund.models.receipts import Method as ReceiptMethod
from mutualfund.models.receipts import Receipt
from mutualfund.models.reliefs import Relief, ReliefCall, ReliefKind, ReliefStatus
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
    balance_where,
    voucher_name,
)

__all__ = [
    "Account",
    "AccountKind",
    "Acknowledgement",
    "Advance",
    "AdvanceState",
    "AdvanceStatus",
    "AgendaItem",
    "Agreement",
    "AmountBand",
    "Article",
    "Attendance",
    "BankLine",
    "BankMatch",
    "BankRule",
    "BankStatement",
    "Benefit",
    "CallAnswer",
    "Cancellation",
    "CashCount",
    "CashPhoto",
    "CashReceipt",
    "Charter",
    "Choice",
    "Claim",
    "ClaimAct",
    "ClaimCall",
    "ClaimKind",
    "ClaimSample",
    "ClaimStatus",
    "ClaimStep",
    "Clawback",
    "ClawbackStatus",
    "Closing",
    "Collection",
    "CollectionKind",
    "CollectionStatus",
    "CommitteeMember",
    "Conclusion",
    "DailyHead",
    "Decision",
    "Donation",
    "DraftLine",
    "DraftStatus",
    "DraftVoucher",
    "Drive",
    "DueKind",
    "DuePayer",
    "DuesPayment",
    "Enrolment",
    "EnrolmentScan",
    "Entry",
    "Evidence",
    "Explanation",
    "FailCode",
    "Fund",
    "FundKey",
    "Grant",
    "IncomeVoid",
    "Interest",
    "Investigation",
    "Letter",
    "LetterReading",
    "LineResult",
    "MatchedVoucher",
    "Measure",
    "Meeting",
    "MeetingStatus",
    "Member",
    "MemberState",
    "Method",
    "MinutesVersion",
    "NoticeHold",
    "Outcome",
    "PayBatch",
    "PayLine",
    "PayList",
    "PayMethod",
    "Payee",
    "Payer",
    "Payment",
    "PeriodBalance",
    "PeriodStep",
    "Presence",
    "Receipt",
    "ReceiptMethod",
    "Receiver",
    "RefusalCode",
    "Relief",
    "ReliefCall",
    "ReliefKind",
    "ReliefStatus",
    "Revocation",
    "SeatKind",
    "SelfCheck",
    "Series",
    "Side",
    "SignedCopy",
    "SignedHow",
    "SignedSheet",
    "SignedWay",
    "StatedFigure",
    "StepKind",
    "Topic",
    "Vote",
    "Voucher",
    "VoucherKind",
    "VoucherPaper",
    "balance_where",
    "seed_chart",
    "voucher_name",
]  # fmt: skip
