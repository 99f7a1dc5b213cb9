"""The SQL that turns staged rows into registry rows, and back: one statement each, any size."""

# ruff: noqa: S608 - every name in a statement is one of our own columns

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from staff.models import Tenure
from staff.models.workers import NUMBER_PREFIX
from staff.roster_copy import WORKER_COLUMNS
from staff.roster_fields import WRITES

_PLAIN = [column for column in WORKER_COLUMNS if column != "station_id"]
# What a dated record repeats of its worker: station, job, post and what may join them.
HELD = [
    str(f.column)
    for f in Tenure._meta.concrete_fields
    if f.name not in ("id", "worker", "since", "until", "reason")
]
OF_STAGED = """
  FROM staff_stagedworker s
  JOIN staff_rosterimportrow r ON r.id = s.row_id
  LEFT JOIN staff_station place ON place.name = s.place
"""
# Newcomers who came meanwhile: by ID number; without one as a reading knows them (roster_stage.py).
TAKEN = f"""
SELECT EXISTS (
  SELECT FROM staff_rosterimportrow r JOIN staff_worker w ON w.id_number_index = r.id_index
   WHERE r.roster_id = %(roster)s AND r.outcome = 'new'
) OR EXISTS (
  SELECT {OF_STAGED} JOIN staff_worker w ON w.name = s.name
   WHERE s.roster_id = %(roster)s AND r.outcome = 'new' AND r.id_index IS NULL
     AND w.id_number_index IS NULL AND w.birth IS NOT DISTINCT FROM s.birth
     AND w.station_id = coalesce(s.station_id, place.id)
)
"""
LOST_STATION = f"""
SELECT count(*) {OF_STAGED}
  LEFT JOIN staff_station known ON known.id = s.station_id
 WHERE s.roster_id = %(roster)s AND known.id IS NULL AND place.id IS NULL
   AND (r.outcome = 'new' OR 'station' = ANY(r.fields))
"""
# The rows come in order from their index and find what they write by its key: see `key_lookups`.
INSERT = f"""
INSERT INTO staff_worker (
  id, uid, number, station_id, {", ".join(_PLAIN)}, leave_reason,
  roster_digest, roster_version, roster_edited)
SELECT s.worker_id, s.uid,
  '{NUMBER_PREFIX}' || lpad(serial::text, greatest(4, length(serial::text)), '0'),
  coalesce(s.station_id, (SELECT id FROM staff_station WHERE name = s.place)),
  {", ".join(f"s.{column}" for column in _PLAIN)}, '', digest, 1, '{{}}'
FROM (
  SELECT id, digest, %(serial)s + row_number() OVER (ORDER BY id) AS serial
    FROM staff_rosterimportrow
   WHERE roster_id = %(roster)s AND outcome = 'new'
) AS r
JOIN staff_stagedworker s ON s.row_id = r.id
"""
BEGIN_TENURES = f"""
INSERT INTO staff_tenure (worker_id, since, {", ".join(HELD)})
SELECT w.id, %(on)s, {", ".join(f"w.{column}" for column in HELD)}
  FROM staff_rosterimportrow r JOIN staff_worker w ON w.id = r.worker_id
 WHERE r.roster_id = %(roster)s AND r.outcome = 'new'
"""
LOCK = """
SELECT w.roster_version = r.version
  FROM staff_rosterimportrow r JOIN staff_worker w ON w.id = r.worker_id
 WHERE r.roster_id = %(roster)s AND r.outcome = 'changed' AND r.fields && %(fields)s
 ORDER BY w.id FOR UPDATE OF w
"""
EDITED = """
SELECT w.id, ARRAY(
    SELECT name FROM unnest(w.roster_edited::text[]) AS name
     WHERE name = ANY(r.fields) AND name = ANY(%(fields)s))
  FROM staff_rosterimportrow r JOIN staff_worker w ON w.id = r.worker_id
 WHERE r.roster_id = %(roster)s AND r.outcome = 'changed' AND r.fields && %(fields)s
   AND w.roster_edited && r.fields
"""
EDITED_AGAIN = """
UPDATE staff_worker w SET roster_version = w.roster_version + 1, roster_edited = ARRAY(
    SELECT DISTINCT name
      FROM unnest(w.roster_edited::text[] || string_to_array(back.names, ',')) AS name
     ORDER BY name)
  FROM unnest(%(people)s::bigint[], %(names)s::text[]) AS back (person, names)
 WHERE w.id = back.person
"""
# What was to be written is written; only the last import keeps what it overwrote.
FORGET = """
DELETE FROM staff_stagedworker s USING staff_rosterimport i
 WHERE i.id = s.roster_id AND i.status IN ('committed', 'undone')
   AND NOT EXISTS (SELECT FROM staff_rosterimportrow r
                    WHERE r.id = s.row_id AND r.roster_id = %(roster)s AND r.outcome = 'changed')
"""
VOUCH = """
UPDATE staff_worker w SET roster_digest = r.digest, roster_version = w.roster_version + 1
  FROM staff_rosterimportrow r
 WHERE r.roster_id = %(roster)s AND r.outcome = 'unchanged' AND r.digest IS NOT NULL
   AND w.id = r.worker_id AND w.roster_version = r.version
"""
MOVED = """
  FROM staff_rosterimportrow r JOIN staff_worker w ON w.id = r.worker_id
 WHERE r.roster_id = %(roster)s AND r.outcome = 'changed' AND r.fields && %(held)s
   AND w.left_on IS NULL
"""
REWRITE_TENURES = f"""
UPDATE staff_tenure t SET {", ".join(f"{column} = moved.{column}" for column in HELD)}
  FROM (SELECT w.* {MOVED}) AS moved
 WHERE t.worker_id = moved.id AND t.until IS NULL AND t.since >= %(on)s
"""
CLOSE_TENURES = f"""
UPDATE staff_tenure t SET until = %(on)s
  FROM (SELECT w.id {MOVED}) AS moved
 WHERE t.worker_id = moved.id AND t.until IS NULL AND t.since < %(on)s
"""
OPEN_TENURES = f"""
WITH opened AS (
  INSERT INTO staff_tenure (worker_id, since, {", ".join(HELD)})
  SELECT w.id, %(on)s, {", ".join(f"w.{column}" for column in HELD)} {MOVED}
     AND NOT EXISTS (SELECT FROM staff_tenure t WHERE t.worker_id = w.id AND t.until IS NULL)
  RETURNING id, worker_id
)
UPDATE staff_stagedworker s SET tenure_id = opened.id
  FROM opened WHERE s.roster_id = %(roster)s AND s.worker_id = opened.worker_id
"""
REOPEN_TENURES = """
UPDATE staff_tenure t SET until = NULL
  FROM staff_stagedworker s
 WHERE s.roster_id = %(roster)s AND s.tenure_id IS NOT NULL
   AND t.worker_id = s.worker_id AND t.until = %(on)s
"""
RETURN_TENURES = f"""
UPDATE staff_tenure t SET {", ".join(f"{column} = moved.{column}" for column in HELD)}
  FROM (SELECT w.* {MOVED}) AS moved
 WHERE t.worker_id = moved.id AND t.until IS NULL
   AND NOT EXISTS (SELECT FROM staff_stagedworker s
                    WHERE s.roster_id = %(roster)s AND s.worker_id = moved.id
                      AND s.tenure_id IS NOT NULL)
"""


