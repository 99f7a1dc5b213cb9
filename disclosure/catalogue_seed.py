"""The catalogue as shipped (domain.md 10.2): thirteen topics, not in force until a first day is set.

Owners, days, retention and where the source names none the rhythm are samples 示例.
"""

from typing import Any

# code, name, area, rhythm, carrier, feed, owner, days, masking, years
TOPICS = (
    ("bonus", "奖金分配", "职工切身利益", "month", "wall", "paper", "劳动人事部门", 10, "amount", 5),
    ("quota", "劳动定额", "生产经营管理", "year", "wall", "paper", "劳动人事部门", 10, "totals", 5),
    ("appraisal", "各类考核", "职工切身利益", "month", "wall", "paper", "劳动人事部门", 10, "amount", 5),
    ("approval", "特重困职工审批", "职工切身利益", "event", "web", "certification", "段工会", 5, "tier", 10),
    ("relief", "困难职工救助", "职工切身利益", "event", "web", "meeting", "互助补充保险委员会", 5, "amount", 10),
    ("schooling", "特重困职工子女助学", "职工切身利益", "year", "web", "paper", "段工会", 20, "totals", 10),
    ("donations", "献爱心捐款", "职工切身利益", "year", "web", "paper", "段工会", 20, "totals", 10),
    ("fund", "互助基金收支", "职工切身利益", "quarter", "both", "fund", "互助补充保险委员会", 10, "totals", 30),
    ("dues", "会费缴纳", "职工切身利益", "year", "web", "fund", "互助补充保险委员会", 20, "totals", 30),
    ("suggestions", "合理化建议评选", "生产经营管理", "year", "web", "suggestions", "段工会", 20, "tier", 10),
    ("campaigns", "送温暖", "职工切身利益", "event", "both", "campaign", "段工会", 10, "both", 10),
    ("visits", "走访覆盖", "职工切身利益", "quarter", "both", "paper", "段工会", 10, "totals", 10),
    ("rectification", "整改反馈", "廉政", "quarter", "both", "paper", "厂务公开监督小组", 20, "totals", 10),
)  # fmt: skip
FIELDS = (
    "code", "name", "area", "rhythm", "carrier", "feed", "owner", "days", "masking",
    "retention_years",
)  # fmt: skip


def add_missing(model: Any) -> None:
    """Topics that came later, into a catalogue that was shipped before them."""
    known = set(model.objects.values_list("code", flat=True))
    rows = [dict(zip(FIELDS, row, strict=True)) for row in TOPICS]
    model.objects.bulk_create(model(**row) for row in rows if known and row["code"] not in known)


def seed_catalogue(model: Any) -> None:
    """Put the topics in."""
    model.objects.bulk_create(model(**dict(zip(FIELDS, row, strict=True))) for row in TOPICS)
