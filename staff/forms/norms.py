"""录入慰问标准: shape only; the rules are refused by the action."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from staff.campaign_plan import NormTier
from staff.forms.campaigns import day, money, words
from staff.models import Tier

PARTS = (
    ("state_cash", "全民工慰问金"),
    ("state_goods", "全民工慰问品折合"),
    ("own_cash", "集体工慰问金"),
    ("own_goods", "集体工慰问品折合"),
)


class NormForm(forms.Form):
    """Day, document, and a row a tier: what 全民工 and 集体工 get, why they differ."""

    valid_from = day("启用日期")
    document_no = words("文号", 80)
    is_sample = forms.BooleanField(label="这份标准是示例", required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tiers = list(Tier.objects.in_use(on=today).order_by("-rank"))
        for tier in self.tiers:
            for part, label in PARTS:
                self.fields[f"{part}_{tier.pk}"] = money(f"{tier.name}{label}")
            label = f"{tier.name}不一样的原因"
            self.fields[f"reason_{tier.pk}"] = words(label, 100, required=False)

    def head_fields(self) -> list[forms.BoundField]:
        """The fields above the table."""
        return [self[name] for name in ("valid_from", "document_no", "is_sample")]

    def tier_rows(self) -> list[tuple[Tier, list[forms.BoundField]]]:
        """Tier and its fields, in the order of the table's head."""
        parts = (*(part for part, _ in PARTS), "reason")
        return [(tier, [self[f"{part}_{tier.pk}"] for part in parts]) for tier in self.tiers]

    def told(self) -> dict[str, Any]:
        """What a valid form says, as the action takes it."""
        given = self.cleaned_data

        def pair(who: str, tier: Tier) -> tuple[Decimal, Decimal]:
            return given[f"{who}_cash_{tier.pk}"], given[f"{who}_goods_{tier.pk}"]

        lines = [
            NormTier(tier, pair("state", tier), pair("own", tier), given[f"reason_{tier.pk}"])
            for tier in self.tiers
        ]
        heads = {name: given[name] for name in ("valid_from", "document_no", "is_sample")}
        return heads | {"lines": lines}
