"""Forms of memberships and of money that comes in: shape only, rules are refused by the actions."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from mutualfund.forms.claims import MoneyField, day_field
from mutualfund.forms.fields import scan_field, text_field
from mutualfund.models import CollectionKind, DuePayer, Measure, Payer, ReceiptMethod

REASONS = ["本人自愿退社", "调离", "退休", "去世"]


class EnrolmentForm(forms.Form):
    """入社登记: the unit union's opinion; the rest comes from the registry."""

    opinion = text_field("单位工会意见", 100, initial="同意入社")


class EnrolmentFileForm(forms.Form):
    """补录: the workbook of paper registrations, and their scan."""

    file = forms.FileField(
        label="登记表名单",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "选名单文件", "empty": "名单是空文件，重新选一个"},
    )
    scan = scan_field("签过字的登记表")


class ApprovalForm(forms.Form):
    """互助委批准: by which meeting or document, on which day."""

    document = text_field("会议或文号", 80)
    approved_on = day_field("批准日期")


class LeaveForm(forms.Form):
    """退社: why."""

    reason = forms.ChoiceField(
        label="原因",
        choices=[(words, words) for words in REASONS],
        error_messages={"required": "选退社的原因", "invalid_choice": "退社的原因在名单里选"},
    )


class PastDayForm(forms.Form):
    """A form with a day that must not lie ahead."""

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.on = on
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField) and name != "ends_on":
                field.initial = on

    def refuse_future(self, name: str) -> None:
        """Say so when the day is still to come."""
        day = self.cleaned_data.get(name)
        if day is not None and day > self.on:
            self.add_error(name, f"{day} 还没到，写钱收到的那天")


class DueForm(PastDayForm):
    """收会费: when, how, from whom; kind, year and amount are the charter's."""

    paid_on = day_field("缴费日期")
    method = forms.ChoiceField(
        label="方式", choices=ReceiptMethod.choices, initial=ReceiptMethod.CASH,
        error_messages={"required": "选收款方式", "invalid_choice": "收款方式在名单里选"},
    )  # fmt: skip
    payer = forms.ChoiceField(
        label="缴费人", choices=DuePayer.choices, initial=DuePayer.SELF,
        help_text="代缴只限困难等级最重的职工，社员资格是职工本人的",
        error_messages={"required": "选缴费人", "invalid_choice": "缴费人在名单里选"},
    )  # fmt: skip
    receipt_no = text_field(
        "纸质收据号", 20, required=False, help_text="已经开过纸质收据的写上；没有就由系统编号"
    )

    def clean(self) -> dict[str, Any]:
        """No money of tomorrow."""
        given = super().clean() or self.cleaned_data
        self.refuse_future("paid_on")
        return given


class CollectionForm(forms.Form):
    """收款批次: a unit's table or a payroll list."""

    kind = forms.ChoiceField(
        label="这是什么表", choices=CollectionKind.choices, initial=CollectionKind.UNIT,
        error_messages={"required": "选这是什么表", "invalid_choice": "表的种类在名单里选"},
    )  # fmt: skip
    unit = text_field("单位", 60, help_text="比如：青石站")
    file = forms.FileField(
        label="文件",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "选一个文件", "empty": "这是空文件，重新选一个"},
    )


class DriveForm(forms.Form):
    """募捐: its name and days."""

    name = text_field("活动名称", 60)
    starts_on = day_field("开始日期")
    ends_on = day_field("结束日期")


class DonationForm(PastDayForm):
    """捐款: who, how much, and whether the name may be shown."""

    donor = text_field("捐款人", 60, required=False, help_text="个人姓名或集体名称；匿名的可以不填")
    unit = text_field("单位/部门", 60, required=False)
    amount = MoneyField(label="金额（元）")
    given_on = day_field("捐款日期")
    method = forms.ChoiceField(
        label="方式", choices=ReceiptMethod.choices, initial=ReceiptMethod.CASH,
        error_messages={"required": "选收款方式", "invalid_choice": "收款方式在名单里选"},
    )  # fmt: skip
    is_anonymous = forms.BooleanField(label="匿名", required=False)
    may_be_named = forms.BooleanField(label="同意公开姓名（隐去中间的字）", required=False)
    is_cadre = forms.BooleanField(label="党员干部", required=False)
    wish = text_field("意愿用途", 60, required=False)

    def clean(self) -> dict[str, Any]:
        """No money of tomorrow."""
        given = super().clean() or self.cleaned_data
        self.refuse_future("given_on")
        return given


class GrantForm(PastDayForm):
    """单位拨款: payer, amount, document with its scan, base with ratio when it matches the dues."""

    payer = forms.ChoiceField(
        label="拨款单位", choices=Payer.choices,
        error_messages={"required": "选拨款单位", "invalid_choice": "拨款单位在名单里选"},
    )  # fmt: skip
    amount = MoneyField(label="金额（元）")
    received_on = day_field("到账日期")
    document_no = text_field("批准文号", 80)
    paper = scan_field("批文或拨款通知")
    match_base = MoneyField(label="配比基数（元）", required=False)
    match_ratio = forms.DecimalField(
        label="配比比例", required=False, min_value=Decimal("0.001"), max_value=99, max_digits=6,
        decimal_places=3, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="比如 2，就是按基数的两倍拨；同一文号的几笔合在一起算",
        error_messages={"invalid": "比例写成 2 或 1.5 这样", "min_value": "比例要大于 0"},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """No money of tomorrow."""
        given = super().clean() or self.cleaned_data
        self.refuse_future("received_on")
        return given


class InterestForm(PastDayForm):
    """利息: amount, day, the bank's advice with its scan."""

    amount = MoneyField(label="金额（元）")
    received_on = day_field("入账日期")
    advice_no = text_field("银行回单号", 40)
    paper = scan_field("银行回单")

    def clean(self) -> dict[str, Any]:
        """No money of tomorrow."""
        given = super().clean() or self.cleaned_data
        self.refuse_future("received_on")
        return given


class FigureForm(PastDayForm):
    """文件所载数: which paper says how much."""

    document = text_field("文件", 80, help_text="比如：2022 年工作报告")
    words = text_field("原文", 120, help_text="照抄那句话")
    measure = forms.ChoiceField(
        label="对哪个数", choices=Measure.choices,
        error_messages={"required": "选对哪个数", "invalid_choice": "对哪个数在名单里选"},
    )  # fmt: skip
    amount = MoneyField(label="文件上的数（元）")
    as_of = day_field("截止日期")


class ExplanationForm(forms.Form):
    """差额说明: how much of it, by which paper, in words."""

    amount = forms.DecimalField(
        label="说明的金额（元）", max_digits=12, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="文件多写的是正数，少写的是负数",
        error_messages={
            "required": "填说明的金额", "invalid": "金额写成 100.00 或 -300.00 这样",
            "max_decimal_places": "金额最多到分", "max_digits": "金额太大，对一下",
            "max_whole_digits": "金额太大，对一下",
        },
    )  # fmt: skip
    paper = text_field("凭哪张收据或文件", 80)
    words = text_field("怎么回事", 200)
