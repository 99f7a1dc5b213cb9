"""Departures 离册: leaving the count, coming back, taking a mistake back."""

import datetime as dt
from typing import Any

from django.db import transaction

from staff.actions.certifications import withdraw_runs
from staff.actions.exits import exit_file, reopen_file
from staff.actions.gift_stops import resume_gifts, stop_gifts
from staff.actions.pairings import end_pairings, resume_pairing
from staff.actions.tenures import check_day, take_on
from staff.holdings import Holding
from staff.models import (
    Departure,
    DutyStatus,
    ExitReason,
    Gift,
    HardshipFile,
    LeaveReason,
    Pairing,
    Tenure,
    VisitDuty,
    Worker,
)
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User


def _locked(worker: Worker) -> Worker:
    return Worker.objects.select_for_update().get(pk=worker.pk)


@transaction.atomic
def leave_roster(
    worker: Worker,
    *,
    left_on: dt.date,
    reason: LeaveReason,
    document: str,
    note: str = "",
    on: dt.date,
    by: User,
) -> Departure:
    """离册 from a day: out of the count, still in the register; what is pending is stopped.

    The hardship file is closed with the reason (domain.md 5.5), its pairing ends, the visits not
    yet due are waived, the gifts not signed for are stopped (domain.md 14, P9).
    Raises Refused for who has left, without a paper, for a day to come or before the row in force.
    """
    worker = _locked(worker)
    if worker.left_on:
        raise Refused(f"{worker.name} 已于 {worker.left_on:%Y-%m-%d} 离册，不用再登记。")
    if not document.strip():
        raise Refused("离册要写证明或文号。")
    check_day(left_on, reason=document, on=on)
    _close_tenure(worker, left_on)
    worker.left_on, worker.leave_reason = left_on, reason
    worker.save(update_fields=["left_on", "leave_reason"])
    departure = Departure.objects.create(
        worker=worker,
        left_on=left_on,
        reason=reason,
        document=document.strip(),
        note=note.strip(),
        stopped=_stop_pending(worker, left_on=left_on, reason=reason, by=by),
        recorded_at=clock.now(),
        recorded_by=by,
    )
    audit.record("worker.left", worker, by=by, left_on=left_on, reason=reason, document=document)
    return departure


def _close_tenure(worker: Worker, left_on: dt.date) -> None:
    now = worker.tenures.filter(until__isnull=True).first()
    if now is None:
        return
    if left_on <= now.since:
        raise Refused(
            f"现在的一段从 {now.since:%Y-%m-%d} 起，离册要晚于这一天。"
            "那一段登记错了，先撤销最近一次变动。"
        )
    now.until = left_on
    now.save(update_fields=["until"])


def _stop_pending(
    worker: Worker, *, left_on: dt.date, reason: LeaveReason, by: User
) -> dict[str, Any]:
    """Stop what would go on by itself; returns what was stopped, for undoing a mistake."""
    words = f"职工{reason.label}（{left_on:%Y-%m-%d}）"
    list(
        HardshipFile.objects.filter(worker=worker).order_by("pk").select_for_update()
    )  # file first
    pairings = list(Pairing.objects.open().filter(file__worker=worker))
    waived: list[int] = []
    for file in {pairing.file for pairing in pairings}:
        waived += end_pairings(file, reason=words, on=left_on, by=by)
    stopped: dict[str, Any] = {
        "pairings": [pairing.pk for pairing in pairings],
        "duties": waived,
        "gifts": stop_gifts(Gift.objects.filter(file__worker=worker), reason=words, on=left_on),
        "files": {},
    }
    withdraw_runs(worker, reason=words, on=left_on, by=by)  # a tier change leaves its file in force
    for file in HardshipFile.objects.in_force().filter(worker=worker):
        stopped["files"][str(file.pk)] = file.status
        exit_file(file, why=ExitReason(reason.value), reason=words, on=left_on, by=by)
    return stopped


@transaction.atomic
def undo_departure(departure: Departure, *, reason: str, on: dt.date, by: User) -> Departure:
    """撤销离册 that was a mistake: counted again without a gap, and what it stopped goes on.

    Raises Refused without a reason, or when the departure was answered before.
    """
    worker = _locked(departure.worker)
    departure = Departure.objects.select_for_update().get(pk=departure.pk)
    if not reason.strip():
        raise Refused("撤销离册要写原因。")
    if departure.undone_at is not None or departure.returned_on is not None:
        raise Refused("这次离册已经撤销或已重新入册，不能再撤销。")
    worker.left_on, worker.leave_reason = None, ""
    worker.save(update_fields=["left_on", "leave_reason"])
    Tenure.objects.filter(worker=worker, until=departure.left_on).update(until=None)
    _resume(departure, reason=reason, on=on, by=by)
    departure.undone_at, departure.undone_by = clock.now(), by
    departure.undo_reason = reason.strip()
    departure.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    audit.record("worker.leave_undone", worker, by=by, reason=reason.strip())
    return departure


def _resume(departure: Departure, *, reason: str, on: dt.date, by: User) -> None:
    stopped = departure.stopped
    files = HardshipFile.objects.filter(pk__in=[int(pk) for pk in stopped.get("files", {})])
    for file in files:
        status = stopped["files"][str(file.pk)]
        reopen_file(file, status=status, reason=f"撤销离册：{reason.strip()}", on=on, by=by)
    pairings = Pairing.objects.filter(pk__in=stopped.get("pairings", []))
    others = Pairing.objects.open().values("file")
    for pairing in pairings.exclude(file__in=others):
        resume_pairing(pairing, on=on, by=by)
    VisitDuty.objects.filter(pk__in=stopped.get("duties", []), status=DutyStatus.WAIVED).update(
        status=DutyStatus.PENDING, waived_reason=None, waived_by=None, waived_on=None
    )
    resume_gifts(Gift.objects.filter(pk__in=stopped.get("gifts", [])))


@transaction.atomic
def return_worker(
    worker: Worker, holding: Holding, *, since: dt.date, document: str, on: dt.date, by: User
) -> Tenure:
    """重新入册 of a leaver from a day, with a paper; the days between stay uncounted.

    Raises Refused for who is on the roster or died, without a paper, for a day to come or before
    leaving.
    """
    worker = _locked(worker)
    if worker.left_on is None:
        raise Refused(f"{worker.name} 在册，不用重新入册。")
    if worker.leave_reason == LeaveReason.DIED:
        raise Refused(f"{worker.name} 登记的是去世。登记错了，请撤销离册。")
    if not document.strip():
        raise Refused("重新入册要写证明或文号。")
    check_day(since, reason=document, on=on)
    if since < worker.left_on:
        raise Refused(f"重新入册要在离册（{worker.left_on:%Y-%m-%d}）以后。")
    departure = Departure.objects.select_for_update().open().filter(worker=worker).first()
    worker.left_on, worker.leave_reason = None, ""
    worker.save(update_fields=["left_on", "leave_reason"])
    tenure = take_on(worker, holding, since=since, reason=f"重新入册：{document.strip()}")
    if departure is not None:
        departure.returned_on, departure.returned_by = since, by
        departure.return_document = document.strip()
        departure.save(update_fields=["returned_on", "returned_by", "return_document"])
    audit.record(
        "worker.returned", worker, by=by, since=since, document=document.strip(), **holding.facts
    )
    return tenure
