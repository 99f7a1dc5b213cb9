"""Fields that several forms share."""

from typing import Any

from django import forms

YES_NO = [("yes", "同意"), ("no", "不同意")]


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"填{label}", "invalid": f"{label}写成 2026-10-18 这样"
        },
        **kwargs,
    )  # fmt: skip


def words_field(label: str, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few sentences."""
    kwargs.setdefault("max_length", 400)
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": f"填{label}",
            "max_length": f"{label}最多 %(limit_value)d 个字，现在有 %(show_value)d 个",
        },
        **kwargs,
    )


def choice_field(label: str, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """One of a few, as chips."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": f"选{label}", "invalid_choice": f"{label}只能选列出来的"},
        **kwargs,
    )


def several_field(label: str, choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    """Some of a few, as chips."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": f"选{label}", "invalid_choice": f"{label}只能选列出来的"},
        **kwargs,
    )


def amount_field(label: str, **kwargs: Any) -> forms.DecimalField:
    """Yuan with two places."""
    kwargs.setdefault("min_value", 0)
    return forms.DecimalField(
        label=label,
        max_digits=12,
        decimal_places=2,
        error_messages={
            "required": f"填{label}", "invalid": f"{label}写成数字，例如 1520.00",
            "min_value": f"{label}不能小于 0", "max_decimal_places": f"{label}最多两位小数",
        },
        **kwargs,
    )  # fmt: skip


class ReasonForm(forms.Form):
    """One sentence; the page says for what."""

    words = words_field("说明", rows=3)

    def __init__(self, *args: Any, label: str = "说明", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].error_messages["required"] = f"填{label}"
