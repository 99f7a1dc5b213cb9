"""慰问标准: entered by one from its document, confirmed by another; campaigns are compared with it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from staff.campaign_duties import may_decide_norm
from staff.campaign_plan import NormTier
from staff.models import Norm, NormLine, Tier
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

WORDS = 100  # characters of a reason


@transaction.atomic
def enter_norm(
    *,
    valid_from: dt.date,
    document_no: str,
    lines: Sequence[NormTier],
    is_sample: bool = False,
    on: dt.date,
    by: User,
) -> Norm:
    """录入 a norm; it holds once another has confirmed it.

    Raises Refused without a document or a tier, for a difference without a reason, or when the day
    has a norm.
    """
    if not document_no.strip():
        raise Refused("写明慰问标准的文号。")
    if not lines:
        raise Refused("每个等级写一行标准。")
    list(Tier.objects.select_for_update().order_by("pk"))  # two of one day queue up here
    if Norm.objects.filter(valid_from=valid_from).exclude(agreed=False).exists():
        raise Refused(f"{valid_from} 起已有一份慰问标准，换一天，或者先退回那一份。")
    for line in lines:
        if line.own != line.state and not line.reason.strip():
            raise Refused(f"{line.tier.name}集体工和全民工不一样，写明原因。")
    norm = Norm.objects.create(
        valid_from=valid_from, document_no=document_no.strip()[:80], is_sample=is_sample,
        entered_on=on, entered_by=by,
    )  # fmt: skip
    NormLine.objects.bulk_create(
        NormLine(
            norm=norm, tier=line.tier, state_cash=line.state[0], state_goods_value=line.state[1],
            own_cash=line.own[0], own_goods_value=line.own[1],
            reason="" if line.own == line.state else line.reason.strip()[:WORDS],
        )
        for line in lines
    )  # fmt: skip
    audit.record("norm.entered", norm, by=by, document_no=norm.document_no)
    return norm


@transaction.atomic
def decide_norm(norm: Norm, *, agree: bool, words: str = "", on: dt.date, by: User) -> Norm:
    """核过 or 退回 a norm, beside its paper. Raises Refused twice, for who entered it, or for a no
    without words.
    """
    norm = Norm.objects.select_for_update().get(pk=norm.pk)
    if norm.agreed is not None:
        raise Refused("这份标准已经核过或退回，刷新再看。")
    if why := may_decide_norm(by, norm):
        raise Refused(why)
    if not agree and not words.strip():
        raise Refused("退回要写哪里不对。")
    norm.agreed, norm.words = agree, words.strip()[:WORDS]
    norm.decided_on, norm.decided_by = on, by
    norm.save(update_fields=["agreed", "words", "decided_on", "decided_by"])
    audit.record("norm.decided", norm, by=by, agree=agree)
    return norm
