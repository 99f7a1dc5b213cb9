"""The peer: what django-import-export does with the same file when nobody tunes it.

`python -m bench.peer FILE DSN [--bulk]`: a ModelResource over the 22 columns and a plain table; the
file read by its own XLSX format, a preview (dry run), then read and written, as its admin does. With
--bulk the options its documentation gives for large files.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from bench.roster import COLUMNS, DATES
from welfare.database.urls import parse

KEY = "公民身份号码"
WHOLE = frozenset({"家庭人口", "家庭月收入"})
FIELDS = {name: f"column_{place}" for place, name in enumerate(COLUMNS)}
BULK = {"use_bulk": True, "batch_size": 1000, "skip_diff": True, "skip_html_diff": True}


def set_up(dsn: str) -> None:
    """A Django of its own with nothing but the peer in it."""
    settings.configure(
        DATABASES={"default": parse(dsn)},
        INSTALLED_APPS=["import_export", "bench"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()


def _model() -> Any:
    from django.db import models  # noqa: PLC0415 - only after set_up

    def field(name: str) -> Any:
        if name in DATES:
            return models.DateField(name, null=True, blank=True)
        if name in WHOLE:
            return models.DecimalField(name, max_digits=12, decimal_places=2, null=True, blank=True)
        return models.CharField(name, max_length=200, blank=True, unique=name == KEY)

    meta = type("Meta", (), {"app_label": "bench"})
    fields = {FIELDS[name]: field(name) for name in COLUMNS}
    return type("Person", (models.Model,), {"Meta": meta, "__module__": __name__, **fields})


def _resource(model: Any, *, bulk: bool) -> Any:
    from import_export import fields, resources, widgets  # noqa: PLC0415
    from import_export.instance_loaders import CachedInstanceLoader  # noqa: PLC0415

    def field(name: str) -> Any:
        widget: Any = widgets.CharWidget()
        if name in DATES:
            widget = widgets.DateWidget()
        elif name in WHOLE:
            widget = widgets.DecimalWidget()
        return fields.Field(attribute=FIELDS[name], column_name=name, widget=widget)

    loader = {"instance_loader_class": CachedInstanceLoader} if bulk else {}
    options = {"model": model, "fields": tuple(FIELDS.values()), "import_id_fields": (FIELDS[KEY],)}
    meta = type("Meta", (), {**options, **(BULK | loader if bulk else {})})
    declared = {FIELDS[name]: field(name) for name in COLUMNS}
    return type("PersonResource", (resources.ModelResource,), {"Meta": meta, **declared})()


def main(path: str, dsn: str, *flags: str) -> None:
    """Preview, then write; print the seconds of both and what was found."""
    set_up(dsn)
    from django.db import connection  # noqa: PLC0415 - only after set_up
    from import_export.formats.base_formats import XLSX  # noqa: PLC0415

    model = _model()
    with connection.schema_editor() as editor:
        editor.create_model(model)
    seconds = {}
    for step, dry_run in (("preview", True), ("write", False)):
        begun = time.perf_counter()
        dataset = XLSX().create_dataset(Path(path).read_bytes())
        resource = _resource(model, bulk="--bulk" in flags)
        result = resource.import_data(dataset, dry_run=dry_run, raise_errors=True)
        seconds[step] = round(time.perf_counter() - begun, 3)
    found = {"rows": len(dataset), "new": result.totals["new"], "stored": model.objects.count()}
    print(json.dumps({**found, "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
