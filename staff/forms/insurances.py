"""三金缴到哪个月."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from staff.forms.told import ToldForm
from staff.models import InsuranceKind


class MonthField(forms.DateField):
    """A month, kept as its first day."""

    input_formats = ("%Y-%m", "%Y.%m", "%Y/%m", "%Y-%m-%d")
    widget = forms.DateInput(format="%Y-%m", attrs={"type": "month"})


class InsuranceForm(ToldForm):
    """One month for each insurance in use; an empty one says nothing."""

    note = forms.CharField(
        label="说明", max_length=100, required=False, help_text="改早了要写为什么"
    )

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[InsuranceKind],
        known: Mapping[int, dt.date],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = list(kinds)
        for kind in self.kinds:
            label = f"{kind.name}缴到"
            self.fields[kind.key] = MonthField(
                label=label,
                required=False,
                initial=known.get(kind.pk),
                error_messages={"invalid": f"「{label}」写成 2026-09 这样"},
            )
        self.order_fields([*(kind.key for kind in self.kinds), "note"])

    def paid_to(self) -> dict[InsuranceKind, dt.date]:
        """The months that were filled in."""
        told = {kind: self.cleaned_data[kind.key] for kind in self.kinds}
        return {kind: month for kind, month in told.items() if month}
