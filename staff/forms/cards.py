"""换卡: the number is typed by two people, each from the card."""

from django import forms

from staff.forms.told import ToldForm
from welfare.sheets.cells import Cell, Kind
from welfare.sheets.values import BadValue, digits

LENGTHS = (12, 24)  # of a card or a passbook, as the roster takes them


class ReadCardForm(ToldForm):
    """The number as one person reads it."""

    card = forms.CharField(
        label="卡号", max_length=40, help_text="对着卡片逐位录，可以有空格",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip

    def clean_card(self) -> str:
        """The digits alone."""
        try:
            found = digits(Cell(Kind.TEXT, self.cleaned_data["card"]))
        except BadValue as error:
            raise forms.ValidationError("「卡号」只能是数字，请对着卡片再录") from error
        if not (found.isdecimal() and LENGTHS[0] <= len(found) <= LENGTHS[1]):
            raise forms.ValidationError(
                f"「卡号」是 {LENGTHS[0]} 到 {LENGTHS[1]} 位数字，录了 {len(found)} 位，请再核对"
            )
        return str(found)


class CardChangeForm(ReadCardForm):
    """What the first person enters."""

    bank_name = forms.CharField(label="开户银行", max_length=40, required=False)
    bank_branch = forms.CharField(label="支行名称", max_length=60, required=False)
    document = forms.CharField(
        label="凭什么换", max_length=120, help_text="例如 本人申请、新卡复印件、挂失回执"
    )
