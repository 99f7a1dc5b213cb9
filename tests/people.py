"""Plain makers of what a test needs and does not care about."""

import datetime as dt
from itertools import count

from staff.models import Branch, Post, Sex, Station, Tenure, Worker
from welfare.names import initials, name_pinyin

DAY = dt.date(2026, 10, 20)  # the day of the tests: a Tuesday, a working day
SINCE = dt.date(2020, 1, 1)  # makers put everyone on the roster from here on
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_serial = count(1)


def id_number(birth: dt.date, sex: Sex = Sex.FEMALE, serial: int | None = None) -> str:
    """A well-formed number of an area code that is not in use."""
    order = (serial if serial is not None else next(_serial)) * 2 + (sex == Sex.MALE)
    body = f"999999{birth:%Y%m%d}{order % 1000:03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def make_station(name: str = "青石站", branch: str = "东岭分公司") -> Station:
    """The station of the name, made when it is not there."""
    home, _ = Branch.objects.get_or_create(name=branch)
    return Station.objects.get_or_create(name=name, defaults={"branch": home})[0]


def make_worker(name: str = "钱春兰", station: Station | None = None, **facts) -> Worker:
    """A worker of the registry as the roster import would leave him, counted since 2020."""
    serial = next(_serial)
    born = facts.pop("birth", dt.date(1970, 3, 12))
    sex = facts.pop("sex", Sex.FEMALE)
    worker = Worker.objects.create(
        number=facts.pop("number", f"T{serial:05d}"),
        name=name,
        pinyin=name_pinyin(name),
        initials=initials(name),
        sex=sex,
        birth=born,
        id_number=facts.pop("id_number", id_number(born, sex, serial)),
        station=station or make_station(),
        post=facts.pop("post", Post.ON_POST),
        **facts,
    )
    Tenure.objects.create(
        worker=worker,
        since=SINCE,
        until=worker.left_on,
        station=worker.station,
        job=worker.job,
        post=worker.post,
    )
    return worker
