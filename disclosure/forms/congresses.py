"""Forms of the congress 职工代表大会: shape only, the rules are refused by the actions."""

import datetime as dt
from typing import Any

from django import forms

from disclosure.congress_links import STANDARDS, Behind
from disclosure.delegate_lines import read_delegates
from disclosure.models import CongressKind
from mutualfund.forms.claims import day_field
from mutualfund.forms.vouchers import FilesField, SeveralFiles
from mutualfund.models import Charter
from staff.models import (
    CareMeasure,
    CertificationRule,
    HelpMeasure,
    SubsistenceLine,
    TierScheme,
)
from welfare.errors import Refused
from welfare.form_choices import give_choices

MOST = 30_000
YEARS = 10


def _heads(label: str, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, **kwargs,
        error_messages={
            "required": f"填{label}人数", "invalid": f"{label}写整数",
            "min_value": f"{label}不能是负数", "max_value": f"{label}人数太大，核对一下",
        },
    )  # fmt: skip


class CongressForm(forms.Form):
    """登记会议."""

    kind = forms.ChoiceField(
        label="会议", choices=CongressKind.choices, error_messages={"required": "选哪一种会议"}
    )
    title = forms.CharField(label="名称", max_length=80, error_messages={"required": "写会议名称"})
    held_on = day_field("开会日期")
    place = forms.CharField(label="地点", max_length=60, required=False)
    delegates = forms.CharField(
        label="代表名单", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一行一位，写姓名或工号；没到的后面空一格写「请假」或「缺席」。应到、实到就从名单里数",
        error_messages={"max_length": "「代表名单」太长，核对一下"},
    )  # fmt: skip
    entitled = _heads("应到代表", required=False, help_text="有代表名单的不填")
    present = _heads("实到代表", required=False, help_text="有代表名单的不填")
    agenda = forms.CharField(
        label="议程",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "写议程，一项一行"},
    )
    papers = FilesField(
        label="签了字的纪要",
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={"required": "登记会议要传签了字的纪要"},
    )

    def clean(self) -> dict[str, Any]:
        """The list is read for the day of the meeting; without one the two numbers are typed."""
        told = super().clean() or {}
        if told.get("delegates") and told.get("held_on"):
            try:
                told["delegates"] = read_delegates(told["delegates"], on=told["held_on"])
            except Refused as refusal:
                self.add_error("delegates", str(refusal))
        elif not told.get("delegates"):
            told["delegates"] = []
            for name in ("entitled", "present"):
                if told.get(name) is None and name not in self.errors:
                    self.add_error(name, f"没有代表名单，就填{self.fields[name].label}人数")
        return told


class ResolutionForm(forms.Form):
    """登记决议."""

    number = forms.CharField(
        label="决议文号", max_length=80, error_messages={"required": "写决议文号"}
    )
    title = forms.CharField(
        label="决议", max_length=120, error_messages={"required": "用一句话写决议"}
    )
    agreed = _heads("同意")
    refused = _heads("不同意")
    abstained = _heads("弃权")
    charter = forms.ModelChoiceField(
        Charter.objects.none(), label="通过的章程", required=False,
        error_messages={"invalid_choice": "选一版列出来的章程"},
    )  # fmt: skip
    care = forms.ModelChoiceField(
        CareMeasure.objects.none(), label="通过的包保走访尺度", required=False,
        error_messages={"invalid_choice": "选一份列出来的尺度"},
    )  # fmt: skip
    help = forms.ModelChoiceField(
        HelpMeasure.objects.none(), label="通过的帮扶尺度", required=False,
        error_messages={"invalid_choice": "选一份列出来的尺度"},
    )  # fmt: skip
    tiers = forms.ModelChoiceField(
        TierScheme.objects.none(), label="通过的困难等级方案", required=False,
        error_messages={"invalid_choice": "选一份列出来的方案"},
    )  # fmt: skip
    rules = forms.ModelChoiceField(
        CertificationRule.objects.none(), label="通过的认定期限", required=False,
        error_messages={"invalid_choice": "选一份列出来的期限"},
    )  # fmt: skip
    line = forms.ModelChoiceField(
        SubsistenceLine.objects.none(), label="通过的低保标准", required=False,
        error_messages={"invalid_choice": "选一份列出来的标准"},
    )  # fmt: skip
    report_year = forms.TypedChoiceField(
        label="审议哪一年的报告", required=False, coerce=int, empty_value=None,
        error_messages={"invalid_choice": "选一个列出来的年份"},
    )  # fmt: skip

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = {
            "charter": Charter.objects.filter(adopted_on__isnull=False).order_by("-valid_from"),
            "care": CareMeasure.objects.order_by("-valid_from"),
            "help": HelpMeasure.objects.order_by("-valid_from"),
            "tiers": TierScheme.objects.order_by("-valid_from"),
            "rules": CertificationRule.objects.order_by("-valid_from"),
            "line": SubsistenceLine.objects.select_related("branch").order_by("-since", "pk"),
        }
        years = ((year, f"{year} 年") for year in range(on.year, on.year - YEARS, -1))
        give_choices(self, **rows, report_year=[("", "没有"), *years])

    def behind(self) -> Behind:
        """What it stands behind."""
        names = ("charter", *STANDARDS, "report_year")
        return Behind(**{name: self.cleaned_data[name] for name in names})
