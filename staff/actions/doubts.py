"""Whether a visit counts: the office looks into a worker's no, the cadre owns what others entered."""

import datetime as dt

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from staff.actions.matters import answer_day
from staff.actions.visits import recount
from staff.models import Found, Pairing, SignedBy, Visit, VisitAvowal, VisitDoubt
from staff.models.reading import made_by
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User


def _parties(visit: Visit) -> set[int]:
    """Who says that he was there: the cadre's login and whoever entered the visit."""
    login = visit.pairing.cadre.user_id
    return {visit.recorded_by_id} | ({login} if login is not None else set())


def _checker_of(visit: Visit) -> User | None:
    """Who is to look into a visit: of those who check visits and had no part in it, the least laden."""
    able = User.objects.filter(is_active=True, groups__permissions__codename="check_visits")
    rest = able.exclude(pk__in=_parties(visit)).distinct()
    waiting = VisitDoubt.objects.open().order_by().values_list("owner").annotate(n=Count("pk"))
    load = dict(waiting)
    return min(rest, key=lambda user: (load.get(user.pk, 0), user.pk), default=None)


def raise_doubt(visit: Visit, *, on: dt.date) -> VisitDoubt:
    """The worker said 没来过: someone of the office is to look into it by a day; duties follow.

    Inside the transaction that keeps the worker's word. One that is open already stays as it is.
    """
    if known := VisitDoubt.objects.open().filter(visit=visit).first():
        return known
    doubt = VisitDoubt.objects.create(
        visit=visit,
        raised_on=on,
        owner=_checker_of(visit),
        due_on=answer_day(on),
        words="",
    )
    recount(visit, on=on)
    return doubt


def may_close(user: User, doubt: VisitDoubt) -> str:
    """Why this person may not say what was found out; empty when he may."""
    if not user.may_use("check_visits"):
        return "走访由工会干事核实。"
    if doubt.found != Found.OPEN:
        return f"这次走访已经{doubt.get_found_display()}。"
    if user.pk in _parties(doubt.visit):
        return "是您走访或录入的，要由别人去核实。"
    return ""


@transaction.atomic
def close_doubt(
    doubt: VisitDoubt, *, stands: bool, words: str, on: dt.date, by: User
) -> VisitDoubt:
    """核实: the visit stands and counts again, or it never took place and counts for nothing.

    Raises Refused for whoever visited or entered it, twice, and without words.
    """
    rows = VisitDoubt.objects.select_for_update(of=("self",))
    doubt = rows.select_related("visit__pairing__cadre").get(pk=doubt.pk)
    if reason := may_close(by, doubt):
        raise Refused(reason)
    if not words.strip():
        raise Refused("写明怎样核实的：问了谁、看了什么。")
    doubt.found, doubt.words = Found.STANDS if stands else Found.VOID, words.strip()
    doubt.closed_on, doubt.closed_by = on, by
    doubt.save(update_fields=["found", "words", "closed_on", "closed_by"])
    recount(doubt.visit, on=on)
    audit.record("visit.looked_into", doubt.visit, by=by, found=doubt.found)
    return doubt


def may_avow(user: User, visit: Visit) -> str:
    """Why this person may not say whose visit it is; empty when he may.

    The cadre says so himself. For one without a login another than who entered it keeps the signed
    sheet's number.
    """
    login = visit.pairing.cadre.user_id
    if login == visit.recorded_by_id:
        return "是包保人本人录入的，不用再确认。"
    if VisitAvowal.objects.filter(visit=visit).exists():
        return "这次代录已经确认过，不能再改。"
    if login is not None:
        own = user.pk == login
        return "" if own else f"代录的走访要由{visit.pairing.cadre.name}本人登录确认。"
    if not user.may_use("check_visits"):
        return f"{visit.pairing.cadre.name}还没有账号，由工会干事凭签字的走访单确认。"
    return "是您代录的，要由别人凭签字的走访单确认。" if user.pk == visit.recorded_by_id else ""


@transaction.atomic
def avow_visit(visit: Visit, *, made: bool, paper: str, on: dt.date, by: User) -> VisitAvowal:
    """代录确认: the visit counts from now on, or never. Raises Refused for anybody else, or twice."""
    Pairing.objects.select_for_update().get(pk=visit.pairing_id)
    if reason := may_avow(by, visit):
        raise Refused(reason)
    has_login = visit.pairing.cadre.user_id is not None
    if not has_login and not paper.strip():
        raise Refused("包保人没有账号，写明他签字的走访单编号。")
    said = VisitAvowal.objects.create(
        visit=visit,
        made=made,
        way=SignedBy.OWN if has_login else SignedBy.PAPER,
        paper="" if has_login else paper.strip()[:60],
        at=clock.now(),
        by=by,
    )
    recount(visit, on=on)
    audit.record("visit.avowed", visit, by=by, made=made, way=said.way)
    return said


def unsigned_of(user: User) -> "QuerySet[Visit]":
    """代录 that wait for this cadre's word, as long as he reads them."""
    return Visit.objects.unsigned().filter(made_by(user, "pairing__"))


def waiting_for(user: User) -> "QuerySet[VisitDoubt]":
    """Open doubts this person is to look into, and those nobody has."""
    return VisitDoubt.objects.open().filter(Q(owner=user) | Q(owner=None))
