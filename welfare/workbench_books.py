"""What of the account books waits for whoever looks, a line for each desk."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.urls import reverse

from mutualfund.actions.vouchers import BY_HAND
from mutualfund.income_desk import waiting_in
from mutualfund.models import Account, DraftStatus, DraftVoucher, IncomeVoid, VoucherKind
from mutualfund.models.closings import PeriodStep, StepKind
from welfare.accounts import SEALED_LOGIN
from welfare.models import AuditEntry, ExportRequest, RoleGrant, User
from welfare.workbench_tasks import Task

SEALED_DAYS = 30  # a parameter shipped as 示例


def _one_line(icon: str, title: str, url: str, told: str, waiting: QuerySet) -> list[Task]:
    """The desk as one line with how many wait there; nothing when none does."""
    count = waiting.count()
    return [Task(icon, title, url, told, state=f"{count} 件", weight=count)] if count else []


def _income_to_review(user: User, on: dt.date) -> list[Task]:
    rows = waiting_in(DraftStatus.DRAFT).exclude(maker=user)
    return _one_line("pencil", "审核收款凭证", reverse("income-desk"), "会计已经制单", rows)


def _income_to_confirm(user: User, on: dt.date) -> list[Task]:
    rows = waiting_in(DraftStatus.REVIEWED).exclude(maker=user).exclude(reviewer=user)
    url = f"{reverse('income-desk')}?state={DraftStatus.REVIEWED}"
    return _one_line("cash", "确认收款到账", url, "已经审核，钱到了再记账", rows)


def _voids_to_confirm(user: User, on: dt.date) -> list[Task]:
    rows = IncomeVoid.objects.waiting().exclude(asked_by=user)
    told = "会计提出，您确认以后这一笔和收据都作废"
    return _one_line("slash-circle", "确认收款作废", reverse("income-void-list"), told, rows)


def _by_hand(state: DraftStatus) -> QuerySet[DraftVoucher]:
    """What no desk of its own handles: vouchers written by hand, and the red ones of every kind."""
    own = Q(purpose__in=BY_HAND) | Q(kind=VoucherKind.REVERSAL)
    return DraftVoucher.objects.filter(own, status=state)


def _by_hand_to_review(user: User, on: dt.date) -> list[Task]:
    rows = _by_hand(DraftStatus.DRAFT)
    url = f"{reverse('draft-list')}?state={DraftStatus.DRAFT}"
    return _one_line("pencil", "审核记账凭证", url, "会计已经制单", rows.exclude(maker=user))


def _by_hand_to_enter(*, money: bool) -> Callable[[User, dt.date], list[Task]]:
    """Reviewed ones by hand and in red: the cashier enters what moves money, the accountant all else."""
    is_money = Q(pk__in=DraftVoucher.objects.filter(lines__account__in=Account.objects.money()))

    def tasks_of(user: User, on: dt.date) -> list[Task]:
        rows = _by_hand(DraftStatus.REVIEWED)
        rows = (
            rows.filter(is_money).exclude(Q(maker=user) | Q(reviewer=user))
            if money
            else rows.exclude(is_money)
        )
        url = f"{reverse('draft-list')}?state={DraftStatus.REVIEWED}"
        return _one_line("list-columns-reverse", "凭证记账", url, "已经审核", rows)

    return tasks_of


def _steps(kind: StepKind, title: str) -> Callable[[User, dt.date], list[Task]]:
    """Wishes to close or reopen that somebody else made."""

    def tasks_of(user: User, on: dt.date) -> list[Task]:
        rows = PeriodStep.objects.filter(kind=kind, confirmed_by=None, is_dropped=False)
        rows = rows.exclude(asked_by=user).select_related("fund", "asked_by")
        url = reverse("closing-list")
        return [
            Task(
                "lock",
                f"{title}：{step.fund}",
                f"{url}?fund={step.fund.key}",
                f"{step.asked_by}提出，办完以后结到 {step.through}",
                state="待确认",
            )
            for step in rows
        ]

    return tasks_of


def _exports(user: User, on: dt.date) -> list[Task]:
    rows = ExportRequest.objects.waiting().exclude(asked_by=user)
    told = "号码不遮住的名单，由另一个人批准"
    return _one_line("file-earmark-arrow-down", "批准完整导出", reverse("export-list"), told, rows)


def _grants(user: User, on: dt.date) -> list[Task]:
    rows = RoleGrant.objects.waiting().exclude(asked_by=user).exclude(user=user)
    told = "要两个人才授的角色，已有一位授了"
    return _one_line("check-circle", "确认授权", reverse("role-grant-list"), told, rows)


def _sealed_logins(user: User, on: dt.date) -> list[Task]:
    """The sealed account may do everything: whoever watches the trail looks at what it did."""
    since = on - dt.timedelta(days=SEALED_DAYS)
    rows = AuditEntry.objects.filter(action=SEALED_LOGIN, at__date__gt=since)
    told = f"近 {SEALED_DAYS} 天，核对是谁、办了什么"
    return _one_line("shield-exclamation", "封存账号登录过", reverse("audit-list"), told, rows)


BOOKS: list[tuple[str, Callable[[User, dt.date], list[Task]]]] = [
    ("review_voucher", _income_to_review),
    ("review_voucher", _voids_to_confirm),
    ("review_voucher", _by_hand_to_review),
    ("review_voucher", _steps(StepKind.CLOSE, "确认结账")),
    ("receive_money", _income_to_confirm),
    ("make_voucher", _by_hand_to_enter(money=False)),
    ("receive_money", _by_hand_to_enter(money=True)),
    ("reopen_books", _steps(StepKind.REOPEN, "确认反结账")),
    ("approve_export", _exports),
    ("confirm_roles", _grants),
    ("view_audit", _sealed_logins),
]
