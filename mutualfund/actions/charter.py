"""Charter 章程: the sample 示例 that ships, drafts of new versions, passing one by a resolution."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from mutualfund.models import AmountBand, Article, Benefit, Charter, ClaimKind, Method, Topic
from mutualfund.models.charter import BENEFIT_TERMS, TERMS, label_of
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.one_line import one_line
from welfare.serials import take_turn

FOUNDING_DAYS = 60  # the months in which the co-operative was set up
# topic -> (article, text); 示例
ARTICLES: dict[Topic, tuple[str, str]] = {
    Topic.MEMBERSHIP: ("第四条", "集体职工自愿入社，缴纳会费后成为社员。社员本人和家庭遇到章程所列事项，可以申请补助。"),
    Topic.DUES: ("第五条", "首次会费 50 元，以后每年 20 元。到期 90 天仍不续缴的，社员资格失效。"),
    Topic.WAITING: ("第六条", "创社期以后入社的，入社满 30 天以后发生的事项方可申请。"),
    Topic.WINDOW: ("第七条", "事项发生之日起 365 天内申请，过期不再受理。"),
    Topic.ONCE: ("第八条", "同一受益人的同一事项只补一次，上学按学年、其他前后 3 天内算同一件；夫妻都是社员的，由一方申请。"),
    Topic.COUNT: ("第八条", "每名社员每年最多申请两次。"),
    Topic.CAP: ("第九条", "每名社员每年各类补助有封顶。"),
    Topic.FUND: ("第九条", "基金量入为出，补助不得超过可用余额。"),
    Topic.GUARD: ("第九条", "全年支出不超过年初结余与当年收入之和的 80%。"),
    Topic.PAPERS: ("第十一条", "申请应当附齐证明材料，原件核对后退还本人。"),
    Topic.QUORUM: ("第十五条", "委员到会不少于三分之二，有管理人员到会，职工代表不少于到会人数三分之一，过半数同意为通过。"),
    Topic.RECUSAL: ("第十六条", "申请人及其家庭成员、包保责任人、受理人和调查人应当回避。"),
    Topic.PUBLICITY: ("第十七条", "通过的补助公示 3 个工作日，没有异议方可付款。"),
    Topic.INVESTIGATORS: ("第十八条", "受理后由两人以上上门调查，超过 1000 元的由三人调查，分别签字。"),
    Topic.ADVANCE: ("第二十条", "情况紧急、等不到开会的，经工会干事提出、主任批准，可以先垫付，每件不超过 300 元，下一次会议追认；没有追认的收回。"),
    Topic.APPEAL: ("第十九条", "不同意的，本人可以在 15 个工作日内申请复核，由没有参加原来调查和表决的人办理。"),
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
        "may_advance": True,
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
        "may_advance": True,
    },
}


# above so many yuan, how many look into it and how many must agree; 示例
BANDS = [(Decimal(1000), 3, 4)]


@transaction.atomic
def enact_sample_charter(valid_from: dt.date, *, by: User | None, decide_days: int = 30) -> Charter:
    """Put the sample charter 示例 in force from a day, with its articles and benefits.

    `decide_days` are the working days within which a claim is decided.
    """
    charter = _write_sample(
        version=f"{valid_from.year} 年版（示例）",
        resolution=f"职代会〔{valid_from.year}〕示例",
        valid_from=valid_from,
        founding_until=valid_from + dt.timedelta(days=FOUNDING_DAYS),
        decide_days=decide_days,
    )
    charter.adopted_on, charter.adopted_by = valid_from, by
    charter.save(update_fields=["adopted_on", "adopted_by"])
    audit.record("charter.enacted", charter, by=by, version=charter.version, valid_from=valid_from)
    return charter


def _write_sample(**terms: Any) -> Charter:
    charter = Charter.objects.create(**terms)
    Article.objects.bulk_create(
        Article(charter=charter, topic=topic, number=number, text=text)
        for topic, (number, text) in ARTICLES.items()
    )
    Benefit.objects.bulk_create(
        Benefit(charter=charter, kind=kind, **terms) for kind, terms in BENEFITS.items()
    )
    AmountBand.objects.bulk_create(
        AmountBand(charter=charter, above=above, investigators=people, agreeing=votes)
        for above, people, votes in BANDS
    )
    return charter


@transaction.atomic
def draft_first_charter(*, version: str, on: dt.date, by: User) -> Charter:
    """起草第一版 from the sample 示例 that ships; decides nothing until it is passed.

    Raises Refused without a name, and once there is any version: then a copy of that is drafted.
    """
    take_turn("charters")
    if not version.strip():
        raise Refused("第一版要有名称，比如「2026 年版」。")
    if Charter.objects.exists():
        raise Refused("已经有章程了，打开它起草新的一版。")
    charter = _write_sample(
        version=version.strip(),
        valid_from=on,
        founding_until=on + dt.timedelta(days=FOUNDING_DAYS),
    )
    audit.record("charter.drafted", charter, by=by, source="示例")
    return charter


@transaction.atomic
def draft_charter(source: Charter, *, version: str, on: dt.date, by: User) -> Charter:
    """起草 a new version as a copy of another, to be changed until it is passed; decides nothing.

    Raises Refused for a name used before.
    """
    version = version.strip()
    if not version:
        raise Refused("新版本要有名称，比如「2027 年修订」。")
    if Charter.objects.filter(version=version).exists():
        raise Refused(f"已有「{version}」这一版，换个名称。")
    charter = Charter.objects.create(
        version=version,
        valid_from=on,
        is_sample=source.is_sample,
        drafted_from=source,
        **{name: getattr(source, name) for name in TERMS},
    )
    Article.objects.bulk_create(
        Article(charter=charter, topic=row.topic, number=row.number, text=row.text)
        for row in source.articles.all()
    )
    Benefit.objects.bulk_create(
        Benefit(charter=charter, **{name: getattr(row, name) for name in BENEFIT_TERMS})
        for row in source.benefits.all()
    )
    AmountBand.objects.bulk_create(
        AmountBand(
            charter=charter, above=row.above, investigators=row.investigators, agreeing=row.agreeing
        )
        for row in source.bands.all()
    )
    audit.record("charter.drafted", charter, by=by, source=source.version)
    return charter


def _draft(charter: Charter) -> Charter:
    kept = Charter.objects.select_for_update().get(pk=charter.pk)
    if not kept.is_draft:
        raise Refused(f"「{kept}」已经通过，不能再改。要改请起草新的一版。")
    return kept


@transaction.atomic
def change_draft(
    charter: Charter,
    *,
    terms: Mapping[str, Any],
    benefits: Mapping[str, Mapping[str, Any]],
    articles: Mapping[str, str],
    bands: Sequence[tuple[Decimal, int, int]],
    by: User,
    added: Sequence[tuple[str, str]] = (),
    removed: Sequence[str] = (),
    joined: Sequence[str] = (),
) -> Charter:
    """改草案: its terms, its benefits by key, its articles by topic, its bands of amount.

    `added` are (kind, sub-type) 子类 with terms of their own, copied from the kind; `removed` keys of benefits;
    `joined` kinds that are divided no more. Raises Refused once it is passed, for terms nobody knows, two bands of one amount, a sub-type
    that is there, or when nothing of a kind would be left.
    """
    kept = _draft(charter)
    if unknown := set(terms) - set(TERMS):
        raise Refused(f"章程没有这些参数：{'、'.join(sorted(unknown))}。")
    if len({above for above, _, _ in bands}) < len(bands):
        raise Refused("金额分档有两档写了同一个数，删掉一档。")
    for name, value in terms.items():
        setattr(kept, name, value)
    if kept.present_parts > kept.present_whole or kept.worker_parts > kept.worker_whole:
        raise Refused("会议人数的比例，分子不能大于分母。")
    kept.save(update_fields=list(terms))
    for key, facts in benefits.items():
        kind, _, subtype = key.partition("/")
        kept.benefits.filter(kind=kind, subtype=subtype).update(**facts)
    _divide(kept, added, removed)
    for kind in joined:
        _join(kept, kind)
    for topic, text in articles.items():
        kept.articles.filter(topic=topic).update(text=text)
    kept.bands.all().delete()
    AmountBand.objects.bulk_create(
        AmountBand(charter=kept, above=above, investigators=people, agreeing=votes)
        for above, people, votes in bands
    )
    audit.record("charter.changed", kept, by=by, terms={k: str(v) for k, v in terms.items()})
    return kept


def _divide(charter: Charter, added: Sequence[tuple[str, str]], removed: Sequence[str]) -> None:
    """Sub-types that come and benefits that go; every kind keeps one."""
    for kind, name in added:
        subtype = one_line(name, "子类").replace("/", "／")
        rows = charter.benefits.filter(kind=kind).order_by("pk")
        source = rows.first()
        if not subtype or source is None:
            raise Refused("新子类要选类别、写名称，比如「本人结婚」。")
        if rows.filter(subtype=subtype).exists():
            raise Refused(f"「{label_of(kind, subtype)}」已经有了，换个名称。")
        facts = {name: getattr(source, name) for name in BENEFIT_TERMS if name != "subtype"}
        Benefit.objects.create(charter=charter, subtype=subtype, **facts)
    for key in removed:
        kind, _, subtype = key.partition("/")
        rows = charter.benefits.filter(kind=kind)
        if not rows.exclude(subtype=subtype).exists():
            raise Refused(f"「{label_of(kind, subtype)}」是这一类最后一条，不能去掉。")
        rows.filter(subtype=subtype).delete()


def _join(charter: Charter, kind: str) -> None:
    """One benefit for the whole kind, with the terms of its own 其他, else of its first sub-type."""
    rows = {row.subtype: row for row in charter.benefits.filter(kind=kind).order_by("-pk")}
    named = [name for name in rows if name]
    if not named:
        raise Refused(f"「{label_of(kind, '')}」没有分子类，不用合并。")
    kept = rows.get("") or rows[named[-1]]
    charter.benefits.filter(kind=kind).exclude(pk=kept.pk).delete()
    kept.subtype = ""
    kept.save(update_fields=["subtype"])


@transaction.atomic
def adopt_charter(
    charter: Charter, *, resolution: str, valid_from: dt.date, on: dt.date, by: User
) -> Charter:
    """通过 a draft by the congress's resolution; the version before ends the day this one begins.

    From then on nothing of it changes. Raises Refused without a number, for a day that is past
    (decisions already made keep their version), or before the start of a version passed earlier.
    """
    take_turn("charters")
    kept = _draft(charter)
    if not resolution.strip():
        raise Refused("写上职代会决议文号，没有决议不能生效。")
    if valid_from < on:
        raise Refused(f"施行日期 {valid_from} 已经过去，从今天或以后的一天起施行。")
    latest = Charter.objects.adopted().order_by("-valid_from").first()
    if latest is not None:
        if valid_from <= latest.valid_from:
            raise Refused(f"「{latest}」{latest.valid_from} 起施行，新的一版要在它以后。")
        if latest.valid_to is None or latest.valid_to > valid_from:
            latest.valid_to = valid_from
            latest.save(update_fields=["valid_to"])
    kept.resolution, kept.valid_from = resolution.strip(), valid_from
    kept.benefits.update(is_sample=False)  # what the congress passed is no sample
    kept.adopted_on, kept.adopted_by, kept.is_sample = on, by, False
    kept.save(update_fields=["resolution", "valid_from", "adopted_on", "adopted_by", "is_sample"])
    audit.record("charter.adopted", kept, by=by, resolution=kept.resolution, valid_from=valid_from)
    return kept
