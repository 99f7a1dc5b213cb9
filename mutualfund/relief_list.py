"""The list of reliefs 困难救助 as its page and its export show it: which ones, of which kind, whose."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from mutualfund.models import Relief, ReliefKind, ReliefStatus
from staff.models import Worker
from welfare.models import User

TO_CALL, NOT_ARRIVED, REVERSED = "to_call", "not_arrived", "reversed"
LISTS = {
    "": "全部",
    **dict(ReliefStatus.choices),
    TO_CALL: "还没回访",
    NOT_ARRIVED: "回访说没到",
    REVERSED: "已红字冲销",
}
KEPT = Q(status=ReliefStatus.PAID, is_reversed=False)
CONDITIONS = {
    "": Q(pk__gt=0),
    **{status.value: Q(status=status) for status in ReliefStatus},
    ReliefStatus.PAID: KEPT,
    TO_CALL: KEPT & Q(arrived=None),
    NOT_ARRIVED: KEPT & Q(arrived=False),
    REVERSED: Q(is_reversed=True),
}


def list_asked(query: Mapping[str, str]) -> str:
    """Which list of LISTS the address asks for."""
    show = query.get("show", "")
    return show if show in LISTS else ""


def may_read_reason(user: User) -> bool:
    """Why a family was helped is read by the office, who approves, and the auditor."""
    return user.may_use("view_help")


def narrowed(user: User, query: Mapping[str, str]) -> "QuerySet[Relief]":
    """By kind, by worker, and by name, pinyin, number of the worker or of the relief."""
    rows = Relief.objects.with_last_call().select_related("worker__station")
    if (kind := query.get("kind", "")) in ReliefKind.values:
        rows = rows.filter(kind=kind)
    if word := query.get("q", "").strip()[:40]:
        who = Q(worker__name__contains=word) | Q(worker__pinyin__startswith=word.lower())
        who |= Q(worker__initials__startswith=word.lower()) | Q(number__icontains=word)
        rows = rows.filter(who | Q(worker__number=word))
    return rows


def counted(rows: "QuerySet[Relief]") -> list[tuple[str, str, int]]:
    """Each list with its words and how many it holds; empty ones left out. One query."""
    found = rows.order_by().aggregate(
        **{f"n_{key}": Count("pk", filter=condition) for key, condition in CONDITIONS.items()}
    )
    return [
        (key, words, found[f"n_{key}"])
        for key, words in LISTS.items()
        if found[f"n_{key}"] or not key
    ]


def in_list(rows: "QuerySet[Relief]", show: str) -> "QuerySet[Relief]":
    """Those of one list of LISTS, the latest first."""
    return rows.filter(CONDITIONS[show]).order_by("-proposed_on", "-pk")


def may_open_worker(user: User, worker: Worker) -> bool:
    """Whether this reader may open the worker's page."""
    seen = user.may_use("view_workers")
    return seen and Worker.objects.visible_to(user).filter(pk=worker.pk).exists()
