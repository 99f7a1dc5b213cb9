"""Bringing a charter into force 章程: the sample 示例 that ships, because the source gives none."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from mutualfund.models import Article, Benefit, Charter, ClaimKind, Method, Topic
from welfare import audit
from welfare.models import User

FOUNDING_DAYS = 60  # the months in which the co-operative was set up
# topic -> (article, text); 示例
ARTICLES: dict[Topic, tuple[str, str]] = {
    Topic.MEMBERSHIP: ("第四条", "集体职工自愿入社，缴纳会费后成为社员。社员本人和家庭遇到章程所列事项，可以申请补助。"),
    Topic.DUES: ("第五条", "首次会费 50 元，以后每年 20 元。到期 90 天仍不续缴的，社员资格失效。"),
    Topic.WAITING: ("第六条", "创社期以后入社的，入社满 30 天以后发生的事项方可申请。"),
    Topic.WINDOW: ("第七条", "事项发生之日起 365 天内申请，过期不再受理。"),
    Topic.ONCE: ("第八条", "同一受益人的同一事项只补一次；夫妻都是社员的，由一方申请。"),
    Topic.COUNT: ("第八条", "每名社员每年最多申请两次。"),
    Topic.CAP: ("第九条", "每名社员每年各类补助有封顶。"),
    Topic.FUND: ("第九条", "基金量入为出，补助不得超过可用余额。"),
    Topic.GUARD: ("第九条", "全年支出不超过年初结余与当年收入之和的 80%。"),
    Topic.PAPERS: ("第十一条", "申请应当附齐证明材料，原件核对后退还本人。"),
    Topic.QUORUM: ("第十五条", "委员到会不少于三分之二，有管理人员到会，职工代表不少于到会人数三分之一，过半数同意为通过。"),
    Topic.RECUSAL: ("第十六条", "申请人及其家庭成员、包保责任人、受理人和调查人应当回避。"),
    Topic.PUBLICITY: ("第十七条", "通过的补助公示 3 个工作日，没有异议方可付款。"),
}  # fmt: skip
# kind -> what the charter grants; 示例. Amounts in yuan.
BENEFITS: dict[ClaimKind, dict[str, object]] = {
    ClaimKind.EDUCATION: {
        "article": "第十条",
        "covered": "子女考入高中、中专、大学",
        "method": Method.FIXED,
        "amount": Decimal(500),
        "cap_per_year": Decimal(1000),
        "papers": "录取通知书、户口簿",
    },
    ClaimKind.MEDICAL: {
        "article": "第十二条",
        "covered": "住院、手术、慢性病门诊，医保报销以后自付的部分",
        "method": Method.SHARE,
        "deductible": Decimal(1000),
        "share": Decimal("0.100"),
        "cap_per_year": Decimal(800),
        "papers": "诊断证明、费用清单、医保结算单",
    },
    ClaimKind.WEDDING_FUNERAL: {
        "article": "第十三条",
        "covered": "本人或子女结婚，配偶、父母、子女去世",
        "method": Method.FIXED,
        "amount": Decimal(300),
        "cap_per_year": Decimal(600),
        "papers": "结婚证或死亡证明、关系证明",
    },
    ClaimKind.OTHER: {
        "article": "第十四条",
        "covered": "火灾、水灾、交通事故等突发变故",
        "method": Method.FIXED,
        "amount": Decimal(300),
        "cap_per_year": Decimal(600),
        "papers": "单位或社区证明",
    },
}


@transaction.atomic
def enact_sample_charter(valid_from: dt.date, *, by: User | None) -> Charter:
    """Put the sample charter 示例 in force from a day, with its articles and benefits."""
    charter = Charter.objects.create(
        version=f"{valid_from.year} 年版（示例）",
        resolution=f"职代会〔{valid_from.year}〕示例",
        valid_from=valid_from,
        founding_until=valid_from + dt.timedelta(days=FOUNDING_DAYS),
    )
    Article.objects.bulk_create(
        Article(charter=charter, topic=topic, number=number, text=text)
        for topic, (number, text) in ARTICLES.items()
    )
    Benefit.objects.bulk_create(
        Benefit(charter=charter, kind=kind, **terms) for kind, terms in BENEFITS.items()
    )
    audit.record("charter.enacted", charter, by=by, version=charter.version, valid_from=valid_from)
    return charter
