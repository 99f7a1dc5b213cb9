"""Forms of the committee's seats."""

from typing import Any

from django import forms

from mutualfund.forms.claims import day_field
from mutualfund.models import SeatKind
from welfare.form_choices import give_choices
from welfare.models import User


def _document() -> forms.CharField:
    return forms.CharField(
        label="文件",
        max_length=100,
        help_text="例如「互助委〔2026〕3 号」",
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": "填文件", "max_length": "文件最多 100 个字"},
    )


class SeatForm(forms.Form):
    """聘任委员: who, for whom he speaks, from when, by which document."""

    user = forms.ModelChoiceField(
        label="账号",
        queryset=User.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "选账号", "invalid_choice": "这个账号不能表决"},
    )
    kind = forms.ChoiceField(
        label="代表",
        choices=SeatKind.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "选代表哪一方", "invalid_choice": "选管理人员或职工代表"},
    )
    is_alternate = forms.BooleanField(label="候补委员", required=False)
    since = day_field("任期自")
    document = _document()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        voters = User.objects.filter(groups__permissions__codename="vote_claim", is_active=True)
        give_choices(self, user=voters.distinct().order_by("name"))


class EndForm(forms.Form):
    """卸任: from when, by which document."""

    leaves_on = day_field("卸任日期")
    document = _document()
