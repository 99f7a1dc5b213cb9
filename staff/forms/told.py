"""Forms whose every complaint names its field."""

from typing import Any

from django import forms

WORDS = {
    "required": "「{}」还没有填",
    "invalid": "「{}」写得不对，请看格式再填",
    "invalid_choice": "「{}」只能选列出来的一项",
    "max_length": "「{}」太长了，请写短一点",
    "min_value": "「{}」太小了，请核对",
    "max_value": "「{}」太大了，请核对",
    "max_digits": "「{}」的数字太大了，请核对",
    "max_decimal_places": "「{}」最多写到分",
}


class ToldForm(forms.Form):
    """A form that says which field is wrong and how to mend it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            told = {code: words.format(field.label) for code, words in WORDS.items()}
            if isinstance(field, forms.DateField):
                told["invalid"] = f"「{field.label}」写成 2026-10-18 这样"
            field.error_messages |= told


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """A day, with the browser's calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **kwargs)


class ReasonForm(ToldForm):
    """原因 for taking something back."""

    reason = forms.CharField(label="原因", max_length=200)
