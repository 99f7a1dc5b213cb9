"""Forms of the reliefs 困难救助: shape only, the rules are refused by the actions."""

from typing import Any

from django import forms

from mutualfund.forms.claims import MoneyField
from mutualfund.forms.fields import text_field
from mutualfund.models import PayMethod, ReliefKind
from staff.models import HardshipFile, Measure, Progress, Worker
from welfare.form_choices import give_choices
from welfare.models import User


class MeasureField(forms.ModelChoiceField):
    """A measure of the worker's plan."""

    def label_from_instance(self, obj: Any) -> str:
        """助医，12-03 前，预计 500.00 元."""
        money = f"，预计 {obj.amount} 元" if obj.amount else ""
        return f"{obj.get_kind_display()}，{obj.due_on:%m-%d} 前{money}"


class ReliefForm(forms.Form):
    """提出救助."""

    kind = forms.ChoiceField(label="类别", choices=ReliefKind.choices)
    amount = MoneyField(label="金额")
    document_no = text_field("依据文件", 60, help_text="文件号或会议纪要编号")
    measure = MeasureField(
        label="落实哪项措施", queryset=Measure.objects.none(), required=False, empty_label="不是方案里的",
    )  # fmt: skip
    reason = forms.CharField(
        label="为什么救助",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "写明为什么救助，批准的人要看",
            "max_length": "原因最多 300 个字",
        },
    )

    def __init__(self, worker: Worker, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = HardshipFile.objects.in_force().filter(worker=worker)
        going = Measure.objects.filter(plan__file__in=files)
        measures = going.exclude(progress__in=(Progress.DONE, Progress.DROPPED))
        give_choices(self, measure=measures.order_by("due_on", "pk"))
        if not measures.exists():
            del self.fields["measure"]


class PayForm(forms.Form):
    """发放: by card, or in cash by two."""

    method = forms.ChoiceField(label="怎样发", choices=PayMethod.choices)
    witness = forms.ModelChoiceField(
        label="经办的第二个人", queryset=User.objects.none(), required=False, empty_label="选一位",
    )  # fmt: skip
    taken_by = text_field(
        "代领人", 120, required=False, help_text="本人领不用填；写姓名、关系和原因"
    )

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = User.objects.filter(
            is_active=True, groups__permissions__codename="hand_out_gift"
        ).exclude(pk=by.pk)
        give_choices(self, witness=able.distinct().order_by("name", "pk"))

    def clean(self) -> dict[str, Any]:
        """Cash needs the second one."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("method") == PayMethod.CASH and not told.get("witness"):
            self.add_error("witness", "现金要两个人一起发，选经办的第二个人")
        if told.get("method") == PayMethod.BANK and told.get("taken_by"):
            self.add_error("taken_by", "付到本人的卡上没有代领人。现金才写")
        return told


class CallForm(forms.Form):
    """登记回访."""

    arrived = forms.ChoiceField(label="钱到了吗", choices=[("yes", "到了"), ("no", "没到")])
    words = text_field("职工怎么说", 200, required=False)
