"""Who may take which step of a relief 困难救助: the reason beside a disabled button, raised by the action."""

from mutualfund.models import DraftStatus, DraftVoucher, Relief, ReliefStatus
from mutualfund.models.reliefs import RELIEF
from staff.kinship import kin_of
from welfare.models import User


def draft_of(relief: Relief) -> DraftVoucher | None:
    """The voucher that pays it, on its way or posted; None while it is not made."""
    drafts = DraftVoucher.objects.filter(source=relief.source, purpose=RELIEF)
    return drafts.exclude(status=DraftStatus.DROPPED).select_related("maker", "reviewer").first()


def _is_family(user: User, relief: Relief) -> bool:
    return user.pk == relief.worker.user_id or user.pk in kin_of(relief.worker).users


def may_decide(user: User, relief: Relief) -> str:
    """Why this person may not approve or decline; empty when he may."""
    if relief.status not in (ReliefStatus.PROPOSED, ReliefStatus.APPROVED):
        return f"这笔救助是「{relief.get_status_display()}」，不用再批。"
    if user.pk == relief.proposed_by_id:
        return "这笔救助是您提出的，要由别人批准。"
    if relief.status == ReliefStatus.APPROVED and draft_of(relief) is not None:
        return "凭证已经在办。先请审核人退回凭证，再收回批准。"
    return "救助的是您本人或亲属，要由别人批准。" if _is_family(user, relief) else ""


def may_withdraw(user: User, relief: Relief) -> str:
    """Why this person may not take the proposal back; empty when he may."""
    if relief.status != ReliefStatus.PROPOSED:
        return f"这笔救助是「{relief.get_status_display()}」，不能撤回。"
    return "" if user.pk == relief.proposed_by_id else "谁提出，谁撤回。"


def may_handle(user: User, relief: Relief) -> str:
    """Why this person may not handle its voucher or its money; empty when he may."""
    if user.pk in (relief.proposed_by_id, relief.decided_by_id):
        return "您提出或批准了这笔救助，账和钱要由别人来办。"
    return "救助的是您本人或亲属，账和钱要由别人来办。" if _is_family(user, relief) else ""


def may_call(user: User, relief: Relief) -> str:
    """Why this person may not record a call; empty when he may."""
    if relief.status != ReliefStatus.PAID:
        return f"这笔救助是「{relief.get_status_display()}」，发放以后再回访。"
    if user.pk in (relief.decided_by_id, relief.cashier_id, relief.witness_id):
        return "批准和发放的人不回访，请别人打这个电话。"
    return "救助的是您本人或亲属，请别人回访。" if _is_family(user, relief) else ""
