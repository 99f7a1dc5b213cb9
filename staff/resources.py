"""The import-export Resource of the registry: matching, comparing, bulk writing.

The roster page, the command and the admin site go through it. It takes typed values from the
roster reader, finds the worker by the blind index of the ID number, and writes in bulk.
"""

from typing import Any

from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from import_export import fields, resources, widgets
from import_export.instance_loaders import BaseInstanceLoader

from staff.models import Station, Worker
from staff.models.workers import NUMBER_PREFIX
from staff.roster_sheet.rows import RosterValues
from welfare.crypto import blind_index
from welfare.names import initials, name_pinyin
from welfare.sheets.values import PaperDate

PLAIN = (
    "name", "sex", "ethnicity", "political_status", "education", "job", "post", "phone",
    "family_size", "family_income", "disability_certificate", "remark",
)  # fmt: skip
DATED = ("birth", "work_start")
WRITTEN = (
    *PLAIN, *DATED, "birth_precision", "work_start_precision", "station", "pinyin", "initials",
    "phone_index", "is_disabled",
)  # fmt: skip


def id_index(number: str) -> bytes | None:
    """The blind index of an ID number, as the registry keeps it."""
    return blind_index("staff.worker.id_number", number)


class ByIdNumber(BaseInstanceLoader):  # type: ignore[misc]  # the package is not typed
    """Every worker the table may speak of, in one query, by blind index."""

    def __init__(self, resource: "WorkerResource", dataset: Any) -> None:
        super().__init__(resource, dataset)
        wanted = [id_index(number) for number in dataset["id_number"]]
        found = Worker.objects.filter(id_number_index__in=wanted).select_related("station")
        self.workers = {bytes(worker.id_number_index): worker for worker in found}

    def get_instance(self, row: dict[str, Any]) -> Worker | None:
        """The worker of the row's ID number, or None."""
        return self.workers.get(id_index(row["id_number"]) or b"")


def _column(name: str) -> fields.Field:
    return fields.Field(attribute=name, column_name=name, widget=widgets.Widget())


class WorkerResource(resources.ModelResource):  # type: ignore[misc]  # as above
    """Workers from a roster. `changes` tells, by place of the row, field → (old, new).

    `moved` are known workers with another station, job or post; `newly_disabled` and
    `other_cards` count known workers whom the roster newly calls disabled, or gives another bank
    card: a card is never changed by a roster (security.md S8).
    """

    class Meta:
        model = Worker
        import_id_fields = ("id_number",)
        fields = ("id_number", *PLAIN, *DATED, "station")
        instance_loader_class = ByIdNumber
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_unchanged = True
        report_skipped = True

    id_number = _column("id_number")

    def __init__(self, stations: dict[str, Station], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stations = stations
        self.changes: dict[int, dict[str, tuple[Any, Any]]] = {}
        self.moved: list[Worker] = []
        self.newly_disabled = self.other_cards = self.serial = 0

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Numbers go on after the last one given."""
        given = Worker.objects.filter(number__regex=rf"^{NUMBER_PREFIX}\d+$")
        serial = Cast(Substr("number", len(NUMBER_PREFIX) + 1), IntegerField())
        self.serial = given.aggregate(last=Max(serial))["last"] or 0

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Numbers of rows come from the database: its sequences need no reset."""

    def import_instance(self, instance: Worker, row: dict[str, Any], **kwargs: Any) -> None:
        """Put the roster's values into the worker; a blank says nothing and changes nothing."""
        values: RosterValues = row["values"]
        changes = _plain_changes(instance, values) | _date_changes(instance, values)
        station = self.stations.get(values.station)
        if station is not None and instance.station_id != station.pk:
            was = instance.station if instance.station_id else None
            changes["station"] = (was, station)
        known = not instance._state.adding
        self.changes[row["place"]] = changes if known else {}
        if known:
            self._compare(instance, values, changes)
        else:
            self._begin(instance, values)
        for name, (_, new) in changes.items():
            _assign(instance, name, new)

    def _compare(self, worker: Worker, values: RosterValues, changes: dict[str, Any]) -> None:
        if changes.keys() & {"station", "job", "post"}:
            self.moved.append(worker)
        self.newly_disabled += bool(values.disability_certificate) and not worker.is_disabled
        self.other_cards += values.bank_card not in ("", worker.bank_card)

    def _begin(self, worker: Worker, values: RosterValues) -> None:
        self.serial += 1
        worker.number = f"{NUMBER_PREFIX}{self.serial:04d}"
        worker.id_number, worker.bank_card = values.id_number, values.bank_card

    def skip_row(
        self,
        instance: Worker,
        original: Any,
        row: dict[str, Any],
        import_validation_errors: Any = None,
    ) -> bool:
        """Nothing to do for a known worker who says nothing new."""
        return not instance._state.adding and not self.changes[row["place"]]

    def bulk_create(
        self,
        using_transactions: bool,
        dry_run: bool,
        raise_errors: bool,
        batch_size: int | None = None,
        result: Any = None,
    ) -> None:
        """A preview writes nothing, not even into a transaction that is rolled back."""
        if not dry_run:
            Worker.objects.bulk_create(self.create_instances, batch_size=batch_size)
        self.create_instances.clear()

    def bulk_update(
        self,
        using_transactions: bool,
        dry_run: bool,
        raise_errors: bool,
        batch_size: int | None = None,
        result: Any = None,
    ) -> None:
        """An upsert, because only an INSERT seals columns row by row; one query per batch."""
        if not dry_run and self.update_instances:
            Worker.objects.bulk_create(
                self.update_instances,
                batch_size=batch_size,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=WRITTEN,
            )
        self.update_instances.clear()


def _assign(worker: Worker, name: str, new: Any) -> None:
    if isinstance(new, PaperDate):
        setattr(worker, name, new.day)
        setattr(worker, f"{name}_precision", new.precision)
    else:
        setattr(worker, name, new)
    if name == "name":
        worker.pinyin, worker.initials = name_pinyin(new), initials(new)
    if name == "disability_certificate":
        worker.is_disabled = True


def _plain_changes(worker: Worker, values: RosterValues) -> dict[str, tuple[Any, Any]]:
    changes = {}
    for name in PLAIN:
        new, old = getattr(values, name), getattr(worker, name)
        if new not in (None, "") and new != old:
            changes[name] = (old, new)
    return changes


def _date_changes(worker: Worker, values: RosterValues) -> dict[str, tuple[Any, Any]]:
    changes = {}
    for name in DATED:
        new: PaperDate | None = getattr(values, name)
        old = getattr(worker, name)
        if new is not None and (old is None or not new.agrees_with(old)):
            changes[name] = (old, new)
    return changes
