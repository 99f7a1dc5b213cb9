"""Forms of a campaign: shape only; the rules are refused by the actions."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from staff.campaign_plan import GoodsLine, Plan, Proxy, Settled, TierStandard
from staff.festivals import FIRST_YEAR, LAST_YEAR
from staff.models import Festival, Gift, Norm, NormLine, Tier
from welfare.form_choices import give_choices
from welfare.models import User

MOST = Decimal("999999.99")
THINGS = 3  # lines of goods on the form
DAY_INPUT = {"type": "date", "class": "form-control"}


def day(label: str) -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs=DAY_INPUT, format="%Y-%m-%d"),
        error_messages={"required": f"填{label}", "invalid": f"{label}写成 2026-10-18 这样"},
    )


def words(label: str, most: int, *, required: bool = True) -> forms.CharField:
    """A line of text."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        error_messages={"required": f"填{label}", "max_length": f"{label}最多 {most} 个字"},
    )


def money(label: str, *, required: bool = True) -> forms.DecimalField:
    """An amount, yuan."""
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=MOST,
        decimal_places=2,
        required=required,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control amt"}),
        error_messages={
            "required": f"填{label}，没有就填 0",
            "invalid": f"{label}写成 130.00 这样",
            "min_value": f"{label}不能小于 0",
            "max_value": f"{label}太大，核对一下",
            "max_digits": f"{label}太大，核对一下",
            "max_decimal_places": f"{label}最多到分",
        },
    )


def _pieces(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=99,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control amt"}),
        error_messages={
            "invalid": f"{label}写成整数",
            "min_value": f"{label}不能小于 0",
            "max_value": f"{label}最多 99",
        },
    )


