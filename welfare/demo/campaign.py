"""The Mid-Autumn campaign 中秋送温暖 of the demo world: 35 families, from the plan to the books."""

import datetime as dt
import io
import random
from decimal import Decimal
from functools import partial

import segno
from django.db.models import Count
from PIL import Image, ImageDraw

from mutualfund.actions.campaigns import (
    approve_with_money,
    make_campaign_voucher,
    post_campaign_voucher,
    receive_relief_money,
    review_campaign_voucher,
)
from mutualfund.actions.vouchers import post_voucher, review_voucher
from mutualfund.campaign_money import DRAW, SETTLE
from mutualfund.models import Payer
from staff.actions.callbacks import draw_campaign_sample, record_callback
from staff.actions.campaigns import (
    acknowledge,
    finish_handing_out,
    notify_stations,
    plan_campaign,
)
from staff.actions.gift_avowals import avow_lines
from staff.actions.gifts import lock_list, settle_sheet
from staff.actions.goods import buy_goods, place_leftover
from staff.actions.norms import decide_norm, enter_norm
from staff.actions.proxies import explain_proxy
from staff.actions.sheet_photos import attach_photo
from staff.campaign_plan import GoodsLine, NormTier, Plan, Proxy, Settled, TierStandard
from staff.models import CallbackResult, Campaign, Festival, Sheet, Station, Tier, Worker
from staff.plan_digest import digest_of
from welfare.days import mid_autumn
from welfare.demo.calendar import Calendar
from welfare.demo.cast import Cast
from welfare.demo.events import Event

DAY = dt.timedelta(days=1)
AFTERNOON = dt.time(15, 20)
CASH = {"extreme": 400, "severe": 300, "general": 200}  # 示例
RICE, OIL = ("大米", "10 公斤", "袋", Decimal(60)), ("食用油", "5 升", "桶", Decimal(70))  # 示例
BOUGHT = {"大米": 37, "食用油": 35}
ALLOTTED = Decimal(16_000)  # 示例
MANY = 3  # families of one sheet a neighbour fetched for: more than one may without a word
# line of the list -> who came instead
PROXIES = {
    6: Proxy("李国华", "丈夫", "本人住院", "11010119650312123X"),
    17: Proxy("孙晓敏", "女儿", "本人在外地", "110101199208151229"),
}


def events(cast: Cast, calendar: Calendar) -> list[Event]:
    """Planned three weeks before the festival, handed out in the week before it."""
    year = calendar.last_day.year
    festival = mid_autumn(year)
    first, last = festival - 9 * DAY, festival - 2 * DAY
    plan = first - 10 * DAY
    steps = [
        (plan - 2 * DAY, partial(_norm, cast, plan - 2 * DAY)),
        (plan, partial(_plan, cast, year, (first, last), plan)),
        (plan + DAY, partial(_approve_and_lock, cast, plan + DAY)),
        (plan + 3 * DAY, partial(_announce, cast, plan + 3 * DAY)),
        (first, partial(_draw, cast, first)),
        (first + DAY, partial(_hand_out, cast, first + DAY)),
        (last + DAY, partial(_close, cast, last + DAY)),
    ]
    return [Event(day, act, AFTERNOON) for day, act in steps]


def _campaign(on: dt.date) -> Campaign:
    return Campaign.objects.get(festival=Festival.MID_AUTUMN, year=on.year)


def _norm(cast: Cast, on: dt.date) -> None:
    """The bureau's document, entered by one and confirmed by another."""
    goods = RICE[3] + OIL[3]
    pairs = [(tier, (Decimal(CASH[tier.key]), goods)) for tier in Tier.objects.all()]
    norm = enter_norm(
        valid_from=dt.date(on.year, 1, 1), document_no=f"局工会〔{on.year}〕示例 4 号",
        lines=[NormTier(tier, pair, pair) for tier, pair in pairs], is_sample=True,
        on=on, by=cast["liangyan"],
    )  # fmt: skip
    decide_norm(norm, agree=True, on=on, by=cast["gaoli"])


def _plan(cast: Cast, year: int, window: tuple[dt.date, dt.date], on: dt.date) -> None:
    standards = [
        TierStandard(
            tier=tier,
            cash=Decimal(CASH[tier.key]),
            pieces={0: 1, 1: 1},
        )
        for tier in Tier.objects.all()
    ]
    plan = Plan(
        festival=Festival.MID_AUTUMN,
        year=year,
        document_no=f"段工会〔{year}〕示例 9 号",
        window=window,
        goods=[GoodsLine(*thing, priced_on=on) for thing in (RICE, OIL)],
        standards=standards,
        is_sample=True,
    )
    plan_campaign(plan, on=on, by=cast["zhengmin"])


def _approve_and_lock(cast: Cast, on: dt.date) -> None:
    """The upper union's money comes in, so the chair may approve."""
    allotted = receive_relief_money(
        payer=Payer.UPPER_UNION,
        amount=ALLOTTED,
        document_no=f"〔{on.year}〕示例 12 号",
        on=on,
        by=cast["chenjing"],
    )
    review_voucher(allotted, on=on, by=cast["guoyongming"])
    post_voucher(allotted, on=on, by=cast["chenjing"], cashier=cast["liyun"])
    campaign = _campaign(on)
    seen = digest_of(campaign)
    campaign = approve_with_money(campaign, seen=seen, on=on, by=cast["gaoli"])
    lock_list(campaign, on=on, by=cast["zhengmin"])


