"""Searching among a million workers: `python -m bench.search [ROWS]`.

Makes a scratch database on the product's own server, fills the registry with SQL, and asks the
very questions the search box asks (staff.search.questions). Prints the median and the slowest
time in the database with the index of each plan; fails over 50 ms or on a scan of the table.
"""

import contextlib
import datetime as dt
import json
import os
import platform
import statistics
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django

ROWS, WORDS, LIMIT_MS = 1_000_000, 30, 50.0
RESULT = Path(__file__).parent / "results" / "search.json"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚"
GIVEN = "秀英桂兰玉华建国志强春梅红霞丽娟淑珍海燕文军永福金凤小明晓东立新国庆素芬爱民长生德明荣发凤琴美玲艳芳"

FILL = """
INSERT INTO staff_worker (uid, number, name, pinyin, initials, sex, id_number_index, phone_index,
  birth, birth_precision, ethnicity, political_status, education, station_id, job, post,
  work_start_precision, is_disabled, leave_reason)
SELECT gen_random_uuid(), 'JT-' || lpad(i::text, 7, '0'), s.c || a.c || b.c, s.p || a.p || b.p,
  left(s.p, 1) || left(a.p, 1) || left(b.p, 1), CASE WHEN i %% 5 = 0 THEN 'male' ELSE 'female' END,
  substring(sha256(('id' || i)::bytea), 1, 16), substring(sha256(('tel' || i)::bytea), 1, 16),
  date '1950-01-01' + (i %% 18000), 'day', '', '', '', 1 + i %% %(stations)s, '', 'on_post',
  'day', false, ''
FROM (SELECT i, 1 + floor(power(random(), 2) * %(surnames)s)::int AS si,
        1 + floor(random() * %(given)s)::int AS ai,
        CASE WHEN random() < 0.15 THEN 0 ELSE 1 + floor(random() * %(given)s)::int END AS bi
      FROM generate_series(1, %(rows)s) AS i) AS r
JOIN syllable s ON s.kind = 's' AND s.n = r.si
JOIN syllable a ON a.kind = 'g' AND a.n = r.ai
JOIN syllable b ON b.kind = 'g' AND b.n = r.bi
"""


@dataclass(frozen=True)
class Timing:
    """One way of searching: times in the database, milliseconds."""

    kind: str
    words: int
    median: float
    slowest: float
    indexes: list[str]
    scans: int

    @property
    def is_fine(self) -> bool:
        """Within the limit, on an index."""
        return self.median < LIMIT_MS and not self.scans


def _settle(name: str) -> None:
    """Point Django at the scratch database before the first connection."""
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welfare.settings")
    from django.conf import settings  # noqa: PLC0415 - reads the line above

    for told in settings.DATABASES.values():
        told["NAME"] = name
    django.setup()


@contextlib.contextmanager
def _scratch(name: str) -> Iterator[None]:
    """The scratch database with the product's tables; dropped whatever happens."""
    from django.core.management import call_command  # noqa: PLC0415 - after setup
    from django.db import connections  # noqa: PLC0415

    from welfare.database.engine.base import cluster  # noqa: PLC0415

    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connections.close_all()
        cluster().drop_database(name)


def fill(rows: int) -> None:
    """A registry of so many workers; the surnames are as uneven as in life."""
    from django.db import connections  # noqa: PLC0415

    from staff.models import Branch, Station  # noqa: PLC0415
    from welfare.names import name_pinyin  # noqa: PLC0415

    branch = Branch.objects.create(name="试验分公司")
    for number in range(6):
        Station.objects.create(branch=branch, name=f"试验{number + 1}站")
    alias = "owner" if "owner" in connections.databases else "default"
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        cursor.execute("CREATE TEMP TABLE syllable (kind text, n int, c text, p text)")
        lines = [("g", 0, "", "")]
        for kind, characters in (("s", SURNAMES), ("g", GIVEN)):
            lines += [
                (kind, n, c, name_pinyin(c) if kind == "s" else name_pinyin(f"王{c}")[4:])
                for n, c in enumerate(characters, start=1)
            ]
        cursor.executemany("INSERT INTO syllable VALUES (%s, %s, %s, %s)", lines)
        sizes = {"surnames": len(SURNAMES), "given": len(GIVEN), "stations": 6, "rows": rows}
        cursor.execute(FILL, sizes)
        cursor.execute("VACUUM ANALYZE staff_worker")


