"""The form of 追回: how much was paid too much, and why."""

from django import forms

from mutualfund.forms.claims import MoneyField
from mutualfund.forms.fields import text_field


class ClawbackForm(forms.Form):
    """提出追回."""

    amount = MoneyField(label="追回金额")
    reason = text_field("为什么追回", 200)
