"""Forms of the books: a voucher by hand, an account, a statement of the bank, a cash count."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from mutualfund.forms.claims import MoneyField, day_field
from mutualfund.models import Account, AccountKind, Fund, Side
from mutualfund.models.counts import FACES, CashWay
from welfare.form_choices import give_choices

LINES, MOST_LINES = 4, 40
MOST_PIECES = 100_000


class SeveralFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; cleans to a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each as a file field would; none is refused when the field is required."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in given]


class SummaryField(forms.CharField):
    """摘要: one line of text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=180,
            error_messages={"required": "写摘要", "max_length": "摘要最多 180 个字"},
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        """Whatever is between words is one blank."""
        return " ".join(str(super().to_python(value)).split())


class PapersForm(forms.Form):
    """补附单据: the papers behind a voucher."""

    papers = FilesField(
        label="原始单据",
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        help_text="拍照或扫描，JPG、PNG、PDF，一次可以选几个",
        error_messages={"required": "附上原始单据，拍一张就行", "missing": "附上原始单据"},
    )

    def papers_read(self) -> list[tuple[str, bytes]]:
        """Name and content of each paper."""
        return [(file.name or "单据", file.read()) for file in self.cleaned_data["papers"]]


class _HandForm(PapersForm):
    """What a voucher by hand is about, and its papers."""

    field_order = ("date", "summary", "papers")
    summary = SummaryField(label="摘要")


class VoucherForm(_HandForm):
    """记一笔: the day, what it is about, the papers."""

    date = day_field("日期")


class CorrectionForm(_HandForm):
    """冲销并更正: what it should have been, and what was wrong; the day is today."""

    reason = SummaryField(label="原来错在哪里")


class LineForm(forms.Form):
    """One line: an account with a debit or a credit."""

    account = forms.ModelChoiceField(
        label="科目",
        queryset=Account.objects.none(),
        required=False,
        empty_label="选科目",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "没有这个科目，或者它不由手工记账"},
    )
    debit = MoneyField(label="借方（元）", required=False)
    credit = MoneyField(label="贷方（元）", required=False)

    def __init__(
        self, *args: Any, fund: Fund, on: dt.date, is_correction: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        open_ones = Account.objects.filter(fund=fund).open_on(on).select_related("fund")
        if not is_correction:
            open_ones = open_ones.by_hand()
        give_choices(self, account=open_ones)

    def clean(self) -> dict[str, Any]:
        """An account with exactly one amount, or nothing at all."""
        given = super().clean() or self.cleaned_data
        amounts = [given.get(key) for key in ("debit", "credit") if given.get(key)]
        if given.get("account") and len(amounts) != 1:
            self.add_error("account", "这一行借方、贷方填一个")
        if amounts and not given.get("account"):
            self.add_error("account", "这一行还没有选科目")
        return given

    def told(self) -> tuple[Account, Side, Decimal] | None:
        """Account, side and amount in yuan; nothing for an empty row."""
        given = self.cleaned_data
        if not given.get("account"):
            return None
        if debit := given.get("debit"):
            return given["account"], Side.DEBIT, debit
        return given["account"], Side.CREDIT, given["credit"]


class BaseLines(forms.BaseFormSet):
    """All lines of a voucher."""

    def told(self) -> list[tuple[Account, Side, Decimal]]:
        """Those that are filled in."""
        found = (form.told() for form in self.forms)
        return [line for line in found if line is not None]

    def sums(self) -> tuple[Decimal, Decimal]:
        """Debits and credits as far as they can be read, yuan."""
        sums = {"debit": Decimal(0), "credit": Decimal(0)}
        for form in self.forms:
            for key in sums:
                sums[key] += getattr(form, "cleaned_data", {}).get(key) or Decimal(0)
        return sums["debit"], sums["credit"]


LineFormSet = forms.formset_factory(
    LineForm, formset=BaseLines, extra=0, max_num=MOST_LINES, validate_max=True
)


class AccountForm(forms.Form):
    """新增科目."""

    code = forms.RegexField(
        label="编码",
        regex=r"^[1-9][0-9]{2}(\.[0-9]{2}){0,2}$",
        help_text="三位，下级加点和两位，例如 501.05",
        error_messages={"required": "填编码", "invalid": "编码写成 501 或 501.05 这样"},
    )
    name = forms.CharField(
        label="科目名称", max_length=40, error_messages={"required": "填科目名称"}
    )
    kind = forms.ChoiceField(
        label="类别",
        choices=AccountKind.choices,
        error_messages={"required": "选类别", "invalid_choice": "没有这个类别"},
    )


class StatementForm(forms.Form):
    """导入银行对账单."""

    file = forms.FileField(
        label="对账单文件",
        help_text="从网银导出的 .xlsx、.xls、.ods 或 .csv，要有日期、收入、支出、余额",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "选对账单文件", "empty": "这是空文件，重新导出"},
    )


class RuleForm(forms.Form):
    """记住一个字: lines that say it are written to an account."""

    word = forms.CharField(
        label="对方或摘要里的字", max_length=40, error_messages={"required": "写上几个字"}
    )
    counter = forms.ModelChoiceField(
        label="记到科目",
        queryset=Account.objects.none(),
        empty_label="选科目",
        error_messages={"required": "选科目", "invalid_choice": "没有这个科目"},
    )

    def __init__(self, *args: Any, bank: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Account.objects.filter(fund=bank.fund_id, closed_on=None).exclude(pk=bank.pk)
        others = others.by_hand().select_related("fund")
        give_choices(self, counter=others)


class CashMoveForm(PapersForm):
    """提现 and 存现: how much, what for, the slip of the bank."""

    field_order = ("way", "amount", "reason", "papers")
    way = forms.ChoiceField(
        label="办什么",
        choices=CashWay.choices,
        error_messages={"required": "选提现或存现", "invalid_choice": "选提现或存现"},
    )
    amount = MoneyField(label="金额（元）")
    reason = SummaryField(label="用途")


class CashCountForm(forms.Form):
    """盘点: how many pieces of each face value."""

    explanation = forms.CharField(
        label="差额说明", max_length=200, required=False, help_text="实有和账面不一样时必填"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for face in FACES:
            self.fields[f"n_{face}"] = forms.IntegerField(
                label=f"{face} 元",
                min_value=0,
                max_value=MOST_PIECES,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control amt"}),
                error_messages={
                    "invalid": f"{face} 元的张数写整数",
                    "min_value": f"{face} 元的张数不能小于 0",
                    "max_value": f"{face} 元的张数太多了，看一下是不是写错",
                },
            )
        self.order_fields([*(f"n_{face}" for face in FACES), "explanation"])

    def pieces(self) -> dict[str, int]:
        """Face value to number of pieces, those there are."""
        given = self.cleaned_data
        return {str(face): given[f"n_{face}"] for face in FACES if given.get(f"n_{face}")}
