"""Handing over a roster."""

from typing import Any

from django import forms

from welfare.errors import Refused
from welfare.sheets.guard import check_size
from welfare.sheets.limits import MEGABYTE, ROSTER


class RosterForm(forms.Form):
    """一份花名册."""

    file = forms.FileField(
        label="花名册文件",
        max_length=200,
        allow_empty_file=True,  # clean_file says it in better words
        help_text=f".xlsx、.xls、.ods 或 .csv，不超过 {ROSTER.file // MEGABYTE} MB",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={
            "required": "还没有选文件",
            "max_length": "文件名太长，改短一点再上传",
        },
    )
    create_places = forms.BooleanField(
        label="表里的新车站、新分公司一起建",
        required=False,
        help_text="第一次导入时勾选。平时不勾，写错的站名才会被指出来",
    )

    def clean_file(self) -> Any:
        """Turn away an empty or an oversized file before a byte of it is read."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size, file.name, ROSTER)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file
