"""Form of a printed head of the books: which voucher, and the code on the paper."""

import re

from django import forms

from mutualfund.models import Voucher
from welfare.crypto import normal


class HeadForm(forms.Form):
    """对账本校验码."""

    year = forms.IntegerField(
        label="年",
        min_value=1990,
        max_value=9999,
        error_messages={"required": "填年份", "invalid": "年份写四位数字，例如 2026"},
    )
    number = forms.IntegerField(
        label="第几号凭证",
        min_value=1,
        max_value=2_147_483_647,
        help_text="纸上写的是「年/号」的，填斜线后面的号",
        error_messages={"required": "填凭证号", "invalid": "凭证号写数字"},
    )
    code = forms.CharField(
        label="纸上的校验码", max_length=40, error_messages={"required": "填纸上的校验码"}
    )

    def clean_code(self) -> str:
        """The twelve characters without what parts them, as typed on any keyboard."""
        code = re.sub(r"[-—–―－·.]", "", normal(self.cleaned_data["code"]))
        if not re.fullmatch(r"[0-9A-F]{12}", code):
            raise forms.ValidationError("校验码是 12 个数字或 A 到 F 的字母，例如 12AB-34CD-56EF")
        return code

    def same(self) -> bool | None:
        """Whether a voucher of that number has the code; None when there is no such voucher."""
        given = self.cleaned_data
        hashes = Voucher.objects.filter(year=given["year"], number=given["number"])
        codes = {bytes(one).hex()[:12].upper() for one in hashes.values_list("hash", flat=True)}
        return given["code"] in codes if codes else None