def sample() -> dict[str, list[str]]:
    """Words of every kind, of workers spread over the registry; their numbers get real indexes."""
    from django.db import connections  # noqa: PLC0415

    from staff.models import Worker  # noqa: PLC0415

    count = Worker.objects.count()
    wanted = [f"JT-{1 + place * count // WORDS:07d}" for place in range(WORDS)]
    people = list(Worker.objects.filter(number__in=wanted))
    ids = [f"99999919700101{place:03d}X" for place in range(WORDS)]
    phones = [f"1380000{place:04d}" for place in range(WORDS)]
    alias = "owner" if "owner" in connections.databases else "default"
    index = Worker._meta.get_field("id_number_index").of
    phone_index = Worker._meta.get_field("phone_index").of
    with connections[alias].cursor() as cursor:
        cursor.executemany(
            "UPDATE staff_worker SET id_number_index = %s, phone_index = %s WHERE id = %s",
            [
                (index(one), phone_index(phone), worker.pk)
                for one, phone, worker in zip(ids, phones, people, strict=False)
            ],
        )
    return {
        "姓名": [worker.name for worker in people],
        "姓": list(SURNAMES[:WORDS]),
        "名": [worker.name[1:] for worker in people],
        "名里一字": list(GIVEN[:WORDS]),
        "拼音": [worker.pinyin for worker in people],
        "首字母": [worker.initials for worker in people],
        "首字母一个": sorted({worker.initials[0] for worker in people}),
        "工号": [worker.number for worker in people],
        "身份证号": ids[: len(people)],
        "手机号": phones[: len(people)],
    }


def _plans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from _plans(below)


def ask(word: str) -> tuple[float, set[str], int]:
    """What the box asks for a word: milliseconds, the indexes used, scans of the whole table."""
    from staff.models import Worker  # noqa: PLC0415
    from staff.search import SHOWN, questions  # noqa: PLC0415
    from welfare.models import User  # noqa: PLC0415
    from welfare.roles import Role  # noqa: PLC0415

    officer = User(username="bench")
    officer._role_keys = frozenset({Role.OFFICER.value})
    people = Worker.objects.visible_to(officer).select_related("station")
    spent, indexes, scans, found = 0.0, set(), 0, 0
    for question in questions(word, people):
        (told,) = json.loads(question[: SHOWN + 1].explain(analyze=True, format="json"))
        spent += told["Planning Time"] + told["Execution Time"]
        for node in _plans(told["Plan"]):
            if "Index Name" in node and "worker" in node["Index Name"]:
                indexes.add(node["Index Name"])
            scans += node["Node Type"] == "Seq Scan" and node["Relation Name"] == "staff_worker"
        found += told["Plan"]["Actual Rows"]
        if found > SHOWN:
            break
    return spent, indexes, scans


def measure(kind: str, words: list[str]) -> Timing:
    """All words once to warm up, then once for the record."""
    for word in words:
        ask(word)
    answers = [ask(word) for word in words]
    times = [spent for spent, _, _ in answers]
    indexes = sorted(set().union(*(used for _, used, _ in answers)))
    scans = sum(scans for _, _, scans in answers)
    return Timing(kind, len(words), statistics.median(times), max(times), indexes, scans)


def machine() -> dict[str, Any]:
    """What it ran on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {"cores": os.cpu_count(), "memory_gib": memory, "system": platform.platform(terse=True)}


def main(rows: int = ROWS) -> int:
    """Fill, ask, print, keep the result. 0 when every kind is within the limit."""
    name = f"guanai_bench_{os.getpid()}_search"
    _settle(name)
    with _scratch(name):
        fill(rows)
        timings = [measure(kind, words) for kind, words in sample().items()]
    when, where = dt.datetime.now(dt.UTC), machine()
    lines = [f"{rows} workers, {when:%Y-%m-%d}, {where['cores']} cores, {where['memory_gib']} GiB"]
    for one in timings:
        verdict = "" if one.is_fine else "  SCANS" if one.scans else "  TOO SLOW"
        times = f"{one.median:8.2f} ms median {one.slowest:8.2f} slowest"
        lines.append(f"{times}  {one.kind}  {', '.join(one.indexes)}{verdict}")
    sys.stdout.write("\n".join([*lines, ""]))
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    kept = {"rows": rows, "at": f"{when:%Y-%m-%d}", "machine": where, "limit_ms": LIMIT_MS}
    kept["timings"] = [asdict(one) for one in timings]
    RESULT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(one.is_fine for one in timings) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
