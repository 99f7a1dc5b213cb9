"""The annual report 年度报告 writes itself: the paragraphs of the depot's report, this year's numbers.

What the product has no row for says 无 or is left out; nothing is typed in.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse

from disclosure.models import Board, Suggestion, SuggestionField
from mutualfund.claim_stats import UNDIVIDED, subtype_label
from mutualfund.models import Claim, ClaimKind, Clawback, Drive, Fund
from mutualfund.reports import fund_statement
from staff.models import Campaign, Household, Post, Sex
from staff.models.campaigns import HANDED_OUT
from staff.tier_words import tier_words
from welfare.annual_numbers import Figure, Numbers
from welfare.days import Quarter
from welfare.models import User
from welfare.money import yuan

Piece = str | Figure
Paragraph = list[Piece]
LESSONS = (
    "弱势群体需要强势关怀：困难有个人原因，也有政策原因，要在政治上关心、工作上支持、政策上扶持、生活上帮助。",
    "扶贫帮困需要满怀感情：把解决思想问题与解决实际问题相结合，办好事、办实事、谋利益。",
    "扶贫帮困更要助富帮富：授之以鱼不如授之以渔，增加就业岗位，增加职工收入，才能从根本上脱贫。",
)


@dataclass
class Part:
    """A heading with its paragraphs."""

    title: str
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True)
class AnnualReport:
    """The whole report of a year up to a day."""

    year: int
    on: dt.date
    is_over: bool
    parts: list[Part]

    @property
    def title(self) -> str:
        """Its title; a year that goes on says so."""
        return f"{self.year} 年关爱集体职工工作报告"

    @property
    def span(self) -> str:
        """What days the numbers are of."""
        if self.is_over:
            return f"{self.year} 年 1 月 1 日至 12 月 31 日"
        return f"这一年还没有过完，数字截至 {self.on:%Y 年 %-m 月 %-d 日}"

    @property
    def figures(self) -> list[Figure]:
        """Every number in its order."""
        found = (piece for part in self.parts for words in part.paragraphs for piece in words)
        return [piece for piece in found if isinstance(piece, Figure)]


def report_of(year: int, *, user: User, on: dt.date) -> AnnualReport:
    """The report of a year as this reader sees the lists. `on` is today."""
    last = min(dt.date(year, 12, 31), on)
    ask = Numbers(user, year, last, on)
    parts = [_people(ask), _disclosure(ask), care_of(ask), fund_of(ask), _outcome(ask)]
    parts.append(Part("几点体会", [[words] for words in LESSONS]))
    return AnnualReport(year, last, last < on or last == dt.date(year, 12, 31), parts)


def _people(ask: Numbers) -> Part:
    day = ask.on.isoformat()

    def held(**query: str) -> Figure:
        return ask.count("on-date", on=day, **query)

    words: Paragraph = ["现有集体职工 ", held(), " 名，男职工 ", held(sex=Sex.MALE)]
    words += [" 名，女职工 ", held(sex=Sex.FEMALE), " 名，在岗 ", held(post=Post.ON_POST)]
    words += [" 名，息岗 ", held(post=Post.OFF_POST), " 名，内部退养 "]
    words += [held(post=Post.EARLY_RETIRED), " 名。双集体职工 "]
    homes = Household.objects.double_on(on=ask.on).count()
    double = ask.count("households", kind="double") if ask.is_running else Figure(str(homes))
    words += [double, " 户，"]
    if ask.is_running:  # whether someone is disabled is not kept by the day
        words += ["残疾职工 ", ask.count("workers", disabled="1"), " 名，"]
    if hardest := tier_words(on=ask.on).hardest:
        words += [f"{hardest}职工 ", ask.count("files", on=day, tier=hardest.key), " 名。"]
    else:
        words.append(f"{ask.on:%Y-%m-%d} 没有启用中的困难等级方案。")
    return Part("", [words])


def _disclosure(ask: Numbers) -> Part:
    part = Part("一、推行厂务公开制度")
    boards = Figure(str(Board.objects.count()), "公开栏", reverse("board"))
    part.paragraphs.append(["在下属分公司设固定公开栏 ", boards, " 个。"])
    found = [each for each in (ask.year, ask.year - 1) if Suggestion.objects.of_year(each).exists()]
    if not found:
        part.paragraphs.append(["这一年和上一年的合理化建议：无。"])
        return part
    part.paragraphs += [suggestions_of(ask, year) for year in found]
    return part


def suggestions_of(ask: Numbers, of: int) -> Paragraph:
    """合理化建议 of a year, by field and with its rate."""
    year = str(of)
    words: Paragraph = [f"{year} 年征集合理化建议 ", ask.count("suggestions", year=year), " 条"]
    for each in SuggestionField:
        words += [f"，{each.label} ", ask.count("suggestions", year=year, field=each.value), " 条"]
    done = ask.count("suggestions", year=year, show="done")
    whole = int(ask.count("suggestions", year=year).words)
    rate = f"{int(done.words) * 100 / whole:.0f}%" if whole else "0%"
    words += ["。评出优秀建议 ", ask.count("suggestions", year=year, show="best")]
    words += [" 条；已经落实 ", done, f" 条，占 {rate}。"]
    return words


def care_of(ask: Numbers) -> Part:
    """扶贫帮困 of the year."""
    part, day = Part("二、开展扶贫帮困活动"), ask.on.isoformat()
    words: Paragraph = ["在档困难职工 ", ask.count("files", on=day), " 名"]
    for key, label in tier_words(on=ask.on).names.items():
        words += [f"，{label} ", ask.count("files", on=day, tier=key), " 名"]
    part.paragraphs.append([*words, "。"])
    if ask.is_running:
        pairs = ask.count("pairings")
        part.paragraphs.append(["结对包保 ", pairs, " 户，包保责任人每季度至少走访一次。"])
    for number in range(1, 5):
        if Quarter(ask.year, number).first <= ask.on:
            quarter = f"{ask.year}-{number}"
            due = ask.count("duties", quarter=quarter, state="due")
            done = ask.count("duties", quarter=quarter, state="done")
            words = [f"第{'一二三四'[number - 1]}季度应走访 ", due, " 户，按时走访 ", done, " 户。"]
            part.paragraphs.append(words)
    campaigns = Campaign.objects.filter(year=ask.year, status__in=HANDED_OUT)
    for campaign in campaigns.order_by("window_from"):
        part.paragraphs.append(_campaign(ask, campaign))
    if not campaigns:
        part.paragraphs.append(["这一年办完的节日慰问：无。"])
    return part


def _campaign(ask: Numbers, campaign: Campaign) -> Paragraph:
    told = {"pk": str(campaign.pk), "state": "signed"}
    return [
        f"{campaign.get_festival_display()}慰问，送到 ", ask.count("gifts", **told),
        " 户，慰问金 ", ask.money("gifts", lambda gift: gift.cash, **told),
        " 元，慰问金和慰问品合计 ",
        ask.money("gifts", lambda gift: gift.cash + gift.goods_value, **told), " 元。",
    ]  # fmt: skip


def fund_of(ask: Numbers) -> Part:
    """互助金 of the year and what is in it."""
    part, year = Part("三、办好互助补充保险合作社"), str(ask.year)
    for drive in Drive.objects.filter(starts_on__year=ask.year, starts_on__lte=ask.on):
        pk = str(drive.pk)
        gifts = ask.count("donations", pk=pk)
        money = ask.money("donations", lambda gift: gift.amount, pk=pk)
        part.paragraphs.append([f"「{drive.name}」募捐 ", gifts, " 笔，", money, " 元。"])
    words: Paragraph = []
    if ask.is_running:
        words += ["在社社员 ", ask.count("members", state="open"), " 名。"]
    words += ["收会费 ", ask.count("dues", paid=year), " 笔，"]
    words += [ask.money("dues", lambda due: due.amount, paid=year), " 元；单位拨款和利息 "]
    words += [ask.money("grants", lambda row: row[1].amount, year=year), " 元。"]
    part.paragraphs.append(words)
    if ask.is_running:
        part.paragraphs.append(_since_founding(ask))
    statement = fund_statement(Fund.objects.mutual_aid(), on=ask.on)
    may = ask.is_running and ask.user.may_use("view_fund")
    url = reverse("fund-overview") if may else ""
    part.paragraphs.append(
        ["资金累计 ", Figure(yuan(statement.raised), "互助金", url), " 元，结存 ",
         Figure(yuan(statement.balance), "互助金", url), " 元。"]
    )  # fmt: skip
    part.paragraphs.append(_helped(ask))
    return part


def _since_founding(ask: Numbers) -> Paragraph:
    return [
        "建社以来收会费 ", ask.count("dues"), " 笔，", ask.money("dues", lambda due: due.amount),
        " 元；捐款 ", ask.money("drives", lambda drive: drive.raised or Decimal(0)),
        " 元；单位拨款和利息 ", ask.money("grants", lambda row: row[1].amount), " 元。",
    ]  # fmt: skip


def _helped(ask: Numbers) -> Paragraph:
    year = str(ask.year)
    if ask.count("claims", paid=year).words == "0":
        return ["这一年付出的补助：无。", *_taken_back(ask)]
    words: Paragraph = [
        "给予补助 ",
        _persons(ask),
        " 人，",
        ask.count("claims", paid=year),
        " 人次",
    ]
    words += ["，", ask.money("claims", _paid, paid=year), " 元。", *_taken_back(ask), "其中"]
    divided: dict[str, list[str]] = {}
    paid = Claim.objects.filter(payment__paid_on__year=ask.year).order_by("-subtype")
    for of, subtype in paid.values_list("kind", "subtype").distinct():
        divided.setdefault(of, []).append(subtype)
    for place, kind in enumerate(ClaimKind):
        words += ["，" if place else "", f"{kind.label}补助 "]
        words += [ask.count("claims", paid=year, kind=kind.value), " 人次"]
        words += _by_subtype(ask, kind, divided.get(kind, []))
    return [*words, "。"]


def _by_subtype(ask: Numbers, kind: ClaimKind, subtypes: list[str]) -> Paragraph:
    """The sub-types of a kind that was divided, in brackets."""
    words: Paragraph = []
    for subtype in subtypes if any(subtypes) else ():
        asked = {"kind": kind.value, "subtype": subtype or UNDIVIDED}
        words += ["、" if words else "（", f"{subtype_label(subtype)} "]
        words += [ask.count("claims", paid=str(ask.year), **asked), " 人次"]
    return [*words, "）"] if words else words


def _persons(ask: Numbers) -> Figure:
    return ask.people("claims", lambda claim: claim.member.worker_id, paid=str(ask.year))


def _taken_back(ask: Numbers) -> Paragraph:
    """What came back 追回 in the year, by the books as the balance beside it; and what is left."""
    seen = Claim.objects.visible_to(ask.user)
    rows = Clawback.objects.taken().filter(claim__in=seen, voucher__date__year=ask.year)
    if not (back := rows.filter(voucher__date__lte=ask.on).amount()):
        return []
    net = sum(map(_paid, ask.rows("claims", paid=str(ask.year))), -back)
    return [f"追回多付的 {yuan(back)} 元，减去追回是 {yuan(net)} 元。"]


def _paid(claim: object) -> Decimal:
    amount: Decimal = claim.payment.amount  # type: ignore[attr-defined]  # the list's rows are paid claims
    return amount


def _outcome(ask: Numbers) -> Part:
    part = Part("四、四个决不让")
    if not ask.is_running:
        part.paragraphs.append(["四个决不让只记现在的情况，这一年的不另写。"])
        return part
    open_cases = [case for case in ask.rows("never-lets") if case.until is None]
    if not open_cases:
        part.paragraphs.append(["现在没有一件因困难过不下去、上不起学、看不起病、没人管的事。"])
        return part
    whole = ask.count("never-lets")
    part.paragraphs.append(
        ["四个决不让记在册上的 ", whole, f" 件，还没有办完的 {len(open_cases)} 件，正在办。"]
    )
    return part
