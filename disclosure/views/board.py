"""The board 公开栏 at the front door: no login, numbers from the same queries as the office."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from disclosure.actions.notices import notice_days
from disclosure.catalogue import standings
from disclosure.charts import flow_diagram
from disclosure.models import Notice, Suggestion
from disclosure.never_lets import never_lets
from disclosure.open_data import as_csv, as_rows, open_data
from disclosure.public_words import in_public_words, public_lines
from disclosure.report_counts import report_years
from disclosure.walls import walls
from mutualfund.advances import tally
from mutualfund.claim_stats import ClaimStats, claim_stats
from mutualfund.models import Fund, Member, Series, Voucher
from mutualfund.purse import purse_today
from mutualfund.reports import FundStatement, cash_book, fund_statement
from staff.models import HardshipFile
from staff.summary import TierCount, head_count, latest_campaign, tier_counts
from welfare import clock
from welfare.paging import page_of
from welfare.unchanged import while_unchanged

ROWS, STEP, SIDE = 20, 20, 16


@dataclass(frozen=True)
class Square:
    """A worker in hardship in the picture of all: the tier's rank, nothing else."""

    x: int
    y: int
    rank: int


def _squares(workers: int, tiers: list[TierCount]) -> dict[str, object]:
    """One square per worker: those in hardship marked, the rest as one path."""
    places = [(n // ROWS * STEP, n % ROWS * STEP) for n in range(workers)]
    ranks = [one.tier.bars for one in tiers for _ in range(one.files)]
    plain = places[len(ranks) :]
    return {
        "marked": [Square(x, y, rank) for (x, y), rank in zip(places, ranks, strict=False)],
        "plain_squares": "".join(f"M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z" for x, y in plain),
        "squares_width": (places[-1][0] if places else 0) + SIDE,
        "squares_height": ROWS * STEP - (STEP - SIDE),
    }


def _fund(fund: Fund, statement: FundStatement, claims: ClaimStats) -> dict[str, object]:
    income = [in_public_words(part) for part in statement.income if part.amount]
    expenses = [in_public_words(part) for part in statement.expenses if part.amount]
    cases = {f"aid_{kind.kind}": f"{kind.cases} 人次" for kind in claims.kinds}
    return {
        "statement": statement,
        "income": income,
        "expenses": expenses,
        "claims": claims,
        "cases": cases,
        "flow": flow_diagram(income, expenses, statement.balance, cases),
        "head": Series.objects.filter(fund=fund, last_number__gt=0).order_by("-year").first(),
    }


@while_unchanged
def _facts(*, on: dt.date) -> dict[str, object]:
    """Everything the board says on a day."""
    people, tiers = head_count(on=on), tier_counts(on=on)
    notices = list(Notice.objects.running(on=on))
    fund = Fund.objects.mutual_aid()
    statement, purse = fund_statement(fund, on=on), purse_today(on)
    promises = never_lets(HardshipFile.objects.ever_in_force(), on=on)
    advances = tally(on=on)
    suggestion_year = Suggestion.objects.judged_year(on=on)
    return {
        "today": on,
        "suggestion_year": suggestion_year,
        "suggestions": Suggestion.objects.of_year(suggestion_year).tally(),
        "running": [(notice, notice_days(notice)) for notice in notices],
        "recent": list(Notice.objects.public().exclude(pk__in=[n.pk for n in notices])[:5]),
        **_fund(fund, statement, claim_stats(on=on)),
        "purse": purse,
        # two sums of different accounts: what came in and went out, and what lies in the bank
        "gap": purse.balance + advances.outstanding - statement.balance if purse else None,
        "advances": advances,
        "people": people,
        "tiers": tiers,
        "in_hardship": sum(one.files for one in tiers),
        "promises": promises.blocks,
        "calls": promises.calls,
        "campaign": latest_campaign(),
        **_squares(people.workers, tiers),
        "numbers": [
            ("男", people.men),
            ("女", people.women),
            ("在岗", people.on_post),
            ("息岗", people.off_post),
            ("内部退养", people.early_retired),
            ("残疾", people.disabled),
            ("双职工户", people.double_households),
            ("参加互助", Member.objects.open_on(on).count()),
        ],
        "report_years": report_years(on=on),
        "catalogue": [row for row in standings(on=on) if row.topic.starts_on],
        "walls": walls(on=on),
    }


@login_not_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """首页."""
    return render(request, "disclosure/board.html", {**_facts(on=clock.today())})


@login_not_required
@require_GET
def open_data_file(request: HttpRequest) -> HttpResponse:
    """公开数据: the sums of the board as JSON, or ?form=csv for Excel."""
    today = clock.today()
    data = open_data(on=today)
    if request.GET.get("form") == "csv":
        answer = HttpResponse(as_csv(data, on=today), content_type="text/csv; charset=utf-8")
    else:
        answer = JsonResponse(
            {"numbers": as_rows(data, on=today)}, json_dumps_params={"ensure_ascii": False}
        )
    kind = "csv" if request.GET.get("form") == "csv" else "json"
    answer["Content-Disposition"] = f'attachment; filename="open-data-{today}.{kind}"'
    return answer


@login_not_required
@require_GET
def fund_public(request: HttpRequest) -> HttpResponse:
    """钱从哪里来，用到哪里去，每一笔: a year's vouchers that moved money, the newest first."""
    today = clock.today()
    fund = Fund.objects.mutual_aid()
    statement = fund_statement(fund, on=today)
    years = list(Voucher.objects.filter(fund=fund, date__lte=today).dates("date", "year"))
    chosen = next((one for one in years if str(one.year) == request.GET.get("year")), None)
    year = (chosen or (years[-1] if years else today)).year
    book = cash_book(fund, first=dt.date(year, 1, 1), last=min(today, dt.date(year, 12, 31)))
    page = page_of(request, book.exclude(Q(received=0, paid=0)).order_by("-date", "-number"))
    context = {
        "today": today,
        **_fund(fund, statement, claim_stats(on=today)),
        "years": years,
        "year": year,
        "page": page,
        "lines": public_lines(page),
        "advances": tally(on=today),
    }
    return render(request, "disclosure/fund.html", context)
