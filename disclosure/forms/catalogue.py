"""Form of the catalogue: shape only, the rules are refused by the action."""

import datetime as dt
from typing import Any

from django import forms

from disclosure.models.catalogue import CatalogueTopic, period_words
from welfare.form_choices import give_choices

MOST = 1_000_000


class PublicationForm(forms.Form):
    """登记公开."""

    first = forms.ChoiceField(
        label="哪一期", error_messages={"required": "选一期", "invalid_choice": "从名单里选一期"}
    )
    published_on = forms.DateField(
        label="公开日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "填公开日期",
            "invalid": "公开日期写成 2026-10-18 这样",
        },
    )
    people = forms.IntegerField(
        label="表上人数",
        min_value=0,
        max_value=MOST,
        help_text="公开的表上有多少人；不列人的填 0",
        error_messages={"required": "填表上人数", "invalid": "表上人数写整数"},
    )
    people_due = forms.IntegerField(
        label="应在表上人数",
        min_value=0,
        max_value=MOST,
        error_messages={"required": "填应在表上人数", "invalid": "应在表上人数写整数"},
    )
    reason = forms.CharField(label="更正原因（这一期登记过才填）", max_length=200, required=False)

    def __init__(self, *args: Any, topic: CatalogueTopic, periods: list[dt.date], **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = [(day.isoformat(), period_words(topic.rhythm, day)) for day in reversed(periods)]
        give_choices(self, first=rows)

    def clean_first(self) -> dt.date:
        """The first day of the chosen period."""
        return dt.date.fromisoformat(self.cleaned_data["first"])
