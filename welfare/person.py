"""One person on one page 职工档案: registry, care and the fund together, so it stands in the roof."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from mutualfund.models import Claim, DuesPayment, Member
from staff.matrix import matrix_of
from staff.models import Gift, HardshipFile, Pairing, Visit, Worker
from welfare import audit, clock
from welfare.access import UserRequest, requires
from welfare.models import AuditEntry, User, subject_of

REVEALS_A_DAY = 30  # security.md K7
REASONS = ("办理补助", "核对身份", "联系本人", "走访")


def _masked(worker: Worker) -> dict[str, str]:
    number, phone, card = str(worker.id_number), str(worker.phone), str(worker.bank_card)
    return {
        "id_number": f"{number[0]}{'*' * (len(number) - 3)}{number[-2:]}" if number else "",
        "phone": f"{phone[:3]}****{phone[-4:]}" if phone else "",
        "bank_card": f"**** {card[-4:]}" if card else "",
    }


def _care(worker: Worker) -> dict[str, Any]:
    files = HardshipFile.objects.filter(worker=worker).select_related("tier")
    pairings = Pairing.objects.filter(file__worker=worker).open()
    matrix = matrix_of(pairings, on=clock.today())
    rows = [row for group in matrix.groups for one in group.cadres for row in one.rows]
    visits = Visit.objects.filter(pairing__file__worker=worker).select_related("pairing__cadre")
    gifts = Gift.objects.filter(file__worker=worker, received_on__isnull=False)
    return {
        "file": files.in_force().first(),
        "changes": [c for f in files for c in f.changes.select_related("now", "was")],
        "row": rows[0] if rows else None,
        "quarters": matrix.quarters,
        "visits": visits[:10],
        "gifts": gifts.select_related("campaign"),
        "family": worker.household.workers.exclude(pk=worker.pk) if worker.household else [],
    }


def _fund(worker: Worker, user: User) -> dict[str, Any]:
    member = Member.objects.filter(worker=worker).order_by("-joined_on").first()
    dues = DuesPayment.objects.filter(member=member).order_by("-paid_on") if member else []
    claims = Claim.objects.filter(member__worker=worker).order_by("-applied_on")
    return {
        "member": member,
        "dues": dues,
        "claims": claims,
        "sees_claims": user.may_use("view_claims"),
    }


@require_GET
@requires("view_workers")
def worker_detail(request: UserRequest, pk: int) -> HttpResponse:
    """The whole file of a worker one may see; looking is written down."""
    workers = Worker.objects.visible_to(request.user).select_related("station__branch", "household")
    worker = get_object_or_404(workers, pk=pk)
    seen = AuditEntry.objects.filter(subject=subject_of(worker)).select_related("actor")[:5]
    context = {
        "worker": worker,
        "masked": _masked(worker),
        "age": worker.age(on=clock.today()),
        "may_reveal": request.user.may_use("reveal_worker"),
        "reasons": REASONS,
        "seen": seen,
        **_care(worker),
        **_fund(worker, request.user),
    }
    return render(request, "welfare/person.html", context)


@require_POST
@requires("reveal_worker")
def worker_reveal(request: UserRequest, pk: int) -> HttpResponse:
    """Show the ID number and phone once, for a reason, on the record, at most 30 a day."""
    worker = get_object_or_404(Worker.objects.visible_to(request.user), pk=pk)
    reason = request.POST.get("reason", "")
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    used = AuditEntry.objects.filter(
        actor=request.user, action="worker.revealed", at__gte=today
    ).count()
    refusal = ""
    if reason not in REASONS:
        refusal = "先选一个查看的原因。"
    elif used >= REVEALS_A_DAY:
        refusal = f"今天已经看了 {REVEALS_A_DAY} 次完整号码，明天再看，或请别的同事办。"
    else:
        with transaction.atomic():
            audit.record("worker.revealed", worker, by=request.user, reason=reason)
    context = {"worker": worker, "refusal": refusal}
    return render(request, "welfare/revealed.html", context, status=400 if refusal else 200)
