"""What came of the lines of a batch, a small form each."""

from typing import Any

from django import forms

from mutualfund.forms.fields import text_field
from mutualfund.models import FailCode, PayLine
from mutualfund.models.pay_batches import BY_BANK, BY_HAND
from mutualfund.pay_answers import Answer, Taken
from welfare.form_choices import give_choices

PAID = "paid"


class ResultForm(forms.Form):
    """One line: nothing yet, paid, or failed with the reason; for cash who signed."""

    result = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "结果只能选列出来的一项"}
    )
    words = text_field("银行的说法", 120, required=False)
    name = text_field("代领人", 60, required=False)
    relation = text_field("关系", 20, required=False)
    reason = text_field("代领的原因", 60, required=False)

    def __init__(self, *args: Any, line: PayLine, is_cash: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": str(line.pk)})
        self.line, self.is_cash = line, is_cash
        codes = [(FailCode(code).value, FailCode(code).label) for code in self._codes()]
        paid = "领了" if is_cash else "已付"
        give_choices(self, result=[("", "还没有结果"), (PAID, paid), *codes])
        for key in ("name", "relation", "reason") if not is_cash else ("words",):
            del self.fields[key]

    def _codes(self) -> tuple[FailCode, ...]:
        return BY_HAND if self.is_cash else BY_BANK

    def answer(self) -> Answer | None:
        """The answer of a valid form; None where nothing was chosen."""
        told = self.cleaned_data
        if not told["result"]:
            return None
        if told["result"] != PAID:
            return Answer(self.line.pk, False, told["result"], told.get("words", ""))
        taken = Taken(told["name"], told["relation"], told["reason"]) if self.is_cash else None
        return Answer(self.line.pk, True, taken=taken)
