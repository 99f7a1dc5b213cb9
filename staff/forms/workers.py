"""Asking to see a number in full; naming a filter."""

from typing import Any

from django import forms

from staff.models import Revealable, Worker
from welfare.errors import Refused
from welfare.form_choices import give_choices

REASONS = ("办理补助申领", "核对花名册", "联系本人", "走访慰问", "上级检查")
OTHER = "其他"


class RevealForm(forms.Form):
    """看什么、为什么看."""

    field = forms.ChoiceField(
        label="看什么",
        choices=Revealable.choices,
        error_messages={"required": "选一项要看的", "invalid_choice": "只能看列出来的几项"},
    )
    reason = forms.ChoiceField(
        label="为什么要看",
        choices=[("", "选一个原因"), *((words, words) for words in (*REASONS, OTHER))],
        error_messages={"required": "选一个查看的原因", "invalid_choice": "选一个列出来的原因"},
    )
    words = forms.CharField(label="补充说明", required=False, max_length=100)

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(name, words) for name, words in Revealable.choices if getattr(worker, name)]
        give_choices(self, field=told)

    def clean(self) -> dict[str, Any]:
        """「其他」 wants to be explained."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("reason") == OTHER and not told.get("words"):
            self.add_error("words", "选「其他」时写一句为什么要看")
        return told

    def reason_words(self) -> str:
        """The reason as the record keeps it."""
        words = [self.cleaned_data["reason"], self.cleaned_data["words"]]
        return "：".join(filter(None, words))


class SaveFilterForm(forms.Form):
    """给筛选起个名字."""

    name = forms.CharField(
        label="名字",
        max_length=20,
        error_messages={"required": "给筛选起个名字再存", "max_length": "名字最多 20 个字"},
    )

    def name_or_refused(self) -> str:
        """The name. Raises Refused when there is none or it is too long."""
        if not self.is_valid():
            raise Refused(
                "；".join(str(words) for told in self.errors.values() for words in told) + "。"
            )
        return str(self.cleaned_data["name"])