def restore_changed(fields: Iterable[str]) -> str:
    """Put back what the accepted fields of the changed rows overwrote; counts the workers."""
    columns = {column: name for name in sorted(fields) for column in WRITES[name]}
    sets = ", ".join(
        f"{column} = CASE WHEN '{name}' = ANY(r.fields) THEN s.{column} ELSE w.{column} END"
        for column, name in columns.items()
    )
    return f"""
WITH restored AS (
  UPDATE staff_worker w SET {sets}, roster_digest = NULL, roster_version = w.roster_version + 1
  {OF_STAGED}
  WHERE s.roster_id = %(roster)s AND r.outcome = 'changed' AND r.fields && %(fields)s
    AND w.id = s.worker_id
  RETURNING 1
)
SELECT count(*) FROM restored
"""


def update_changed(fields: Iterable[str]) -> str:
    """Write the accepted fields of the changed rows, and keep what they overwrote in their place."""
    columns = {column: name for name in sorted(fields) for column in WRITES[name]}
    sets = ", ".join(_chosen(column, name) for column, name in columns.items())
    was = ", ".join(f"w.{column}" for column in columns)
    back = ", ".join(
        f"{column} = CASE WHEN '{name}' = ANY(was.fields) THEN was.{column} END"
        for column, name in columns.items()
    )
    return f"""
WITH was AS (
  SELECT s.row_id, r.fields, {was} {OF_STAGED} JOIN staff_worker w ON w.id = s.worker_id
   WHERE s.roster_id = %(roster)s AND r.outcome = 'changed' AND r.fields && %(fields)s
), written AS (
  UPDATE staff_worker w SET {sets},
    roster_digest = CASE WHEN r.fields <@ %(fields)s THEN r.digest END,
    roster_version = w.roster_version + 1,
    roster_edited = ARRAY(
      SELECT name FROM unnest(w.roster_edited) AS name
       WHERE NOT (name = ANY(r.fields) AND name = ANY(%(fields)s)))
  {OF_STAGED}
  WHERE s.roster_id = %(roster)s AND r.outcome = 'changed' AND r.fields && %(fields)s
    AND w.id = s.worker_id
)
UPDATE staff_stagedworker s SET {back} FROM was WHERE s.row_id = was.row_id
"""


def _chosen(column: str, name: str) -> str:
    new = "coalesce(s.station_id, place.id)" if column == "station_id" else f"s.{column}"
    return f"{column} = CASE WHEN '{name}' = ANY(r.fields) THEN {new} ELSE w.{column} END"


@contextmanager
def hash_joins() -> Iterator[None]:
    """Plan for many rows: of tables filled a moment ago the planner knows nothing, and a nested
    loop over 100,000 of them takes minutes. Inside a transaction."""
    with _without("nestloop"):
        yield


@contextmanager
def key_lookups() -> Iterator[None]:
    """Plan to find each row by its key: a hash of rows this wide, or a sort, goes over the disk."""
    with _without("hashjoin", "mergejoin", "seqscan", "bitmapscan"):
        yield


@contextmanager
def _without(*ways: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("".join(f"SET LOCAL enable_{way} = off;" for way in ways))
    yield
    with connection.cursor() as cursor:
        cursor.execute("".join(f"SET LOCAL enable_{way} = on;" for way in ways))


def run(sql: str, **facts: Any) -> list[tuple[Any, ...]]:
    """One statement; its rows when it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.fetchall() if cursor.description else []
