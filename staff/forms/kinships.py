"""亲属申报: by number for workers and cadres, from a list for those of the office."""

from typing import Any

from django import forms

from staff.forms.told import ToldForm
from staff.models import Cadre, KinRelation, Worker
from welfare.form_choices import give_choices
from welfare.models import User


class KinForm(ToldForm):
    """谁是职工的近亲属."""

    relation = forms.ChoiceField(label="是职工的什么人", choices=KinRelation.choices)
    number = forms.CharField(
        label="亲属的工号（职工或干部）", max_length=20, required=False,
        help_text="职工、包保干部按工号找",
    )  # fmt: skip
    user = forms.ModelChoiceField(
        label="或者是经办人员、委员",
        queryset=User.objects.none(),
        required=False,
        empty_label="不是",
    )
    source = forms.CharField(
        label="谁申报、凭什么", max_length=100, help_text="比如：本人申报、户口簿"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = User.objects.filter(
            is_active=True, groups__permissions__codename="use_office"
        ).distinct()
        give_choices(self, user=office.order_by("name"))
        self.relative: Worker | Cadre | User | None = None

    def clean(self) -> dict[str, Any]:
        """Exactly one relative, found by number or chosen."""
        told: dict[str, Any] = super().clean() or {}
        number, user = told.get("number", "").strip().upper(), told.get("user")
        if bool(number) == bool(user):
            raise forms.ValidationError("亲属写工号，或者选一位经办人员，二选一")
        self.relative = user or (
            Worker.objects.filter(number=number).first()
            or Cadre.objects.filter(number=number).first()
        )
        if self.relative is None:
            self.add_error("number", f"没有工号是 {number} 的职工或干部，请核对")
        return told
