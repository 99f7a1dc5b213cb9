"""Figures of documents 文件所载数 against the books: entered, and explained by papers."""

import datetime as dt
import re
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from mutualfund.income_check import difference_of
from mutualfund.models import Agreement, Explanation, Measure, Receipt, StatedFigure
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan
from welfare.one_line import one_line
from welfare.serials import take_turn

SHORTEST = 4  # letters of a paper one can find: 收据 0033
OURS = re.compile(r"SJ-(\d{4})-(\d{1,9})")


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
    """说明差额 by a receipt or paper, in yuan; it counts once another has agreed.

    Raises Refused without a paper one can find, for a receipt that is not in the register, and
    beyond what is still unexplained.
    """
    take_turn(f"figure.{figure.pk}")  # its row is never updated, so it cannot be locked
    paper = one_line(paper, "凭据")
    _refuse_no_paper(paper)
    waiting = figure.explanations.filter(agreement__isnull=True).aggregate(sum=Sum("amount"))["sum"]
    left = difference_of(figure).left - (waiting or 0)
    if amount == 0 or left == 0 or (amount > 0) != (left > 0) or abs(amount) > abs(left):
        raise Refused(f"还没有说清的差额是 {yuan(left)} 元，这里说明 {yuan(amount)} 元，对不上。")
    told = Explanation.objects.create(
        figure=figure,
        amount=amount,
        paper=paper,
        words=words.strip(),
        entered_on=on,
        entered_by=by,
    )
    audit.record("figure.explained", figure, by=by, amount=amount, paper=told.paper)
    return told


def _refuse_no_paper(paper: str) -> None:
    """Raise Refused for what nobody could look up: too short, or a receipt that is not there."""
    if len(paper) < SHORTEST:
        raise Refused("写明凭哪张收据或文件，编号写全；没有凭据的差额要留着。")
    for year, number in OURS.findall(paper):
        if not Receipt.objects.filter(year=year, number=number, void_reason="").exists():
            raise Refused(f"收据登记簿里没有 SJ-{year}-{number}，或它已经作废。对一下收据号。")


def may_agree(user: User, told: Explanation) -> str:
    """Why this person may not agree; empty when he may."""
    if Agreement.objects.filter(explanation=told).exists():
        return "这条说明已经有人复核过。"
    if told.entered_by_id == user.pk:
        return "说明是您写的，要由另一个人看过凭据复核。"
    return ""


@transaction.atomic
def agree_explanation(told: Explanation, *, on: dt.date, by: User) -> Agreement:
    """复核 the paper of an explanation. Raises Refused for who wrote it, or a second time."""
    take_turn(f"figure.{told.figure_id}")
    if words := may_agree(by, told):
        raise Refused(words)
    agreed = Agreement.objects.create(explanation=told, by=by, on=on)
    audit.record("figure.agreed", told.figure, by=by, amount=told.amount, paper=told.paper)
    return agreed
