"""Who may take which step of an inspection 监督检查; each returns the Chinese reason against, or ""."""

from disclosure.inspection_draw import hands_in, key_of
from disclosure.models import (
    Inspection,
    InspectionItem,
    InspectionStatus,
    Rectification,
    RectificationStatus,
    Sort,
)
from staff.models import Branch, Worker
from welfare.models import User

NOT_ON = "您不是这次的检查人。"


def may_inspect(person: User, unit: Branch) -> str:
    """Why this person may not inspect a unit; empty when he may."""
    if not person.is_active or not person.may_use("inspect"):
        return f"{person.name}没有监督检查的权限，换一位。"
    if Worker.objects.filter(user=person, station__branch=unit).exists():
        return f"{person.name}是{unit}的人，不能检查自己单位。"
    return ""


def is_inspector(user: User, inspection: Inspection) -> bool:
    """Whether he is one of those who inspect."""
    return inspection.team.filter(user=user).exists()


def may_check(user: User, item: InspectionItem) -> str:
    """Why this person may not look at what was drawn; empty when he may."""
    if not is_inspector(user, item.draw.inspection):
        return NOT_ON
    if item.result:
        return "已经查过，不能改。"
    if user.pk in hands_in(Sort(item.draw.sort), [key_of(item)]).get(key_of(item), set()):
        return "您经过手，要由别的检查人查。"
    return ""


def may_find(user: User, inspection: Inspection) -> str:
    """Why this person may not take points off; empty when he may."""
    if not is_inspector(user, inspection):
        return NOT_ON
    if inspection.status != InspectionStatus.OPEN:
        return "检查人都签了字，评分不能再改。"
    if inspection.team.filter(signed_at__isnull=False).exists():
        return "已经有检查人签字，评分不能再改。"
    return ""


def may_sign(user: User, inspection: Inspection) -> str:
    """Why this person may not sign the sheet; empty when he may."""
    own = inspection.team.filter(user=user).first()
    if own is None:
        return NOT_ON
    if own.signed_at:
        return "您已经签过字。"
    waiting = InspectionItem.objects.filter(draw__inspection=inspection, result="").count()
    return f"抽中的还有 {waiting} 件没查，查完再签字。" if waiting else ""


def may_close(user: User, inspection: Inspection) -> str:
    """Why this person may not close it; empty when he may."""
    if not is_inspector(user, inspection):
        return NOT_ON
    if inspection.status != InspectionStatus.SIGNED:
        return "检查人都签了字才能归档。"
    findings = inspection.findings
    if many := findings.filter(order=None).count():
        return f"还有 {many} 处问题没下整改通知。"
    closed = RectificationStatus.CLOSED
    if many := findings.exclude(order__status=closed).count():
        return f"还有 {many} 张整改通知没改好。"
    return ""


def may_issue(user: User, inspection: Inspection) -> str:
    """Why this person may not issue an order; empty when he may."""
    return "" if is_inspector(user, inspection) else NOT_ON


def may_report(user: User, order: Rectification) -> str:
    """Why this person may not say it is put right; empty when he may."""
    if order.status != RectificationStatus.ISSUED:
        return f"这张整改通知是「{order.get_status_display()}」。"
    return "" if order.owner_id == user.pk else f"由责任人{order.owner.name}报。"


def may_recheck(user: User, order: Rectification) -> str:
    """Why this person may not recheck it; empty when he may."""
    if order.status != RectificationStatus.DONE:
        return "责任人报改好以后才复查。"
    if order.owner_id == user.pk:
        return "您是责任人，要由别人复查。"
    return may_issue(user, order.finding.inspection)
