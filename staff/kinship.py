"""Who is kin of a worker, asked of the database in one query (`staff_kin`).

Everyone of the household and every declared relative, as workers, cadres and logins: recusal on
claims (mutualfund/duties.py) and pairings ask here, triggers ask the same function.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from staff.models import Worker

ASK = """
SELECT person.id, kin.worker_id, kin.user_id, kin.cadre_id, kin.is_household
  FROM unnest(%s::bigint[]) person (id) CROSS JOIN LATERAL staff_kin(person.id) kin
"""


@dataclass(frozen=True)
class Kin:
    """The relatives of one worker: keys of workers, cadres, logins; the worker is not among them."""

    workers: set[int] = field(default_factory=set)
    cadres: set[int] = field(default_factory=set)
    users: set[int] = field(default_factory=set)
    household_users: set[int] = field(default_factory=set)


def kin_of(worker: Worker) -> Kin:
    """The relatives of a worker. One query."""
    return kin_of_many([worker.pk])[worker.pk]


def kin_of_many(workers: Iterable[int]) -> dict[int, Kin]:
    """The relatives of many workers by their keys. One query."""
    found = {pk: Kin() for pk in workers}
    with connection.cursor() as cursor:
        cursor.execute(ASK, [list(found)])
        for person, worker, user, cadre, is_household in cursor:
            kin = found[person]
            for key, keys in ((worker, kin.workers), (cadre, kin.cadres), (user, kin.users)):
                if key is not None:
                    keys.add(key)
            if is_household and user is not None:
                kin.household_users.add(user)
    return found
