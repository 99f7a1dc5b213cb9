"""Forms of the supervision 监督检查: shape only, the rules are refused by the actions."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from disclosure.models import Finding, InspectionKind, Quality
from mutualfund.forms.claims import day_field
from mutualfund.forms.vouchers import FilesField, SeveralFiles
from staff.models import Branch
from welfare.days import Quarter
from welfare.form_choices import give_choices
from welfare.models import User

PICTURES = {"accept": "image/jpeg,image/png,application/pdf"}
BACK = 4  # quarters that may be looked at, the running one the first


def _able(codename: str) -> "QuerySet[User]":
    """Who holds a permission."""
    people = User.objects.filter(is_active=True, groups__permissions__codename=codename)
    return people.distinct().order_by("name", "pk")


class OpenForm(forms.Form):
    """开始检查."""

    unit = forms.ModelChoiceField(
        Branch.objects.order_by("pk"),
        label="被查单位",
        empty_label="选一个单位",
        error_messages={"required": "选被查单位", "invalid_choice": "没有这个单位，选一个列出来的"},
    )
    kind = forms.ChoiceField(
        label="类型", choices=InspectionKind.choices, error_messages={"required": "选检查类型"}
    )
    quarter = forms.ChoiceField(label="查哪个季度", error_messages={"required": "选查哪个季度"})
    others = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="一起检查的人",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "至少再选一位检查人", "invalid_choice": "选一位列出来的检查人"},
    )

    def __init__(self, *args: Any, on: dt.date, by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        now = Quarter.of(on)
        told = [now.shifted(-back) for back in range(BACK)]
        quarters = [(f"{q.year}-{q.number}", f"{q.year} 年{q.words}") for q in told]
        give_choices(self, quarter=quarters, others=_able("inspect").exclude(pk=by.pk))

    def period(self) -> Quarter:
        """The quarter chosen."""
        year, number = self.cleaned_data["quarter"].split("-")
        return Quarter(int(year), int(number))


class CheckForm(forms.Form):
    """查一件."""

    note = forms.CharField(label="看了什么", max_length=300, required=False)


class FindingForm(forms.Form):
    """扣分."""

    quality = forms.ChoiceField(
        label="五性", choices=Quality.choices, error_messages={"required": "选哪一性"}
    )
    points = forms.IntegerField(
        label="扣几分",
        min_value=1,
        max_value=20,
        error_messages={
            "required": "写扣几分", "invalid": "扣分写整数",
            "min_value": "扣 1 到 20 分", "max_value": "扣 1 到 20 分",
        },
    )  # fmt: skip
    reason = forms.CharField(
        label="扣分原因", max_length=200, error_messages={"required": "扣分要写原因"}
    )
    source = forms.ChoiceField(
        label="来处", choices=Finding.Source.choices, error_messages={"required": "选来处"}
    )


class OrderForm(forms.Form):
    """下整改通知."""

    demand = forms.CharField(
        label="怎样改", max_length=200, error_messages={"required": "写明要怎样改"}
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label="责任人",
        empty_label="选一位",
        error_messages={"required": "选责任人", "invalid_choice": "选一位列出来的责任人"},
    )
    due_on = day_field("整改期限")
    papers = FilesField(label="改前照片", required=False, widget=SeveralFiles(attrs=PICTURES))

    def __init__(self, *args: Any, by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        give_choices(self, owner=_able("use_office").exclude(pk=by.pk))


class ReportForm(forms.Form):
    """报改好."""

    words = forms.CharField(label="怎样改的", max_length=200, required=False)
    papers = FilesField(
        label="改后照片或单据",
        widget=SeveralFiles(attrs=PICTURES),
        error_messages={"required": "改好要传照片或单据"},
    )


class RecheckForm(forms.Form):
    """复查."""

    words = forms.CharField(label="还差什么（没改好必须写）", max_length=200, required=False)
