"""Who must not see a report 举报: whoever is named in it, his kin, his unit and his superiors."""

from collections.abc import Iterable

from django.db.models import Q

from staff.kinship import kin_of_many
from staff.models import Branch, Cadre, Tenure, Worker
from welfare.models import User
from welfare.roles import Role


def named_in(text: str, people: Iterable[User]) -> set[int]:
    """Of these people, those whose whole name stands in the words, blanks left aside."""
    plain = "".join(text.split())
    return {user.pk for user in people if user.name and user.name in plain}


def line_of(subjects: str, words: str, branch: Branch | None) -> set[int]:
    """Keys of the logins that must not see it. A handful of queries, however many are named.

    `subjects` are the names or posts 职务 told as 被反映的人. A login named there or in the words is
    out; so are whoever holds or held such a post, the kin of a person told, whoever works in his
    branch company or the one complained of, and, for a person of the office, the chair above him.
    """
    accounts = list(User.objects.filter(is_active=True).only("pk", "name"))
    holders, cadres = _holders_of(subjects, branch)
    named = named_in(subjects, accounts) | cadres
    barred = named | named_in(words, accounts)
    told = _workers_in(subjects, named, holders)
    for kin in kin_of_many(worker.pk for worker in told).values():
        barred |= kin.users
    branches = {worker.station.branch_id for worker in told} | ({branch.pk} if branch else set())
    unit = Worker.objects.filter(station__branch__in=branches, user__isnull=False)
    barred |= set(unit.values_list("user", flat=True))
    if User.objects.filter(pk__in=named, groups__permissions__codename="use_office").exists():
        barred |= set(User.objects.filter(groups__name=Role.CHAIR).values_list("pk", flat=True))
    return barred


def _holders_of(subjects: str, branch: Branch | None) -> tuple[set[int], set[int]]:
    """Workers of the unit, and logins of cadres, who hold or held a post that is told: 东站站长.

    A cadre's title names no station, so that 站长 bars every one of them.
    """
    parts = [part for part in _parts(subjects) if len(part) > 1]

    def is_told(post: str) -> bool:
        return bool(post) and any(post in part or part in post for part in parts)

    tied = Cadre.objects.filter(user__isnull=False).values_list("user", "title")
    held = Tenure.objects.filter(station__branch=branch).values_list("worker", "job")
    workers = {worker for worker, job in held.distinct() if is_told(job)} if branch else set()
    return workers, {user for user, title in tied if user and is_told(title)}


def _workers_in(subjects: str, named: set[int], holders: set[int]) -> list[Worker]:
    """The workers told by name, every bearer of it, by post, and those behind a login named."""
    names = [part for part in _parts(subjects) if len(part) > 1]
    rows = Worker.objects.filter(Q(name__in=names) | Q(user__in=named) | Q(pk__in=holders))
    return list(rows.select_related("station"))


def _parts(subjects: str) -> list[str]:
    for sign in "、，,；;/ \n\r\t　和":
        subjects = subjects.replace(sign, "|")
    return [part.strip() for part in subjects.split("|") if part.strip()]
