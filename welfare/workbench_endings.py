"""What paid claims still bring to the to-do list, 签领, call-backs, closing 结案, 追回; and who asks to join."""

import datetime as dt
from collections.abc import Callable

from django.urls import reverse

from mutualfund.clawbacks import DECIDE, MAKE, TAKE, due_for
from mutualfund.ending_shapes import (
    MINE,
    ODD,
    TO_CLOSE,
    TO_SIGN,
    calls_for,
    undrawn,
    waiting_claims,
)
from mutualfund.member_list import ANNOUNCE, APPROVE
from mutualfund.models import Enrolment
from mutualfund.models.enrolments import EnrolmentQuerySet
from welfare.models import User
from welfare.money import yuan
from welfare.workbench_tasks import Task, folded

SIGN_AFTER = dt.timedelta(days=3)  # so long after the payment the paper should have come back, 示例


def _list(show: str) -> str:
    return f"{reverse('claim-endings')}?show={show}"


def _to_sign(user: User, on: dt.date) -> list[Task]:
    late = waiting_claims(user, TO_SIGN).filter(payment__paid_on__lte=on - SIGN_AFTER).count()
    if not late:
        return []
    told = f"付了 {SIGN_AFTER.days} 天，本人还没有签领"
    return [Task("pen", "补助等签领", _list(TO_SIGN), told, state=f"{late} 件", weight=late)]


def _to_close(user: User, on: dt.date) -> list[Task]:
    ready, odd = waiting_claims(user, TO_CLOSE).count(), waiting_claims(user, ODD).count()
    tasks = []
    if ready:
        told = "签领了，抽样和回访也办完了"
        tasks.append(
            Task(
                "check-lg", "补助可以结案", _list(TO_CLOSE), told, state=f"{ready} 件", weight=ready
            )
        )
    if odd:
        told = "查清楚，写明怎么了结，再结案"
        tasks.append(
            Task(
                "exclamation-triangle-fill", "补助回访有出入", _list(ODD), told, kind="over",
                state=f"{odd} 件", weight=odd,
            )
        )  # fmt: skip
    return tasks


def _to_draw(user: User, on: dt.date) -> list[Task]:
    return [
        Task(
            "telephone", f"抽 {quarter.year} 年{quarter.words}的补助回访",
            f"{reverse('claim-calls')}?quarter={quarter.year}-{quarter.number}",
            "抽了、问过了才能结案", state="待抽样",
        )
        for quarter in undrawn(on=on)
    ]  # fmt: skip


def _to_call(user: User, on: dt.date) -> list[Task]:
    """Drawn and not yet asked about, of those this person had no part in."""
    if not (count := calls_for(user).count()):
        return []
    url = f"{reverse('claim-calls')}?show={MINE}"
    told = "抽到的，问一声钱收到没有"
    return [Task("telephone", "回访补助", url, told, state=f"{count} 个", weight=count)]


def _clawbacks(user: User, act: str, verb: str, told: str) -> list[Task]:
    """Those whose next act is this person's; folded, they open the list of the same."""
    tasks = [
        Task(
            "arrow-return-left", f"{verb}{one.claim.number} {yuan(one.amount)} 元",
            one.claim.get_absolute_url(), told,
        )
        for one in due_for(user, act)
    ]  # fmt: skip
    return folded(tasks, f"追回 {len(tasks)} 笔", f"{reverse('claim-list')}?clawback={act}")


def _to_decide_clawback(user: User, on: dt.date) -> list[Task]:
    return _clawbacks(user, DECIDE, "批准追回：", "付多了，要本人退一部分")


def _to_make_clawback(user: User, on: dt.date) -> list[Task]:
    return _clawbacks(user, MAKE, "追回制单：", "本人退了钱，凭回单制单")


def _to_take_clawback(user: User, on: dt.date) -> list[Task]:
    return _clawbacks(user, TAKE, "收追回：", "凭证已审核")


def _enrolments(show: str, rows: EnrolmentQuerySet, title: str, told: str) -> list[Task]:
    if not (count := rows.count()):
        return []
    url = f"{reverse('enrolment-list')}?show={show}"
    return [Task("people", title, url, told, state=f"{count} 份", weight=count)]


def _to_approve(user: User, on: dt.date) -> list[Task]:
    rows = Enrolment.objects.to_approve().exclude(entered_by=user)
    return _enrolments(APPROVE, rows, "批准入社登记", "本人签过名，批准了才能收首次会费")


def _to_announce(user: User, on: dt.date) -> list[Task]:
    rows = Enrolment.objects.to_announce()
    return _enrolments(ANNOUNCE, rows, "公布批准入社的名单", "互助委批准了，还没有公布")


ENDINGS: list[tuple[str, Callable[[User, dt.date], list[Task]]]] = [
    ("intake_claim", _to_sign),
    ("intake_claim", _to_close),
    ("call_claims", _to_draw),
    ("call_claims", _to_call),
    ("finalise_claim", _to_approve),
    ("manage_members", _to_announce),
    ("finalise_claim", _to_decide_clawback),
    ("make_voucher", _to_make_clawback),
    ("pay_claim", _to_take_clawback),
]
