"""Fields the forms of the fund share."""

from typing import Any

from django import forms


def text_field(label: str, most: int, *, required: bool = True, **told: Any) -> forms.CharField:
    """A line of text of at most so many characters, its mistakes said in Chinese."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        error_messages={
            "required": f"填{label}",
            "max_length": f"{label}最多 {most} 个字",
            "null_characters_not_allowed": f"{label}里有看不见的字符，重新填一遍",
        },
        **told,
    )
