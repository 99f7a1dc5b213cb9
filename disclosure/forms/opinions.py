"""Forms of the poll 职工怎么看: shape only, the rules are refused by the actions."""

from django import forms

from staff.forms.fields import choice_field
from staff.forms.told import ToldForm


class SlipsForm(ToldForm):
    """印意见条."""

    count = forms.IntegerField(label="印几张", min_value=1, max_value=100, initial=20)


class OpinionForm(ToldForm):
    """填意见条."""

    code = forms.CharField(
        label="意见条上的码", max_length=20, help_text="10 位数字，横线空格都可以不写",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
    )  # fmt: skip
    clear = choice_field(
        "墙上和网上公开的，您看得到、看得懂吗",
        [("yes", "看得到，看得懂"), ("no", "看不到，或者看不懂")],
    )
