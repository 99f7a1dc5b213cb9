"""What looks odd among the visits of a quarter: shown to the office, judged by people.

Each kind is one query (P16 of domain.md 14); every line leads to the visits behind it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, Q, QuerySet, Window
from django.db.models.functions import Lag, TruncDate
from django.urls import reverse

from staff.models import CallbackResult, HandoverStatus, Pairing, Visit
from staff.models.visits import FACE_TO_FACE
from staff.oddity_words import LONG_ENOUGH, groups_alike
from welfare.days import Quarter

MASS_FROM = 3  # entries of one person in one sitting
PAUSE = dt.timedelta(minutes=30)  # after which he sits down anew
RUSH_DAYS = dt.timedelta(days=5)  # the last of a quarter
RUSH_FROM = 2  # visits of a cadre, of which more than half were entered then
SAME_FROM = 3  # visits with the same words
APART = dt.timedelta(minutes=20)  # between two homes
PROXY_FROM = 3  # cadres for whom one person enters
Rows = QuerySet | list[dict[str, Any]]
SITTINGS = """
WITH entry AS (
  SELECT recorded_by_id, recorded_at, (recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS entered,
         lag(recorded_at) OVER (PARTITION BY recorded_by_id ORDER BY recorded_at, id) AS before
    FROM staff_visit WHERE visited_on BETWEEN %(first)s AND %(last)s
), sat AS (
  SELECT *, count(*) FILTER (WHERE before IS NULL OR recorded_at - before > %(pause)s)
              OVER (PARTITION BY recorded_by_id ORDER BY recorded_at) AS sitting FROM entry
), sitting AS (
  SELECT recorded_by_id, sitting, min(entered) AS entered, count(*) AS many
    FROM sat GROUP BY recorded_by_id, sitting HAVING count(*) >= %(from)s
)
SELECT one.recorded_by_id AS recorded_by, u.name, one.entered, max(one.many) AS most,
       (SELECT count(*) FROM entry e
         WHERE e.recorded_by_id = one.recorded_by_id AND e.entered = one.entered) AS n
  FROM sitting one JOIN welfare_user u ON u.id = one.recorded_by_id
 GROUP BY one.recorded_by_id, u.name, one.entered
 ORDER BY most DESC, one.entered, one.recorded_by_id
"""


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
    rows: Callable[[Quarter], Rows]
    line: Callable[[dict, Quarter], Line]


def _list(quarter: Quarter, **asked: object) -> str:
    told = {"quarter": f"{quarter.year}-{quarter.number}", **asked}
    return f"{reverse('visit-list')}?{urlencode(told)}"


def _mass(quarter: Quarter) -> Rows:
    """Three and more entered in one sitting: never half an hour apart."""
    facts: dict[str, Any] = {
        "first": quarter.first,
        "last": quarter.last,
        "pause": PAUSE,
        "from": MASS_FROM,
    }
    with connection.cursor() as cursor:
        cursor.execute(SITTINGS, facts)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def _mass_line(row: dict, quarter: Quarter) -> Line:
    url = _list(quarter, by=row["recorded_by"], entered=row["entered"])
    told = f"{row['entered']:%m-%d} 一天录入，其中 {row['most']} 次是坐下一口气录的"
    return Line(row["name"], told, row["n"], url)


def _rush(quarter: Quarter) -> Rows:
    since = quarter.last - RUSH_DAYS + dt.timedelta(days=1)
    visits = Visit.objects.of_quarter(quarter).annotate(entered=TruncDate("recorded_at"))
    of_cadre = visits.order_by().values("pairing__cadre")
    found = of_cadre.annotate(
        n=Count("pk"), late=Count("pk", filter=Q(entered__gte=since)),
        name=F("pairing__cadre__name"),
    )  # fmt: skip
    return found.filter(n__gte=RUSH_FROM, late__gt=F("n") / 2.0).order_by("-late", "pairing__cadre")


def _rush_line(row: dict, quarter: Quarter) -> Line:
    told = f"{row['n']} 次里 {row['late']} 次在季末最后 {RUSH_DAYS.days} 天才录入"
    return Line(row["name"], told, row["n"], _list(quarter, cadre=row["pairing__cadre"]))


def _alike(quarter: Quarter) -> Rows:
    return [
        {"name": group[0].pairing.cadre.name, "n": len(group), "first": group[0].pk}
        for group in groups_alike(quarter)
    ]


def _alike_line(row: dict, quarter: Quarter) -> Line:
    return Line(row["name"], "原话九成以上一样，点开看", row["n"],
                _list(quarter, alike=row["first"]))  # fmt: skip


def _same(quarter: Quarter) -> Rows:
    visits = Visit.objects.of_quarter(quarter).filter(note_length__gte=LONG_ENOUGH)
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


def _overlap(quarter: Quarter) -> Rows:
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


def _untimed(quarter: Quarter) -> Rows:
    """Two homes on one day and an hour left out: whether they overlap cannot be seen."""
    visits = Visit.objects.of_quarter(quarter).order_by().values("pairing__cadre", "visited_on")
    met = Q(mode__in=FACE_TO_FACE)
    found = visits.annotate(
        n=Count("pk"), homes=Count("pairing__file", filter=met, distinct=True),
        untimed=Count("pk", filter=met & Q(visited_time=None)), name=F("pairing__cadre__name"),
    )  # fmt: skip
    return found.filter(homes__gte=2, untimed__gte=1).order_by("visited_on", "pairing__cadre")


def _untimed_line(row: dict, quarter: Quarter) -> Line:
    told = f"{row['visited_on']:%m-%d} 去了 {row['homes']} 家，{row['untimed']} 次没写几点，看不出重不重叠"
    url = _list(quarter, cadre=row["pairing__cadre"], day=row["visited_on"])
    return Line(row["name"], told, row["n"], url)


def _proxy(quarter: Quarter) -> Rows:
    visits = Visit.objects.of_quarter(quarter).exclude(pairing__cadre__user=F("recorded_by"))
    many = visits.order_by().values("recorded_by")
    found = many.annotate(
        n=Count("pk"), cadres=Count("pairing__cadre", distinct=True), name=F("recorded_by__name")
    )
    return found.filter(cadres__gte=PROXY_FROM).order_by("-cadres", "recorded_by")


def _proxy_line(row: dict, quarter: Quarter) -> Line:
    url = _list(quarter, by=row["recorded_by"], proxy=1)
    return Line(row["name"], f"替 {row['cadres']} 位包保人录入", row["n"], url)


def _denied(quarter: Quarter) -> Rows:
    visits = Visit.objects.of_quarter(quarter).order_by("visited_on", "pk")
    said = visits.filter(confirmation__came=False)
    called = visits.filter(callback__result=CallbackResult.NOT_CAME)
    return (said | called).values("pk", "visited_on", name=F("pairing__cadre__name"),
                                  worker=F("pairing__file__worker__name"))  # fmt: skip


def _denied_line(row: dict, quarter: Quarter) -> Line:
    told = f"{row['visited_on']:%m-%d} 的走访，{row['worker']}说没来过"
    return Line(row["name"], told, 1, reverse("visit-detail", args=[row["pk"]]))


def _kin(quarter: Quarter) -> Rows:
    """Today's, whatever the quarter: a relative leads until the one asked accepts."""
    waiting = Pairing.objects.open().filter(handovers__status=HandoverStatus.PROPOSED)
    return waiting.led_by_kin().order_by("pk").values(
        "pk", name=F("cadre__name"), worker=F("file__worker__name"), to=F("handovers__to__name"),
        asked=F("handovers__proposed_on"),
    )  # fmt: skip


def _kin_line(row: dict, quarter: Quarter) -> Line:
    told = f"是{row['worker']}的亲属，{row['asked']:%m-%d} 起等{row['to']}接收"
    return Line(row["name"], told, 1, reverse("pairing-detail", args=[row["pk"]]))


KINDS = (
    Kind("mass", "集中录入", f"一人坐下一口气录入 {MASS_FROM} 次以上", _mass, _mass_line),
    Kind("rush", "季末突击", f"一半以上在季末最后 {RUSH_DAYS.days} 天才录入", _rush, _rush_line),
    Kind("same", "写得一样", f"{SAME_FROM} 次以上一字不差", _same, _same_line),
    Kind("alike", "写得很像", "一位干部的几次走访，原话九成以上一样", _alike, _alike_line),
    Kind("overlap", "时间重叠", "同一干部在两家相隔不到 20 分钟", _overlap, _overlap_line),
    Kind("untimed", "没写几点", "一天去了几家，有的没写几点", _untimed, _untimed_line),
    Kind("proxy", "一人代录", f"一人替 {PROXY_FROM} 位以上包保人录入", _proxy, _proxy_line),
    Kind("denied", "职工说没来过", "职工确认或电话回访说没来过", _denied, _denied_line),
    Kind("kin", "亲属包保", "包保人是职工的亲属，还没换人（今天的）", _kin, _kin_line),
)  # fmt: skip


def count_of(rows: Rows) -> int:
    """How many lines there are."""
    return len(rows) if isinstance(rows, list) else rows.count()


def kind_of(key: str) -> Kind:
    """The kind of a key, the first for any other."""
    return next((kind for kind in KINDS if kind.key == key), KINDS[0])
