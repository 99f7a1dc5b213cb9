"""Forms of the end of a claim: what the payee said on the telephone."""

from django import forms

from mutualfund.models import CallAnswer
from staff.forms.told import ToldForm


class ClaimCallForm(ToldForm):
    """补助回访结果."""

    answer = forms.ChoiceField(
        label="职工说",
        choices=[(one.value, one.label) for one in CallAnswer if one != CallAnswer.WAITING],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="职工怎么说", max_length=200, required=False, help_text="说没有的，必须写"
    )
