"""Moving a worker, letting one leave, taking one back."""

from typing import Any

from django import forms

from staff.forms.told import ToldForm, day_field
from staff.holdings import Holding
from staff.models import Identity, LeaveReason, Post, Station, Worker
from welfare.form_choices import give_choices

BACKDATED = "早于今天是补登，要写原因"


class PlaceChoice(forms.ModelChoiceField):
    """A station with its branch."""

    def label_from_instance(self, obj: Any) -> str:
        """青石站（东岭分公司）."""
        return f"{obj.name}（{obj.branch.name}）"


class HoldingForm(ToldForm):
    """Where and how someone is employed from a day on."""

    since = day_field("从哪天起", help_text="这一天起按新的算；早于今天是补登")
    station = PlaceChoice(label="单位（车站）", queryset=Station.objects.none(), empty_label=None)
    job = forms.CharField(label="岗位（工种）", max_length=40, required=False)
    post = forms.ChoiceField(label="用工状态", choices=Post.choices)
    identity = forms.ChoiceField(label="用工身份", choices=Identity.choices)

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).update(
            station=worker.station_id, job=worker.job, post=worker.post, identity=worker.identity
        )
        super().__init__(*args, **kwargs)
        stations = Station.objects.select_related("branch")
        give_choices(self, station=stations)

    def holding(self) -> Holding:
        """The answers of a valid form."""
        told = self.cleaned_data
        return Holding(
            told["station"], told["job"].strip(), Post(told["post"]), Identity(told["identity"])
        )


class MoveForm(HoldingForm):
    """岗位变动."""

    reason = forms.CharField(
        label="原因或文号", max_length=200, required=False, help_text=BACKDATED
    )


class ReturnForm(HoldingForm):
    """重新入册."""

    document = forms.CharField(label="证明或文号", max_length=120)


class LeaveForm(ToldForm):
    """离册."""

    left_on = day_field("离册日期", help_text="从这一天起不算在册人数")
    reason = forms.ChoiceField(
        label="离册原因", choices=LeaveReason.choices, widget=forms.RadioSelect
    )
    document = forms.CharField(
        label="证明或文号", max_length=120, help_text="退休批复、调令、解除决定或死亡证明的编号"
    )
    note = forms.CharField(label="说明", max_length=200, required=False)
