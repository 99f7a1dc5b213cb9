"""Figures of documents 文件所载数 against the books: entered, and explained by papers."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from mutualfund.income_check import difference_of
from mutualfund.models import Explanation, Measure, StatedFigure
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan
from welfare.serials import take_turn


@transaction.atomic
def state_figure(
    *, document: str, words: str, measure: Measure, amount: Decimal, as_of: dt.date, by: User
) -> StatedFigure:
    """登记文件所载数: what a paper says, in yuan; it is compared with the books, never posted.

    Raises Refused when the same document was entered for the same figure.
    """
    document = document.strip()
    if StatedFigure.objects.filter(document=document, measure=measure, as_of=as_of).exists():
        raise Refused(f"「{document}」的{measure.label}已经登记过了。")
    figure = StatedFigure.objects.create(
        document=document,
        words=words.strip(),
        measure=measure,
        amount=amount,
        as_of=as_of,
        entered_by=by,
    )
    audit.record("figure.stated", figure, by=by, amount=amount)
    return figure


@transaction.atomic
def explain_difference(
    figure: StatedFigure, *, amount: Decimal, paper: str, words: str, on: dt.date, by: User
) -> Explanation:
    """说明差额 by a receipt or paper, in yuan. Raises Refused beyond what is still unexplained."""
    take_turn(f"figure.{figure.pk}")  # its row is never updated, so it cannot be locked
    if not paper.strip():
        raise Refused("写明凭哪张收据或文件，没有凭据的差额要留着。")
    left = difference_of(figure).left
    if amount == 0 or left == 0 or (amount > 0) != (left > 0) or abs(amount) > abs(left):
        raise Refused(f"还没有说清的差额是 {yuan(left)} 元，这里说明 {yuan(amount)} 元，对不上。")
    told = Explanation.objects.create(
        figure=figure,
        amount=amount,
        paper=paper.strip(),
        words=words.strip(),
        entered_on=on,
        entered_by=by,
    )
    audit.record("figure.explained", figure, by=by, amount=amount, paper=told.paper)
    return told
