"""Forms of the corrections 更正申请: shape only."""

from django import forms

from staff.forms.told import ToldForm
from staff.models import DataItem


class AskForm(ToldForm):
    """申请更正."""

    item = forms.ChoiceField(label="哪一项不对", choices=DataItem.choices)
    wanted = forms.CharField(
        label="应该是什么",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="身份证、银行卡以证件为准，带上原件到工会核对",
    )


class AnswerCorrectionForm(ToldForm):
    """答复."""

    outcome = forms.ChoiceField(
        label="怎样办的",
        choices=[("corrected", "核对了，已更正"), ("declined", "核对了，没有改")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="答复",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="职工会看到这段话",
    )
