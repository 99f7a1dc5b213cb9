"""The life of a claim 申请的一生: its states, the steps between them, why one is refused."""

from django.db import models


class ClaimStatus(models.TextChoices):
    """Life of a claim (domain.md 8.6)."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    ACCEPTED = "accepted", "已受理"
    SUPPLEMENT = "supplement", "补正"
    INVESTIGATING = "investigating", "调查核实"
    DELIBERATING = "deliberating", "集体研究"
    APPROVED = "approved", "同意"
    REJECTED = "rejected", "不同意"
    PUBLICITY = "publicity", "公示"
    PAYABLE = "payable", "待付款"
    PAID = "paid", "已付款"
    RECEIPT_SIGNED = "receipt_signed", "已签领"
    CLOSED = "closed", "结案"
    WITHDRAWN = "withdrawn", "撤回"


_S = ClaimStatus
# A claim sent back goes on where it stood; a decision may be taken back until the money is gone.
NEXT: dict[str, set[ClaimStatus]] = {
    _S.DRAFT: {_S.SUBMITTED, _S.WITHDRAWN},
    _S.SUBMITTED: {_S.ACCEPTED, _S.SUPPLEMENT, _S.REJECTED, _S.WITHDRAWN},
    _S.ACCEPTED: {_S.SUPPLEMENT, _S.INVESTIGATING, _S.WITHDRAWN},
    _S.SUPPLEMENT: {
        _S.SUBMITTED, _S.ACCEPTED, _S.INVESTIGATING, _S.DELIBERATING, _S.WITHDRAWN,
    },
    _S.INVESTIGATING: {_S.DELIBERATING, _S.SUPPLEMENT, _S.WITHDRAWN},
    _S.DELIBERATING: {_S.APPROVED, _S.REJECTED, _S.SUPPLEMENT, _S.WITHDRAWN},
    _S.APPROVED: {_S.PUBLICITY, _S.DELIBERATING, _S.WITHDRAWN},
    _S.PUBLICITY: {_S.PAYABLE, _S.DELIBERATING, _S.WITHDRAWN},
    _S.PAYABLE: {_S.PAID, _S.DELIBERATING},
    _S.PAID: {_S.RECEIPT_SIGNED, _S.PAYABLE},
    _S.RECEIPT_SIGNED: {_S.CLOSED, _S.PAYABLE},
    _S.CLOSED: {_S.PAYABLE},  # its payment was reversed after all: see actions/bounced.py
}  # fmt: skip

BEFORE_RECEIPT = (_S.DRAFT, _S.SUBMITTED)
ENDED_WITHOUT_MONEY = (_S.REJECTED, _S.WITHDRAWN)
COMMITTED = (_S.APPROVED, _S.PUBLICITY, _S.PAYABLE)
PAID_OUT = (_S.PAID, _S.RECEIPT_SIGNED, _S.CLOSED)
IN_WORK = (_S.ACCEPTED, _S.INVESTIGATING, _S.DELIBERATING)
# 暂缓 is possible from the receipt to the payment
HOLDABLE = (*IN_WORK, _S.PUBLICITY, _S.PAYABLE)
# the applicant may step back himself until the committee has decided
APPLICANT_WITHDRAWS = (*BEFORE_RECEIPT, _S.SUPPLEMENT, *IN_WORK)

# how a state is painted; what is missing is a draft
PAINT = {
    _S.SUBMITTED: "info", _S.SUPPLEMENT: "wait", _S.ACCEPTED: "info",
    _S.INVESTIGATING: "info", _S.DELIBERATING: "info",
    _S.APPROVED: "ok", _S.PUBLICITY: "wait", _S.PAYABLE: "wait",
    _S.REJECTED: "over", _S.PAID: "done", _S.RECEIPT_SIGNED: "done", _S.CLOSED: "done",
}  # fmt: skip


class ClaimAct(models.TextChoices):
    """What was done to a claim; with each goes who, when and why."""

    FILLED = "filled", "代填"
    SUBMITTED = "submitted", "提交"
    ACCEPTED = "accepted", "受理"
    DECLINED = "declined", "不予受理"
    RETURNED = "returned", "退回补正"
    SUPPLEMENTED = "supplemented", "材料补齐"
    ASSIGNED = "assigned", "指派调查人"
    REPLACED = "replaced", "更换调查人"
    INVESTIGATED = "investigated", "提交委员会"
    APPROVED = "approved", "委员会同意"
    REFUSED = "refused", "委员会不同意"
    TAKEN_BACK = "taken_back", "撤销决定"
    ANNOUNCED = "announced", "公示开始"
    VOUCHED = "vouched", "制单"
    PAID = "paid", "付款"
    BOUNCED = "bounced", "退票，重新付"
    SIGNED = "signed", "签领"
    CLOSED = "closed", "结案"
    WITHDRAWN = "withdrawn", "撤回"
    HELD = "held", "暂缓"
    RELEASED = "released", "解除暂缓"
    TAKEN_OVER = "taken_over", "历史申请转入"


STANDING_ACTS = (ClaimAct.HELD, ClaimAct.RELEASED, ClaimAct.REPLACED)  # the state stays
STOPS_CLOCK = (ClaimAct.RETURNED, ClaimAct.HELD)
STARTS_CLOCK = (ClaimAct.SUPPLEMENTED, ClaimAct.RELEASED)


class RefusalCode(models.TextChoices):
    """Why a claim is refused 不同意的原因, so that reasons can be counted."""

    NOT_COVERED = "not_covered", "不在章程的出险范围"
    NOT_ENTITLED = "not_entitled", "社员资格、等待期或会费不合"
    TOO_LATE = "too_late", "超过申请期限"
    PAPERS = "papers", "证明材料不足"
    UNTRUE = "untrue", "情况不实"
    TWICE = "twice", "这件事已经补过"
    ELSEWHERE = "elsewhere", "别处已经补足"
    FUND = "fund", "基金不够"
    NO_MAJORITY = "no_majority", "同意的没有过半"
    OTHER = "other", "其他"


class SignedWay(models.TextChoices):
    """How the applicant said that the claim is his own (本人确认)."""

    PAPER = "paper", "柜台签字"
    PHONE = "phone", "本人登录提交"
    CODE = "code", "确认码"
