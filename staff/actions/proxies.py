"""Who signs for others 代领人: one person however written, and the office's word on one for many."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from staff.actions.campaigns import lock_campaign
from staff.campaign_duties import may_explain
from staff.campaign_plan import Proxy
from staff.models import Gift, GiftProxy, LeaveReason, ProxyExplanation, Worker
from staff.models.proxies import PROXY_LIMIT
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.sheets.cells import Cell, Kind
from welfare.sheets.values import BadValue, id_meant, id_number

NOT_ENOUGH = "写身份证号；是本段职工的，也可以写工号"


def _worker_of(told: Proxy, number: str) -> Worker | None:
    """The worker the identity names: by ID number, of an old card too, or by employee number."""
    if number:
        old = number[:6] + number[8:17] if number[6:8] == "19" else ""
        return next(iter(Worker.objects.by_id_number(filter(None, (number, old))).values()), None)
    return Worker.objects.filter(number=told.identity.strip().upper()).first()


def _number_of(told: Proxy, on: dt.date) -> str:
    """The ID number of 18 signs; empty when it is an employee number. Raises Refused for neither."""
    text = told.identity.strip()
    if not text:
        raise Refused(f"代领人{told.name}{NOT_ENOUGH}，同名的人才分得开。")
    if Worker.objects.filter(number=text.upper()).exists():
        return ""
    try:
        number = id_number(Cell(Kind.TEXT, text), on=on)
    except BadValue as wrong:
        raise Refused(f"代领人{told.name}：{wrong}，或者{NOT_ENOUGH[6:]}。") from None
    return id_meant(number) or number


def _refuse_worker(worker: Worker, told: Proxy, gift: Gift) -> None:
    if worker.name != told.name:
        raise Refused(f"这个号码是本段职工{worker.name}的，代领人写的是{told.name}，请核对。")
    if worker.pk == gift.file.worker_id:
        raise Refused(f"{worker.name}就是本人，请选「本人领」。")
    if worker.leave_reason == LeaveReason.DIED:
        raise Refused(f"{worker.name}登记的是去世，不能代领，请核对号码。")


def recognise_proxy(
    gift: Gift, told: Proxy, *, payers: tuple[User, User], on: dt.date
) -> GiftProxy:
    """The person who signs for the line, one row a campaign however often he comes.

    Inside the transaction that holds the campaign. Raises Refused for a number that is none, that
    belongs to somebody else, to the family's own worker, to one who died, or to a payer.
    """
    number = _number_of(told, on)
    worker = _worker_of(told, number)
    if worker is not None:
        _refuse_worker(worker, told, gift)
        if worker.user_id in {payer.pk for payer in payers}:
            raise Refused(f"{worker.name}是发放人，不能又替人代领。")
        own = str(worker.id_number)
        number = number or id_meant(own) or own
    index = GiftProxy._meta.get_field("id_number_index").of(number)
    same = Q(id_number_index=index) if index else Q()
    if worker is not None:
        same |= Q(worker=worker)
    known = GiftProxy.objects.filter(same, campaign=gift.campaign).first()
    if known is None:
        return GiftProxy.objects.create(
            campaign=gift.campaign, name=told.name, worker=worker, id_number=number
        )
    if known.name != told.name:
        raise Refused(f"这个号码在本次活动里登记的是{known.name}，这里写的是{told.name}，请核对。")
    return known


@transaction.atomic
def explain_proxy(proxy: GiftProxy, *, words: str, by: User) -> ProxyExplanation:
    """代领说明: why one person signed for so many, by the office; a further family asks again.

    Raises Refused for whoever handed these gifts out, without words, for no more than two
    families, or when the campaign is past handing out and reconciling.
    """
    campaign = lock_campaign(proxy.campaign)
    gifts = list(proxy.gifts.all())
    if reason := may_explain(by, gifts, campaign):
        raise Refused(reason)
    families = len(gifts)
    if families <= PROXY_LIMIT:
        raise Refused(
            f"{proxy.name}只代领了 {families} 户，没有超过 {PROXY_LIMIT} 户，不用写说明。"
        )
    if not words.strip():
        raise Refused(f"写明{proxy.name}为什么代领了 {families} 户、怎样核实的。")
    told = ProxyExplanation.objects.create(
        proxy=proxy, families=families, words=words.strip()[:200], at=clock.now(), by=by
    )
    audit.record("campaign.proxy_explained", campaign, by=by, proxy=proxy.pk, families=families)
    return told
