"""Forms of the matters 转办事项: shape only, the rules are refused by the actions."""

from typing import Any

from django import forms

from staff.forms.told import ToldForm, day_field
from staff.matter_duties import owners
from staff.models import Heard, Need, Rating
from welfare.form_choices import give_choices
from welfare.models import User
from welfare.roles import Role


def _long(label: str, **kwargs: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=500, widget=area, **kwargs)


class OwnerField(forms.ModelChoiceField):
    """Someone who may be given a matter, with his duty."""

    def label_from_instance(self, obj: Any) -> str:
        """郑敏（工会干事）."""
        keys = {group.name for group in obj.groups.all()}  # prefetched
        return f"{obj.name}（{'、'.join(role.label for role in Role if role in keys)}）"


class AssignForm(ToldForm):
    """指派."""

    owner = OwnerField(label="承办人", queryset=User.objects.none(), empty_label="选一位")
    due_on = day_field("时限")
    words = forms.CharField(
        label="为什么推后",
        max_length=200,
        required=False,
        help_text="把时限往后推才要写，留在经过里",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = owners().prefetch_related("groups")
        give_choices(self, owner=able)


class CounterForm(AssignForm):
    """登记来访: what a worker came or called for."""

    need = forms.ChoiceField(label="要什么", choices=Need.choices)
    content = _long("说了什么", help_text="照职工的话记")
    field_order = ("need", "content", "owner", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["words"]  # its first day: nothing is put off


class OwnForm(ToldForm):
    """本人提一件事."""

    need = forms.ChoiceField(label="哪一类事", choices=Need.choices)
    content = _long("什么事", help_text="写清什么时候、在哪里、想怎么办")


class PressForm(AssignForm):
    """督办."""

    words = forms.CharField(label="要求", max_length=200, help_text="承办人看得到")


class AnswerForm(ToldForm):
    """答复."""

    answer = _long("怎样办的", help_text="职工会听到这段话")


class RateForm(ToldForm):
    """The worker's word."""

    rating = forms.ChoiceField(label="职工满意吗", choices=Rating.choices, widget=forms.RadioSelect)
    heard = forms.ChoiceField(
        label="怎样听到的",
        choices=[(one.value, one.label) for one in Heard if one != Heard.OWN],
        widget=forms.RadioSelect,
    )
    words = _long("职工说了什么", required=False, help_text="不满意时要写哪里没办好")
