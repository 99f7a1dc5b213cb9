"""Forms of the duty at the report telephone 举报电话值班: shape only, the actions refuse."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Case, Value, When

from disclosure.models import HotlineDuty
from staff.forms.told import ToldForm, day_field
from welfare.form_choices import give_choices
from welfare.models import User


def _hour(label: str) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget)


class DutyForm(ToldForm):
    """排值班."""

    day = day_field("值班日期", help_text="已经排过的日子再排一次，就是换人、改时间")
    person = forms.ModelChoiceField(
        label="值班人", queryset=User.objects.none(), empty_label="选一位受理人"
    )
    begins, ends = _hour("从几点"), _hour("到几点")

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = User.objects.filter(pk__in=[user.pk for user in people])
        give_choices(self, person=rows)


class DutyChoice(forms.ModelChoiceField):
    """Duties whose log is owed; one of somebody else's says whose it is."""

    def label_from_instance(self, obj: Any) -> str:
        """10-18 09:00 至 11:00，代周海写."""
        return f"{obj}，代{obj.person.name}写" if obj.is_anothers else str(obj)


class LogForm(ToldForm):
    """写值班记录."""

    duty = DutyChoice(label="哪天", queryset=HotlineDuty.objects.none())
    calls = forms.IntegerField(
        label="接了几个电话", min_value=0, max_value=200, help_text="没有来电填 0"
    )
    words = forms.CharField(
        label="值班记录", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="咨询了什么，怎样答的。举报另外「登记来信来电」，这里不写是谁、举报了谁",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owed = HotlineDuty.objects.to_log(user, on=on).select_related("person")
        anothers = Case(When(person=user, then=Value(False)), default=Value(True))
        give_choices(self, duty=owed.annotate(is_anothers=anothers))
