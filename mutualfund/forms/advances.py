"""Forms of the emergency payments."""

from django import forms

from mutualfund.forms.claims import MoneyField


class AdvanceForm(forms.Form):
    """提出垫付: how much, and why it cannot wait."""

    amount = MoneyField(label="垫付金额")
    reason = forms.CharField(
        label="为什么等不到开会",
        max_length=300,
        error_messages={
            "required": "写明为什么等不到开会，委员会追认时要看",
            "max_length": "原因最多 300 个字",
        },
    )


class RecoveryForm(forms.Form):
    """登记收回: how much came back."""

    amount = MoneyField(label="收回金额")
