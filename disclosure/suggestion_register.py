"""The paper register of suggestions 合理化建议台账, taken over as a whole.

Like hardship files certified on paper, what was done before this system is entered with who
vouches for it; from then on every suggestion takes its own steps.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Min

from disclosure.models import (
    Suggestion,
    SuggestionAct,
    SuggestionField,
    SuggestionStatus,
    SuggestionStep,
)
from staff.models import Worker
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn
from welfare.sheets.tables import Column, Table, TableRow, read_table

OUTCOMES = {
    SuggestionStatus.IMPLEMENTED.label: SuggestionStatus.IMPLEMENTED.value,
    SuggestionStatus.IMPLEMENTING.label: SuggestionStatus.IMPLEMENTING.value,
    SuggestionStatus.DECLINED.label: SuggestionStatus.DECLINED.value,
    SuggestionStatus.DEFERRED.label: SuggestionStatus.DEFERRED.value,
}
COLUMNS = (
    Column("number", ("编号",)),
    Column("field", ("类别",), choices={f.label: f.value for f in SuggestionField}),
    Column("title", ("建议名称",), "prose"),
    Column("present", ("现状分析",), "prose", required=False),
    Column("measure", ("改进措施",), "prose"),
    Column("id_number", ("建议人身份证号", "公民身份号码"), "id"),
    Column("made_on", ("提出日期",), "day"),
    Column("status", ("结论",), choices=OUTCOMES),
    Column("reply", ("答复",), "prose"),
    Column("owner", ("负责人",), required=False),
    Column("done_on", ("落实日期",), "day", required=False),
    Column("evidence", ("落实凭据",), "prose", required=False),
    Column("excellent", ("优秀",), required=False, choices={"是": "yes"}),
    Column("circular_no", ("通报文号",), required=False),
)
MovedDay = Callable[[dt.date], dt.date]


def read_register(source: "Path | UploadedFile") -> Table:
    """The register by row. Raises Refused as read_table does."""
    return read_table(source, COLUMNS)


@transaction.atomic
def take_over_register(table: Table, *, moved: MovedDay = lambda day: day, by: User) -> int:
    """Enter every row of the register; returns how many.

    `moved` shifts its days (the demo world lives in later years). Raises Refused when a cell is
    wrong, a proposer is not on the roster or enters it himself, a row is not older than what is
    collected here, or a number is there already; then nothing is written.
    """
    table.refuse_problems()
    if not by.may_use("handle_suggestions"):
        raise Refused("合理化建议台账由办合理化建议的人转入。")
    take_turn("suggestions")
    workers = _proposers(table)
    rows = [_suggestion(row, moved) for row in table.rows]
    _refuse_what_is_not_old(table, rows, workers, by=by)
    taken = Suggestion.objects.filter(number__in=[row.number for row in rows])
    if known := taken.first():
        raise Refused(f"{known.number} 已经登记过，这份台账没有写入。")
    made = Suggestion.objects.bulk_create(rows)
    through = Suggestion.proposers.through
    through.objects.bulk_create(
        through(suggestion=suggestion, worker=worker)
        for suggestion, worker in zip(made, workers, strict=True)
    )
    at = clock.now()
    SuggestionStep.objects.bulk_create(
        SuggestionStep(
            suggestion=one, at=at, by=by, kind=SuggestionAct.TAKEN_OVER, status=one.status
        )
        for one in made
    )
    audit.record("suggestion.register_taken_over", made[0], by=by, rows=len(made))
    return len(made)


def _proposers(table: Table) -> list[Worker]:
    """The worker of each row, by ID number. Raises Refused for one not on the roster."""
    found = []
    known = Worker.objects.by_id_number(row.values["id_number"] for row in table.rows)
    for row in table.rows:
        worker = known.get(row.values["id_number"])
        if worker is None:
            raise Refused(f"第 {row.number} 行的建议人不在花名册里，对一下身份证号。")
        found.append(worker)
    return found


def _refuse_what_is_not_old(
    table: Table, rows: Sequence[Suggestion], workers: Sequence[Worker], *, by: User
) -> None:
    """The register holds what was made before this system, and not his own who enters it."""
    collected = Suggestion.objects.filter(steps__kind=SuggestionAct.COLLECTED)
    first, today = collected.aggregate(first=Min("made_on"))["first"], clock.today()
    for row, one, worker in zip(table.rows, rows, workers, strict=True):
        told = f"第 {row.number} 行的提出日期 {one.made_on:%Y-%m-%d}"
        if one.made_on >= today:
            raise Refused(f"{told} 要早于今天。今天起的建议在「合理化建议」里登记。")
        if first is not None and one.made_on > first:
            raise Refused(
                f"{told} 晚于这里收的第一条建议（{first:%Y-%m-%d}），不是以前的台账。去掉这一行，单独登记。"
            )
        if worker.user_id == by.pk:
            raise Refused(f"第 {row.number} 行是您本人提的建议，请别人转入这份台账。")


def _suggestion(row: TableRow, moved: MovedDay) -> Suggestion:
    told: dict[str, Any] = dict(row.values)
    told.pop("id_number")
    made_on = told.pop("made_on")
    done_on, is_excellent = told.pop("done_on"), told.pop("excellent")
    if told["status"] == SuggestionStatus.IMPLEMENTED and not (done_on and told["evidence"]):
        raise Refused(f"第 {row.number} 行写已落实，要有落实日期和凭据。")
    if is_excellent and not told["circular_no"]:
        raise Refused(f"第 {row.number} 行写了优秀，要有通报文号。")
    day = moved(made_on)
    told["number"] = told["number"].replace(str(made_on.year), str(day.year))
    for key in ("present", "owner", "evidence", "circular_no"):
        told[key] = told[key] or ""
    return Suggestion(
        **told,
        made_on=day,
        published_on=day,
        done_on=moved(done_on) if done_on else None,
        excellent_year=day.year if is_excellent else None,
    )