class PlanForm(forms.Form):
    """拟方案: document, window, goods with prices, what each tier gets beside the norm."""

    festival = forms.ChoiceField(label="节日", choices=Festival.choices)
    year = forms.IntegerField(
        label="年度",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": "填年度", "invalid": "年度写成 2026 这样"},
    )
    document_no = words("方案文号", 80)
    money_from = words("资金来源", 60)
    window_from = day("发放起")
    window_until = day("发放止")
    is_sample = forms.BooleanField(label="标准和单价是示例", required=False)

    def __init__(self, *args: Any, today: dt.date, norm: Norm | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.norm = norm
        self.today, self.tiers = today, list(Tier.objects.given(on=today))
        for n in range(1, THINGS + 1):
            self.fields[f"name_{n}"] = words(f"第 {n} 样品名", 30, required=False)
            self.fields[f"spec_{n}"] = words(f"第 {n} 样规格", 30, required=False)
            self.fields[f"unit_{n}"] = words(f"第 {n} 样单位", 6, required=False)
            self.fields[f"price_{n}"] = money(f"第 {n} 样单价", required=False)
        for tier in self.tiers:
            self.fields[f"cash_{tier.pk}"] = money(f"{tier.name}慰问金")
            for n in range(1, THINGS + 1):
                self.fields[f"pieces_{tier.pk}_{n}"] = _pieces(f"{tier.name}第 {n} 样数量")

    def clean(self) -> dict[str, Any]:
        """A thing with a name has unit and price; a number of pieces has its thing."""
        given = super().clean() or self.cleaned_data
        for n in range(1, THINGS + 1):
            if given.get(f"name_{n}"):
                for field, words in (("unit", "单位"), ("price", "单价")):
                    if not given.get(f"{field}_{n}") and f"{field}_{n}" not in self.errors:
                        self.add_error(f"{field}_{n}", f"填第 {n} 样的{words}")
            elif any(given.get(f"pieces_{tier.pk}_{n}") for tier in self.tiers):
                self.add_error(f"name_{n}", f"写了第 {n} 样的数量，填它的品名")
        return given

    def head_fields(self) -> list[forms.BoundField]:
        """The fields above the tables."""
        names = ("festival", "year", "document_no", "money_from")
        return [self[name] for name in (*names, "window_from", "window_until", "is_sample")]

    def goods_rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Number and fields of each thing."""
        parts = ("name", "spec", "unit", "price")
        return [(n, [self[f"{part}_{n}"] for part in parts]) for n in range(1, THINGS + 1)]

    def tier_rows(self) -> list[tuple[Tier, NormLine | None, list[forms.BoundField]]]:
        """Tier, what the norm gives it, and its fields, in the order of the table's head."""
        drawn = {line.tier_id: line for line in self.norm.lines.all()} if self.norm else {}
        return [
            (
                tier,
                drawn.get(tier.pk),
                [
                    self[f"cash_{tier.pk}"],
                    *(self[f"pieces_{tier.pk}_{n}"] for n in range(1, THINGS + 1)),
                ],
            )
            for tier in self.tiers
        ]

    def plan(self) -> Plan:
        """The plan of a valid form."""
        given = self.cleaned_data
        index: dict[int, int] = {}
        goods: list[GoodsLine] = []
        for n in range(1, THINGS + 1):
            if given[f"name_{n}"]:
                index[n] = len(goods)
                told = (given[f"name_{n}"], given[f"spec_{n}"], given[f"unit_{n}"])
                goods.append(GoodsLine(*told, given[f"price_{n}"], self.today))
        standards = [
            TierStandard(
                tier,
                given[f"cash_{tier.pk}"],
                {at: given[f"pieces_{tier.pk}_{n}"] or 0 for n, at in index.items()},
            )
            for tier in self.tiers
        ]
        return Plan(
            festival=Festival(given["festival"]),
            year=given["year"],
            document_no=given["document_no"],
            money_from=given["money_from"],
            window=(given["window_from"], given["window_until"]),
            goods=goods,
            standards=standards,
            is_sample=given["is_sample"],
        )


class NoticeForm(forms.Form):
    """统一部署."""

    notice = words("会议或通知", 100)
    held_on = day("日期")


class WindowForm(forms.Form):
    """报新的发放日期."""

    first = day("新的发放起")
    last = day("新的发放止")
    reason = words("改期的原因", 100)
    notice = words("怎样通知各站", 100)


class PurchaseForm(forms.Form):
    """购进."""

    quantity = forms.IntegerField(
        label="数量",
        min_value=0,
        error_messages={
            "required": "填购进的数量",
            "invalid": "数量写成整数",
            "min_value": "数量不能小于 0",
        },
    )
    from_stock = forms.IntegerField(
        label="用库存",
        min_value=0,
        required=False,
        error_messages={"invalid": "库存数量写成整数", "min_value": "库存数量不能小于 0"},
    )
    invoice = words("发票号", 40, required=False)

    def clean_from_stock(self) -> int:
        """Nothing written is nothing taken."""
        return self.cleaned_data["from_stock"] or 0


class WordsForm(forms.Form):
    """One sentence: a reason, a place, a summary."""

    words = words("说明", 200)


class LineForm(forms.Form):
    """A line of a signed sheet: 已领 by himself or a proxy, 没领 with the reason, or still open."""

    state = forms.ChoiceField(
        choices=[("", "还没填"), ("self", "本人领"), ("proxy", "代领"), ("unpaid", "没领")],
        required=False,
        error_messages={"invalid_choice": "选一种：本人领、代领、没领"},
    )
    on = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs=DAY_INPUT, format="%Y-%m-%d"),
        error_messages={"invalid": "领取日期写成 2026-10-18 这样"},
    )
    name = words("代领人", 60, required=False)
    identity = forms.CharField(
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "代领人的身份证号或工号太长，核对一下"},
    )
    relation = words("关系", 20, required=False)
    reason = words("原因", 60, required=False)

    def __init__(self, data: Any, *, gift: Gift, initial: dict[str, Any]) -> None:
        super().__init__(data, prefix=f"g{gift.pk}", initial=initial)
        self.gift = gift

    def clean(self) -> dict[str, Any]:
        """A line that was received has a day, a proxy a name."""
        given, who = super().clean() or self.cleaned_data, self.gift.file.worker.name
        if (
            given.get("state") in ("self", "proxy")
            and not given.get("on")
            and "on" not in self.errors
        ):
            self.add_error("on", f"{who}：填领取日期")
        if given.get("state") == "proxy" and not all(
            given.get(part) for part in ("name", "relation", "reason", "identity")
        ):
            self.add_error("name", f"{who}：代领要写齐代领人、身份证号或工号、关系和原因")
        if given.get("state") == "unpaid" and not given.get("reason"):
            self.add_error("reason", f"{who}：写明为什么没有领")
        return given

    def settled(self) -> Settled | None:
        """What the paper says; None while it is open."""
        given = self.cleaned_data
        if not given["state"]:
            return None
        if given["state"] == "unpaid":
            return Settled(self.gift, unpaid_reason=given["reason"])
        proxy = None
        if given["state"] == "proxy":
            told = (given["name"], given["relation"], given["reason"], given["identity"])
            proxy = Proxy(*told)
        return Settled(self.gift, received_on=given["on"], proxy=proxy)


BOOKKEEPING = ("make_voucher", "review_voucher", "pay_claim")


class PayerForm(forms.Form):
    """发放人二: who went along."""

    paid_with = forms.ModelChoiceField(
        User.objects.none(),
        label="同去的发放人",
        empty_label="选一位",
        error_messages={"required": "选同去的发放人", "invalid_choice": "选的人不能发放，换一位"},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = User.objects.filter(
            groups__permissions__codename="hand_out_gift", is_active=True
        ).exclude(pk=user.pk)
        # who hands out keeps no books of it: the only cashier along would leave nobody to settle
        may = may.exclude(pk__in=User.objects.filter(groups__permissions__codename__in=BOOKKEEPING))
        give_choices(self, paid_with=may.distinct().order_by("name"))
