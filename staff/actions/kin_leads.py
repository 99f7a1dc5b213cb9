"""A lead who turns out to be kin 亲属包保 hands over: the task begins with what made it known."""

import datetime as dt

from django.db.models import Q

from staff.kinship import kin_of
from staff.models import Handover, HandoverStatus, HardshipFile, Pairing, Worker
from staff.models.pairings import PairingQuerySet
from staff.suggested_leads import Offer, suggest_for
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

NOTE = "原包保责任人是这位职工的亲属，按规定换人包保。家里情况请当面问清。"
WHY = "原责任人是亲属，必须换人"


def led_by_kin(workers: list[Worker]) -> PairingQuerySet:
    """Pairings in force of these workers and their households that a relative leads.

    Holds their files: who is paired at this moment is asked after it.
    """
    homes = [worker.household_id for worker in workers if worker.household_id]
    files = HardshipFile.objects.filter(Q(worker__in=workers) | Q(household__in=homes))
    held = list(files.order_by("pk").select_for_update().values_list("pk", flat=True))
    return Pairing.objects.open().filter(file__in=held).led_by_kin()


def refuse_kin_led(pairings: PairingQuerySet) -> None:
    """Raises Refused when a relative leads one of them and no handover waits for its answer."""
    stuck = pairings.led_by_kin().without_handover().select_related("cadre", "file__worker")
    if pairing := stuck.first():
        worker, cadre = pairing.file.worker.name, pairing.cadre.name
        raise Refused(f"这样一来，{cadre} 包保的 {worker} 就成了本人或亲属。先办交接，再来办这件。")


def hand_over_from_kin(pairings: PairingQuerySet, *, on: dt.date, by: User) -> list[Handover]:
    """Propose a successor for each of them that waits for none. Raises Refused when nobody is left."""
    rows = pairings.select_related("cadre", "file__worker", "file__tier")
    return [_propose(pairing, on=on, by=by) for pairing in rows if not _waits(pairing, on, by)]


def _waits(pairing: Pairing, on: dt.date, by: User) -> bool:
    """Whether somebody who is no relative himself is asked already; a relative is no longer."""
    asked = pairing.handovers.open().select_related("to").first()
    if asked is None:
        return False
    kin = kin_of(pairing.file.worker)
    if asked.to_id not in kin.cadres:
        return True
    asked.status, asked.answer = HandoverStatus.WITHDRAWN, "接任人也是亲属"
    asked.answered_on, asked.answered_by = on, by
    asked.save(update_fields=["status", "answer", "answered_on", "answered_by"])
    return False


def _successor(file: HardshipFile, pairing: Pairing, on: dt.date) -> Offer:
    said_no = set(pairing.handovers.order_by().values_list("to", flat=True))
    offers = [offer for offer in suggest_for(file, on=on) if offer.cadre.pk not in said_no]
    if not offers:
        raise Refused(
            f"{pairing.cadre.name} 是 {file.worker.name} 的亲属，不能再包保，也没有别人可以接。"
            "请工会办公室先登记一位包保责任人。"
        )
    return offers[0]


def _propose(pairing: Pairing, *, on: dt.date, by: User) -> Handover:
    """The best successor who has not said no is asked."""
    offer = _successor(pairing.file, pairing, on)
    past_leader = not offer.is_first and pairing.file.tier.is_hardest
    handover = Handover.objects.create(
        pairing=pairing, to=offer.cadre, note=NOTE, over_limit=WHY if offer.is_full else "",
        no_leader=WHY if past_leader else "", proposed_on=on, proposed_by=by,
        status=HandoverStatus.PROPOSED,
    )  # fmt: skip
    audit.record("handover.forced", handover, by=by, to=offer.cadre.number)
    return handover
