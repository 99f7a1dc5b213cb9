"""Repairs of a roster by one click: a station's alias, a word or a column remembered, read again."""

import datetime as dt
import json
from collections.abc import Mapping

from django.db import transaction

from staff.actions.rosters import read_roster
from staff.models import (
    ImportStatus,
    RosterImport,
    RosterImportRow,
    RosterTitle,
    RosterWord,
    Station,
    StationAlias,
)
from staff.roster_job import SHORT, start_reading
from staff.roster_sheet.columns import LABELS
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

GONE = "这一处已经改过，或者文件又读过一遍。请看现在的预览。"


def read_again(roster: RosterImport, *, on: dt.date, by: User | None) -> None:
    """Read the kept file once more with what is known now; a long one in its own process."""
    if roster.status not in (
        ImportStatus.READING, ImportStatus.MAPPING, ImportStatus.PREVIEW, ImportStatus.FAILED
    ):  # fmt: skip
        raise Refused(f"这次导入{roster.get_status_display()}，不能再读。要导入请重新上传。")
    if roster.size > SHORT:
        start_reading(roster, on=on, by=by)
    else:
        read_roster(roster, on=on, ask=True, by=by)


def repair_word(
    roster: RosterImport, row: RosterImportRow, *, problem: int, fix: int, on: dt.date, by: User
) -> str:
    """Take one of the repairs that the preview offers for a cell, and read the file again.

    A lasting repair helps every later roster: a spelling of a station becomes its alias, another
    word is remembered. One that speaks of a person stays with this file. Returns what was done.
    """
    offered = json.loads(str(row.payload)).get("fixes", {}) if row.payload else {}
    try:
        key, raw, meaning, label, lasting = offered[str(problem)][fix]
    except (KeyError, IndexError):
        raise Refused(GONE) from None
    with transaction.atomic():
        if not lasting:
            _answer(roster, key, raw, meaning, by=by)
        elif key == "station":
            _alias(raw, meaning, by=by)
        else:
            _remember(key, raw, meaning, by=by)
    read_again(roster, on=on, by=by)
    return str(label)


def _alias(raw: str, meaning: str, *, by: User) -> None:
    station = Station.objects.filter(name=meaning).first()
    if station is None:
        raise Refused(f"「{meaning}」这个车站已经不在了。请重新读一遍。")
    alias, made = StationAlias.objects.get_or_create(name=raw, defaults={"station": station})
    if made:
        audit.record("station.alias", alias, by=by, name=raw, station=meaning)


def _remember(key: str, raw: str, meaning: str, *, by: User) -> None:
    word, _ = RosterWord.objects.update_or_create(
        column=key, raw=raw, defaults={"meaning": meaning}
    )
    audit.record("roster.word", word, by=by, column=key, raw=raw, meaning=meaning)


def _answer(roster: RosterImport, key: str, raw: str, meaning: str, *, by: User) -> None:
    kept = RosterImport.objects.select_for_update(no_key=True).get(pk=roster.pk)
    answers = json.loads(str(kept.answers)) if kept.answers else []
    others = [answer for answer in answers if answer[:2] != [key, raw]]
    kept.answers = json.dumps([*others, [key, raw, meaning]], ensure_ascii=False)
    kept.save(update_fields=["answers"])
    roster.answers = kept.answers
    audit.record("roster.answered", kept, by=by, column=key)


def map_columns(
    roster: RosterImport,
    chosen: Mapping[str, str],
    *,
    remember: bool,
    on: dt.date,
    by: User,
) -> None:
    """Say what columns are (title → key, "" leaves one out), and read the file with it.

    Raises Refused for a title the file does not have, a key we do not know, or one key twice.
    """
    for head in roster.heads:
        titles = [column["title"] for column in head["columns"]]
        keys = [chosen.get(column["title"], column["key"]) for column in head["columns"]]
        for key in filter(None, keys):
            if key not in LABELS:
                raise Refused("没有这一列。请从列表里选。")
            if keys.count(key) > 1:
                both = [t for t, k in zip(titles, keys, strict=True) if k == key]
                words = "」和「".join(both[:2])
                raise Refused(
                    f"「{words}」都对到了「{LABELS[key]}」。只能有一列是它，另一列选「不导入」。"
                )
    known = {column["title"] for head in roster.heads for column in head["columns"]}
    with transaction.atomic():
        kept = RosterImport.objects.select_for_update(no_key=True).get(pk=roster.pk)
        kept.mapping = kept.mapping | {t: key for t, key in chosen.items() if t in known}
        kept.save(update_fields=["mapping"])
        for title, key in chosen.items():
            if remember and title in known and len(title) <= TITLE_LENGTH:
                RosterTitle.objects.update_or_create(title=title, defaults={"column": key})
        audit.record("roster.mapped", kept, by=by, columns=dict(kept.mapping), kept=remember)
    roster.mapping = kept.mapping
    read_again(roster, on=on, by=by)


TITLE_LENGTH = 100  # of a remembered title
