"""Fields the forms of the fund share."""

from typing import Any

from django import forms


def scan_field(label: str) -> forms.FileField:
    """A photograph or PDF of a paper that must lie behind a voucher."""
    return forms.FileField(
        label=f"{label}（拍照或扫描）",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={
            "required": f"附上{label}的照片或扫描件",
            "empty": f"{label}是空文件，重新拍一张",
        },
    )


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
