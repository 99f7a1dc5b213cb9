"""What looks odd among the visits of a quarter: shown to the office, judged by people.

Each kind is one query; every line leads to the visits behind it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, QuerySet, Window
from django.db.models.functions import Lag, TruncDate
from django.urls import reverse

from staff.models import CallbackResult, Visit
from welfare.days import Quarter

MASS_FROM = 5  # entries of one person on one day
MASS_DAYS = dt.timedelta(days=7)  # before and after the quarter's end
SAME_FROM = 3  # visits with the same words
SAME_LENGTH = 5  # shorter words (家里都好) are nobody's invention
APART = dt.timedelta(minutes=20)  # between two homes
PROXY_FROM = 3  # cadres for whom one person enters


@dataclass(frozen=True)
class Line:
    """One thing to look at: what, how many, and the visits behind it."""

    title: str
    told: str
    count: int
    url: str


@dataclass(frozen=True)
class Kind:
    """A kind of oddity: its name, its rule, its rows, and how a row is told."""

    key: str
    label: str
    rule: str
    rows: Callable[[Quarter], "QuerySet"]
    line: Callable[[dict, Quarter], Line]


def _list(quarter: Quarter, **asked: object) -> str:
    told = {"quarter": f"{quarter.year}-{quarter.number}", **asked}
    return f"{reverse('visit-list')}?{urlencode(told)}"


def _mass(quarter: Quarter) -> "QuerySet":
    since, until = quarter.last - MASS_DAYS, quarter.last + MASS_DAYS
    visits = Visit.objects.of_quarter(quarter).annotate(entered=TruncDate("recorded_at"))
    many = (
        visits.filter(entered__gt=since, entered__lte=until)
        .order_by()
        .values("recorded_by", "entered")
    )
    found = many.annotate(n=Count("pk"), name=F("recorded_by__name"))
    return found.filter(n__gte=MASS_FROM).order_by("-n", "entered", "recorded_by")


def _mass_line(row: dict, quarter: Quarter) -> Line:
    url = _list(quarter, by=row["recorded_by"], entered=row["entered"])
    told = f"{row['entered']:%m-%d} 一天录入，靠近季末（{quarter.last:%m-%d}）"
    return Line(row["name"], told, row["n"], url)


def _same(quarter: Quarter) -> "QuerySet":
    visits = Visit.objects.of_quarter(quarter).filter(note_length__gte=SAME_LENGTH)
    many = visits.order_by().values("note_mark")
    found = many.annotate(n=Count("pk"), first=Min("pk"))
    return found.filter(n__gte=SAME_FROM).order_by("-n", "first")


def _same_line(row: dict, quarter: Quarter) -> Line:
    return Line("同一段原话", "一字不差，点开看", row["n"], _list(quarter, same=row["first"]))


def _previous(name: str) -> Window:
    """A field of the visit the same cadre made just before, the same day."""
    return Window(
        Lag(name),
        partition_by=[F("pairing__cadre"), F("visited_on")],
        order_by=["visited_time", "pk"],
    )


def _overlap(quarter: Quarter) -> "QuerySet":
    visits = Visit.objects.of_quarter(quarter).face_to_face().filter(visited_time__isnull=False)
    timed = visits.annotate(
        before=_previous("visited_time"),
        other=_previous("pairing__file"),
        cadre=F("pairing__cadre"),
        name=F("pairing__cadre__name"),
    ).annotate(gap=ExpressionWrapper(F("visited_time") - F("before"), DurationField()))
    close = timed.filter(gap__lt=APART).exclude(other=F("pairing__file"))
    return close.order_by("visited_on", "pk").values(
        "cadre", "name", "visited_on", "visited_time", "before"
    )


def _overlap_line(row: dict, quarter: Quarter) -> Line:
    told = f"{row['visited_on']:%m-%d} {row['before']:%H:%M} 和 {row['visited_time']:%H:%M} 在两家"
    return Line(row["name"], told, 2, _list(quarter, cadre=row["cadre"], day=row["visited_on"]))


def _proxy(quarter: Quarter) -> "QuerySet":
    visits = Visit.objects.of_quarter(quarter).exclude(pairing__cadre__user=F("recorded_by"))
    many = visits.order_by().values("recorded_by")
    found = many.annotate(
        n=Count("pk"), cadres=Count("pairing__cadre", distinct=True), name=F("recorded_by__name")
    )
    return found.filter(cadres__gte=PROXY_FROM).order_by("-cadres", "recorded_by")


def _proxy_line(row: dict, quarter: Quarter) -> Line:
    url = _list(quarter, by=row["recorded_by"], proxy=1)
    return Line(row["name"], f"替 {row['cadres']} 位包保人录入", row["n"], url)


def _denied(quarter: Quarter) -> "QuerySet":
    visits = Visit.objects.of_quarter(quarter).order_by("visited_on", "pk")
    said = visits.filter(confirmation__came=False)
    called = visits.filter(callback__result=CallbackResult.NOT_CAME)
    return (said | called).values("pk", "visited_on", name=F("pairing__cadre__name"),
                                  worker=F("pairing__file__worker__name"))  # fmt: skip


def _denied_line(row: dict, quarter: Quarter) -> Line:
    told = f"{row['visited_on']:%m-%d} 的走访，{row['worker']}说没来过"
    return Line(row["name"], told, 1, reverse("visit-detail", args=[row["pk"]]))


KINDS = (
    Kind("mass", "季末集中录入", f"一人一天录入 {MASS_FROM} 次以上，在季末前后 7 天", _mass,
         _mass_line),
    Kind("same", "写得一样", f"{SAME_FROM} 次以上一字不差", _same, _same_line),
    Kind("overlap", "时间重叠", "同一干部在两家相隔不到 20 分钟", _overlap, _overlap_line),
    Kind("proxy", "一人代录", f"一人替 {PROXY_FROM} 位以上包保人录入", _proxy, _proxy_line),
    Kind("denied", "职工说没来过", "职工确认或电话回访说没来过", _denied, _denied_line),
)  # fmt: skip


def kind_of(key: str) -> Kind:
    """The kind of a key, the first for any other."""
    return next((kind for kind in KINDS if kind.key == key), KINDS[0])
