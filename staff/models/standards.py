"""What a campaign gives: Goods 慰问品 with prices, Standard 标准 per tier, purchase and leftover."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from staff.models.campaigns import Campaign
from staff.models.tiers import Tier
from welfare.models import User


class Goods(models.Model):
    """A thing given (慰问品) with the price of a day; frozen with the plan."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="goods_lines")
    name = models.CharField("品名", max_length=30)
    spec = models.CharField("规格", max_length=30, blank=True)
    unit = models.CharField("单位", max_length=6)
    unit_price = models.DecimalField("单价（元）", max_digits=10, decimal_places=2)
    priced_on = models.DateField("询价日期")

    class Meta:
        verbose_name = verbose_name_plural = "慰问品"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "name", "spec"], name="goods_once_per_campaign"
            ),
            models.CheckConstraint(condition=Q(unit_price__gt=0), name="goods_price_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.spec}）" if self.spec else self.name

    @property
    def words(self) -> str:
        """米 10 公斤."""
        return f"{self.name} {self.spec}".strip()


class Standard(models.Model):
    """What one tier is given 慰问标准, beside what state-employed workers get by the norm (全民工对照)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="standards")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name="等级")
    cash = models.DecimalField("慰问金（元）", max_digits=12, decimal_places=2)
    goods = models.CharField("慰问品", max_length=100, blank=True)
    goods_value = models.DecimalField("折合（元）", max_digits=12, decimal_places=2, default=0)
    state_cash = models.DecimalField("全民工慰问金（元）", max_digits=12, decimal_places=2)
    state_goods_value = models.DecimalField(
        "全民工慰问品折合（元）", max_digits=12, decimal_places=2, default=0
    )

    reason = models.CharField("不一样的原因", max_length=100, blank=True)  # as the norm gives it

    class Meta:
        verbose_name = verbose_name_plural = "慰问标准"
        ordering = ("-tier__rank",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "tier"], name="standard_one_per_campaign_and_tier"
            ),
            models.CheckConstraint(
                condition=Q(cash__gte=0, goods_value__gte=0), name="standard_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.tier}"

    @property
    def value(self) -> Decimal:
        """Cash and goods together, yuan."""
        return self.cash + self.goods_value

    @property
    def state_value(self) -> Decimal:
        """The same for state-employed workers, yuan."""
        return self.state_cash + self.state_goods_value

    @property
    def is_equal(self) -> bool:
        """统一标准: the same as for state-employed workers."""
        return (self.cash, self.goods_value) == (self.state_cash, self.state_goods_value)

    @property
    def is_unexplained(self) -> bool:
        """Different, and not as the norm itself gives it with its reason."""
        return not self.is_equal and not self.reason


class Portion(models.Model):
    """How many of a thing one tier gets."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="portions")
    goods = models.ForeignKey(Goods, models.PROTECT, related_name="portions")
    quantity = models.PositiveSmallIntegerField("数量")

    class Meta:
        verbose_name = verbose_name_plural = "每户数量"
        ordering = ("goods",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["standard", "goods"], name="portion_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="portion_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.goods}×{self.quantity}"


class Purchase(models.Model):
    """How many of a thing were bought (购进), before the money is drawn. Only ever added to."""

    goods = models.OneToOneField(Goods, models.PROTECT, related_name="purchase")
    quantity = models.PositiveIntegerField("数量")
    invoice = models.CharField("发票号", max_length=40)
    on = models.DateField("日期")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = verbose_name_plural = "购进"

    def __str__(self) -> str:
        return f"{self.goods}×{self.quantity}"


class Leftover(models.Model):
    """What became of goods nobody signed for (结余处理). Only ever added to."""

    goods = models.OneToOneField(Goods, models.PROTECT, related_name="leftover")
    quantity = models.PositiveIntegerField("数量")
    words = models.CharField("去处", max_length=100)
    is_kept = models.BooleanField("入库，下次先用", default=False)
    on = models.DateField("日期")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = verbose_name_plural = "结余"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="leftover_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.goods}×{self.quantity} {self.words}"


class StockUse(models.Model):
    """What an earlier campaign left in the store and this one gives out (先用库存). Only ever added to."""

    goods = models.ForeignKey(Goods, models.PROTECT, related_name="stock_uses")
    leftover = models.ForeignKey(Leftover, models.PROTECT, related_name="uses")
    quantity = models.PositiveIntegerField("数量")
    on = models.DateField("日期")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = verbose_name_plural = "用库存"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["goods", "leftover"], name="stock_use_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_use_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.goods}×{self.quantity}"