def _announce(cast: Cast, on: dt.date) -> None:
    campaign = notify_stations(
        _campaign(on), notice="送温暖视频会", held_on=on, on=on, by=cast["zhengmin"]
    )
    for station in Station.objects.filter(pk__in=campaign.sheets.values("station")):
        acknowledge(campaign, {station: "车站工会小组长"}, on=on, by=cast["zhengmin"])
    for number, thing in enumerate(campaign.goods_lines.all(), start=1):
        invoice = f"示例 {on.year}{number:04d}"
        buy_goods(thing, quantity=BOUGHT[thing.name], invoice=invoice, on=on, by=cast["zhengmin"])


def _draw(cast: Cast, on: dt.date) -> None:
    """The cashier takes out what the list needs."""
    _book(cast, DRAW, on)


def _book(cast: Cast, purpose: str, on: dt.date) -> None:
    make_campaign_voucher(_campaign(on), purpose, on=on, by=cast["chenjing"])
    review_campaign_voucher(_campaign(on), purpose, on=on, by=cast["guoyongming"])
    post_campaign_voucher(_campaign(on), purpose, on=on, by=cast["liyun"])


def _hand_out(cast: Cast, on: dt.date) -> None:
    campaign = _campaign(on)
    came = PROXIES | _neighbour(campaign)
    for sheet in campaign.sheets.select_related("campaign"):
        lines = [
            Settled(gift, received_on=on, proxy=came.get(gift.line))
            for gift in sheet.gifts.order_by("line")
        ]
        attach_photo(sheet, _photograph(sheet, len(lines)), by=cast["liangyan"])
        settle_sheet(sheet, lines, on=on, by=cast["liangyan"], paid_with=cast["hewei"])
        avow_lines(sheet, [line.gift.pk for line in lines], went=True, by=cast["hewei"])


def _neighbour(campaign: Campaign) -> dict[int, Proxy]:
    """A worker of the station who fetched for three families of one sheet, by their lines."""
    long = campaign.sheets.annotate(n=Count("gifts")).filter(n__gte=MANY).latest("number")
    lines = long.gifts.order_by("-line").values_list("line", flat=True)[:MANY]
    listed = campaign.gifts.values("file__worker")
    others = Worker.objects.filter(station=long.station, left_on=None).exclude(pk__in=listed)
    worker = others.order_by("number")[0]
    proxy = Proxy(worker.name, "同站职工", "当天上夜班", worker.number)
    return dict.fromkeys(lines, proxy)


def _close(cast: Cast, on: dt.date) -> None:
    for proxy in _campaign(on).proxies.unexplained():
        words = "三户当天都在班上，由同站工友一起领回。已逐户打电话，钱和东西都收到"
        explain_proxy(proxy, words=words, by=cast["zhengmin"])
    campaign = finish_handing_out(_campaign(on), on=on, by=cast["zhengmin"])
    rice = campaign.goods_lines.get(name="大米")
    words = "入段工会库房，元旦慰问时先用"
    place_leftover(rice, words=words, is_kept=True, on=on, by=cast["zhengmin"])
    _book(cast, SETTLE, on)
    sample = draw_campaign_sample(campaign, on=on, by=cast["zhengmin"])
    call = sample.calls.order_by("pk")[0]
    record_callback(
        call, result=CallbackResult.CAME, note="钱和东西都对", on=on, by=cast["zhengmin"]
    )


def _photograph(sheet: Sheet, lines: int) -> bytes:
    """A signed sheet as a telephone sees it: the QR, the grid, a hand in every signature cell."""
    dice = random.Random(sheet.number)  # noqa: S311 - an invented picture, the same every time
    paper = Image.new("RGB", (1170, 827), "#f4f1ea")
    pen = ImageDraw.Draw(paper)
    code = io.BytesIO()
    segno.make(f"http://127.0.0.1{sheet.get_absolute_url()}", micro=False).save(
        code, kind="png", scale=3, border=1
    )
    paper.paste(Image.open(code), (40, 30))
    pen.text((520, 60), str(sheet), fill="#222")
    for row in range(lines + 2):
        pen.line((40, 160 + row * 60, 1130, 160 + row * 60), fill="#333")
    for x in (40, 100, 240, 340, 460, 620, 720, 820, 980, 1080, 1130):
        pen.line((x, 160, x, 160 + (lines + 1) * 60), fill="#333")
    for row in range(1, lines + 1):
        y = 190 + row * 60
        points = [(835 + step * 12, y + dice.randint(-18, 18)) for step in range(12)]
        pen.line(points, fill="#1d3b8b", width=3, joint="curve")
    out = io.BytesIO()
    paper.rotate(dice.uniform(-1.5, 1.5), fillcolor="#4b4640").save(out, "JPEG", quality=72)
    return out.getvalue()
