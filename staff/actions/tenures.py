"""Moves 岗位变动: a new dated row from a day; the last one can be taken back, with a reason."""

import datetime as dt

from django.db import transaction

from staff.holdings import Holding, holding_of
from staff.models import Tenure, Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

BEGINNING = dt.date(1950, 1, 1)  # no dated row reaches further back


def take_on(worker: Worker, holding: Holding, *, since: dt.date, reason: str) -> Tenure:
    """Open a dated row and let the worker repeat it. The caller holds the worker's lock."""
    worker.station, worker.job = holding.station, holding.job
    worker.post, worker.identity = holding.post, holding.identity
    worker.save(update_fields=["station", "job", "post", "identity"])
    return Tenure.objects.create(
        worker=worker,
        since=since,
        station=holding.station,
        job=holding.job,
        post=holding.post,
        identity=holding.identity,
        reason=reason,
    )


def check_day(day: dt.date, *, reason: str, on: dt.date) -> None:
    """Raises Refused for a day to come, and for a past one without a reason."""
    if day > on:
        raise Refused(f"{day:%Y-%m-%d} 还没到，到那天再登记。")
    if day < BEGINNING:
        raise Refused(f"{day:%Y-%m-%d} 太早了，请核对年份。")
    if day < on and not reason.strip():
        raise Refused("日期早于今天是补登，要写原因。")


@transaction.atomic
def move_worker(
    worker: Worker, holding: Holding, *, since: dt.date, reason: str, on: dt.date, by: User
) -> Tenure:
    """变动 from a day: the row in force ends, a new one begins; no day has two.

    Raises Refused for a leaver, a day to come, a back-dated one without a reason or before the
    row in force, and when nothing changes.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if worker.left_on:
        raise Refused(f"{worker.name} 已于 {worker.left_on:%Y-%m-%d} 离册，先办重新入册。")
    check_day(since, reason=reason, on=on)
    now = worker.tenures.select_related("station").filter(until__isnull=True).first()
    if now is not None and holding_of(now) == holding:
        raise Refused("单位、岗位、用工状态和身份都没有变，不用登记。")
    if now is not None and since <= now.since:
        raise Refused(
            f"现在的一段从 {now.since:%Y-%m-%d} 起，变动要晚于这一天。"
            "那一段登记错了，先撤销最近一次变动，再重新登记。"
        )
    if now is not None:
        now.until = since
        now.save(update_fields=["until"])
    tenure = take_on(worker, holding, since=since, reason=reason.strip())
    audit.record("worker.moved", worker, by=by, since=since, reason=reason.strip(), **holding.facts)
    return tenure


def last_move(worker: Worker) -> tuple[Tenure, Tenure] | None:
    """The row in force and the one before it, when they meet; else nothing can be taken back."""
    rows = list(worker.tenures.select_related("station").order_by("-since")[:2])
    if len(rows) < 2 or rows[0].until is not None or rows[1].until != rows[0].since:
        return None
    return rows[0], rows[1]


@transaction.atomic
def undo_move(worker: Worker, *, reason: str, by: User) -> Tenure:
    """撤销最近一次变动: the row before goes on; what was taken back stays as a trace.

    Raises Refused without a reason or when there is no move to take back.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if not reason.strip():
        raise Refused("撤销变动要写原因。")
    rows = None if worker.left_on else last_move(worker)
    if rows is None:
        raise Refused("没有可以撤销的变动。")
    mistaken, before = rows
    mistaken.delete()
    before.until = None
    before.save(update_fields=["until"])
    holding = holding_of(before)
    worker.station, worker.job = holding.station, holding.job
    worker.post, worker.identity = holding.post, holding.identity
    worker.save(update_fields=["station", "job", "post", "identity"])
    audit.record("worker.move_undone", worker, by=by, since=mistaken.since, reason=reason.strip())
    return before
