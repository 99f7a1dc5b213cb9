"""The clocks and subsistence lines shipped with the product: 示例 until a resolution sets them."""

import datetime as dt
from decimal import Decimal
from typing import Any

FIRST_DAY = dt.date(2000, 1, 1)
LINES = [(FIRST_DAY, Decimal(600)), (dt.date(2018, 7, 1), Decimal(800))]  # yuan per head and month


def seed_rules(rule_model: Any, line_model: Any) -> None:
    """Make the first rule and the depot's lines; what is there stays. Takes historical models."""
    rule_model.objects.get_or_create(valid_from=FIRST_DAY, defaults={"basis": "示例"})
    for since, amount in LINES:
        line_model.objects.get_or_create(
            branch=None, since=since, defaults={"amount": amount, "basis": "示例"}
        )
