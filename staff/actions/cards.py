"""换卡: one person asks with the paper, another reads the card once more, then it is written."""

from django.db import connection, transaction

from staff.cards import index_of
from staff.models import CardChange, CardOrigin, Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


def card_hand(by: User | None) -> None:
    """Say whose hand changes cards in this transaction: the trigger writes it down."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('guanai.hand', %s, true)", [str(by.pk) if by else ""])


def _locked(change: CardChange) -> tuple[CardChange, Worker]:
    worker = Worker.objects.select_for_update().get(pk=change.worker_id)
    return CardChange.objects.select_for_update().get(pk=change.pk), worker


@transaction.atomic
def ask_card_change(
    worker: Worker, *, card: str, bank_name: str, bank_branch: str, document: str, by: User
) -> CardChange:
    """经办换卡. Nothing of the registry changes yet.

    Raises Refused for the worker himself, the same card, another's card, a second open change, or
    without the paper.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    _refuse_own(worker, by)
    if not document.strip():
        raise Refused("写明凭什么换卡，例如本人申请和新卡复印件。")
    index = index_of(card)
    if bytes(worker.bank_card_index or b"") == index:
        raise Refused(f"{worker.name}登记的就是这张卡，不用换。")
    other = Worker.objects.filter(bank_card_index=index).exclude(pk=worker.pk).first()
    if other is not None:
        raise Refused(f"这张卡已经登记在{other.name}（{other.number}）名下，请核对卡号。")
    if worker.card_changes.unanswered().filter(origin=CardOrigin.HAND).exists():
        raise Refused(f"{worker.name}已经有一张新卡在等确认。先确认或作废那一张。")
    change = CardChange.objects.create(
        worker=worker, origin=CardOrigin.HAND, card=card, card_index=index,
        bank_name=bank_name.strip(), bank_branch=bank_branch.strip(),
        document=document.strip(), asked_by=by,
    )  # fmt: skip
    audit.record("card.asked", worker, by=by, change=change.pk, last4=card[-4:])
    return change


def _refuse_own(worker: Worker, by: User) -> None:
    if worker.user_id == by.pk:
        raise Refused("自己的工资卡要由别人来办。")


def why_not_confirm(change: CardChange, user: User) -> str:
    """Why this user may not confirm the change, or nothing."""
    if not change.is_open:
        return "这次换卡已经办完，不用再确认。"
    if change.asked_by_id is None:
        return "这次改卡没有经办人，不能确认。请重新办一次换卡。"
    if change.asked_by_id == user.pk:
        return "您是这次改卡的经办人，要由另一个人确认。"
    if change.worker.user_id == user.pk:
        return "自己的工资卡要由别人来办。"
    return ""


@transaction.atomic
def confirm_card_change(change: CardChange, *, card: str, by: User) -> CardChange:
    """确认: another person reads the card from the paper; from now 72 hours are waited out.

    Raises Refused for the first person, twice, when the two readings differ, or when a roster
    wrote yet another card meanwhile.
    """
    change, worker = _locked(change)
    if reason := why_not_confirm(change, by):
        raise Refused(reason)
    if index_of(card) != bytes(change.card_index or b""):
        raise Refused("卡号和经办人录的不一样，没有确认。请一起对着卡片再核对一遍。")
    change.confirmed_by = by
    change.save(update_fields=["confirmed_by"])
    if change.origin == CardOrigin.HAND:
        worker.bank_card, worker.bank_name = card, change.bank_name or worker.bank_name
        worker.bank_branch = change.bank_branch or worker.bank_branch
        worker.save(update_fields=["bank_card", "bank_card_index", "bank_name", "bank_branch"])
    elif bytes(worker.bank_card_index or b"") != index_of(card):
        raise Refused("这以后卡号又改过，请确认最近的那一次。")
    audit.record("card.confirmed", worker, by=by, change=change.pk, asked_by=change.asked_by_id)
    change.refresh_from_db()
    return change


@transaction.atomic
def drop_card_change(change: CardChange, *, reason: str, by: User) -> CardChange:
    """作废 of a change nobody has confirmed. Raises Refused afterwards or without a reason."""
    change, worker = _locked(change)
    if not reason.strip():
        raise Refused("作废要写原因。")
    if not change.is_open or change.changed_at is not None:
        raise Refused("卡已经换了，不能作废。要换回去请再办一次换卡。")
    change.dropped_by, change.drop_reason = by, reason.strip()[:100]
    change.save(update_fields=["dropped_by", "drop_reason"])
    audit.record("card.dropped", worker, by=by, change=change.pk, reason=change.drop_reason)
    return change
