"""Handing over a roster."""

from django import forms


class RosterForm(forms.Form):
    """一份花名册."""

    file = forms.FileField(
        label="花名册文件",
        allow_empty_file=True,  # the reader says it in better words
        help_text=".xlsx、.xls 或 .csv，最大 5 MB",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={"required": "选一个文件再上传"},
    )
    create_places = forms.BooleanField(
        label="表里的新车站、新分公司一起建",
        required=False,
        help_text="第一次导入时勾选；平时不勾，写错的站名才会被指出来",
    )
