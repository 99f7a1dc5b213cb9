"""Joining the co-operative 入社: voluntary, and open to every worker on the roster."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from mutualfund.models import Member
from staff.models import Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn


def _next_number() -> str:
    """社员编号 in the order of joining: SY-0001."""
    take_turn("members")
    last = Member.objects.aggregate(last=Max("number"))["last"]
    return f"SY-{int(last[3:]) + 1 if last else 1:04d}"


@transaction.atomic
def join_coop(worker: Worker, *, on: dt.date, by: User) -> Member:
    """Open a membership from a day. Raises Refused for a leaver or a member.

    Charter: 职工自愿参加; one open membership per worker.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if worker.left_on and worker.left_on <= on:
        raise Refused(f"{worker.name} 已于 {worker.left_on:%Y-%m-%d} 离册，不能入社。")
    if Member.objects.filter(worker=worker, left_on__isnull=True).exists():
        raise Refused(f"{worker.name} 已是社员，不用再入社。")
    member = Member.objects.create(number=_next_number(), worker=worker, joined_on=on)
    audit.record("member.joined", member, by=by, joined_on=on)
    return member
