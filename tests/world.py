"""Something behind every list and every address: one row of each noun, made by the actions."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from disclosure.actions.boards import post_notice, put_up_board
from disclosure.actions.notice_steps import take_notice_step
from disclosure.actions.notices import (
    draft_certification_notice,
    draft_claims_notice,
    draft_period_notice,
    release_notice,
    send_for_release,
)
from disclosure.actions.objections import object_to_notice
from disclosure.actions.reports import send_report
from disclosure.models import (
    Board,
    BoxOpening,
    CatalogueTopic,
    Congress,
    CongressPaper,
    Finding,
    Inspection,
    InspectionItem,
    Notice,
    NoticeAct,
    NoticeObjection,
    ObjectionPaper,
    Posting,
    PostingPhoto,
    Rectification,
    RectificationPaper,
    StepPaper,
    Suggestion,
    SuggestionBenefit,
    SuggestionPaper,
)
from disclosure.models.reports import Category, Report, ReportFile
from disclosure.notice_steps import Telling as NoticeTelling
from disclosure.objection_saying import Saying
from disclosure.report_telling import Telling
from mutualfund.actions.bank import match_lines, remember_rule, take_statement
from mutualfund.actions.charter import draft_charter
from mutualfund.actions.closings import ask_closing
from mutualfund.actions.counts import count_cash
from mutualfund.actions.decisions import finalise_ripe_items
from mutualfund.actions.donations import open_drive
from mutualfund.actions.figures import state_figure
from mutualfund.actions.handmade import write_voucher
from mutualfund.actions.meeting_papers import add_signed_copy, close_meeting
from mutualfund.actions.members import register_enrolment
from mutualfund.actions.pay_batches import make_batch
from mutualfund.actions.payments import make_payment_voucher, review_payment
from mutualfund.actions.vouchers import Line
from mutualfund.bank_sheet import read_statement
from mutualfund.campaign_money import DRAW
from mutualfund.models import (
    Account,
    Advance,
    AgendaItem,
    BankLine,
    BankMatch,
    BankRule,
    CashCount,
    CashPhoto,
    Charter,
    Claim,
    Collection,
    CollectionKind,
    CollectionStatus,
    CommitteeMember,
    DraftVoucher,
    Drive,
    Enrolment,
    Evidence,
    Explanation,
    IncomeVoid,
    Measure,
    Meeting,
    Member,
    PayBatch,
    PayMethod,
    PeriodStep,
    Receipt,
    Relief,
    Side,
    SignedCopy,
    StatedFigure,
    Voucher,
    VoucherPaper,
)
from staff.actions.callbacks import draw_sample
from staff.actions.canvasses import assign_canvass, open_canvass
from staff.actions.cards import ask_card_change
from staff.actions.corrections import ask_correction
from staff.actions.handovers import propose_handover
from staff.actions.households import add_member, make_household
from staff.actions.kinships import declare_kinship
from staff.actions.objections import raise_objection
from staff.actions.plans import add_measure, make_plan
from staff.actions.prompts import raise_prompts
from staff.actions.proxies import recognise_proxy
from staff.actions.rosters import read_roster_file
from staff.actions.saved_filters import save_filter
from staff.actions.sheet_photos import attach_photo
from staff.campaign_plan import Proxy
from staff.models import (
    Branch,
    Cadre,
    Callback,
    Campaign,
    Canvass,
    CanvassUnit,
    CardChange,
    Certification,
    Correction,
    DataItem,
    Gift,
    GiftProxy,
    Goal,
    Goods,
    Handover,
    HardshipFile,
    Household,
    HouseholdMember,
    KinRelation,
    Kinship,
    Matter,
    MeasureKind,
    Need,
    Norm,
    Objection,
    Pairing,
    PaperFile,
    Prompt,
    PromptKind,
    Relation,
    RosterImport,
    SavedFilter,
    Sheet,
    SheetPhoto,
    Source,
    SurveyPhoto,
    Visit,
    VisitDuty,
    Worker,
)
from staff.models import Measure as PlanMeasure
from staff.prompt_facts import Fact
from tests.books import ROSTER, workbook
from tests.ends import ENDS, end_a_claim, join_on_paper
from tests.mutualfund.conftest import (  # noqa: F401 - one approved claim, as the fund makes it
    accepted,
    approved,
    committee,
    coop,
    investigated,
    meeting,
    zhang_joined,
)
from tests.mutualfund.fund import (
    announce,
    ask_for_advance,
    ask_for_relief,
    convene,
    enrol,
    file_claim,
    investigate,
    picture,
    vote_all,
)
from tests.people import DAY, id_number, make_worker
from tests.staff.campaign import drawn, locked
from tests.staff.care import make_cadre, pair, visit
from tests.staff.hardship.walk import Walk
from tests.voices import carry_out_a_suggestion, hold_a_congress, inspect_the_unit, open_the_box
from welfare import clock
from welfare.accounts import set_roles
from welfare.days import Quarter
from welfare.exports import ask_export
from welfare.models import ExportRequest, RoleGrant, User
from welfare.roles import Role

# how the names of addresses begin -> the rows they are about
ROWS: dict[str, Any] = {
    "worker": Worker, "claim": Claim, **ENDS, "payment": Claim, "meeting": Meeting, "committee": CommitteeMember, "advance": Advance, "agenda": AgendaItem,
    "vote": AgendaItem, "evidence": Evidence, "notice": Notice, "catalogue": CatalogueTopic, "suggestion": Suggestion, "suggestion-benefit-decide": SuggestionBenefit,
    "congress": Congress, "congress-paper": CongressPaper, "inspection": Inspection, "inspection-check": InspectionItem, "rectification": Rectification,
    "rectification-issue": Finding, "rectification-paper": RectificationPaper, "suggestion-paper": SuggestionPaper, "me-suggestion": Suggestion,
    "roster": RosterImport, "visit": Visit, "voucher": Voucher, "draft": DraftVoucher, "campaign": Campaign, "norm": Norm, "sheet": Sheet, "household": Household, "member": HouseholdMember,
    "kinship": Kinship, "filter": SavedFilter, "export": ExportRequest, "list": Notice, "annual": Notice,
    "account": User, "role-grant-decide": RoleGrant, "matter": Matter, "prompt": Prompt, "never": HardshipFile,
    "coop": Member, "enrolment": Enrolment, "collection": Collection, "receipt": Receipt,
    "figure": StatedFigure, "figure-agree": Explanation, "drive": Drive, "charter": Charter,
    "own": Claim, "hardship": HardshipFile, "survey": HardshipFile, "canvass": Canvass,
    "objection": HardshipFile, "notice-objection": NoticeObjection, "objection-paper": ObjectionPaper,
    "wall": Board, "posting": Posting, "posting-photo-file": PostingPhoto, "notice-proof": StepPaper, "measure": HardshipFile,
    "pairing": Pairing, "handover": Handover, "duty": VisitDuty, "cadre": Cadre,
    "callback": Callback, "me-visit": Visit, "me-matter": Matter,
    # these stand alone: their address begins otherwise than their row is called
    "pay": PayBatch, "pay-photo-file": CashPhoto, "card": CardChange, "correction": Correction, "card-change": Worker,
    "sheet-photo-file": SheetPhoto, "survey-photo-file": SurveyPhoto, "surveyor": HardshipFile, "household-new": Worker, "household-leave": Worker,
    "member-new": Household, "kinship-new": Worker, "matter-new": Worker, "insurance-new": Worker,
    "roster-import-repair": RosterImport, "voucher-paper": VoucherPaper, "signed-minutes": SignedCopy, "ledger": Account,
    "closing": PeriodStep, "books": Voucher, "bank-unmatch": BankMatch, "bank-forget": BankRule,
    "bank-voucher": BankLine, "cash": CashCount, "enrolment-new": Worker, "dues-new": Worker,
    "donation-new": Drive, "income-redraft": DraftVoucher, "income-void": DraftVoucher, "income-void-confirm": IncomeVoid, "income-void-drop": IncomeVoid, "handover-new": Pairing,
    "relief": Relief, "relief-new": Worker, "report": Report, "report-paper": ReportFile, "report-file": ReportFile, "canvass-assign": CanvassUnit, "box-answer": BoxOpening, "objection-answer": Objection, "hardship-paper": PaperFile, "measure-note": PlanMeasure,
}  # fmt: skip
# arguments that are no field of the row: what they are about instead
OTHERS: dict[str, Any] = {
    "meeting": Meeting, "campaign": Campaign, "goods": Goods, "run": Certification, "worker": Worker,
    "proxy": GiftProxy, "gift": Gift,
}  # fmt: skip
PLAIN = {
    "purpose": DRAW, "shape": "notices", "form": "xlsx",
    "key": "living", "year": DAY.year, "number": 4,
}  # fmt: skip


@pytest.fixture
def world(approved, committee, zhao, zheng, zhang, bian, sun, liang, gao, chen, guo, yun, he, hire):  # noqa: F811 - the fixture of the fund
    """A visit, a campaign, an announced claim and a suggestion."""
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 9, 1))
    visit(pairing, zhao, on=dt.date(2026, 9, 2))
    visit(pairing, zhao, needs=[Need.HOUSING])
    draw_sample(Quarter(2026, 3), on=DAY, by=zheng)
    successor = make_cadre(liang, zheng)
    propose_handover(pairing, successor, note="家里都好", on=DAY, by=zheng)
    campaign = drawn(locked(liang, gao), liang, (chen, guo, yun))
    attach_photo(campaign.sheets.get(), picture(), by=zheng, by_hand=True)
    came = Proxy("周小兰", "女儿", "本人住院", id_number(dt.date(1995, 6, 1)))
    recognise_proxy(campaign.gifts.get(), came, payers=(zheng, he), on=DAY)
    raise_prompts([Fact(PromptKind.HOSPITAL, "visit:0", zhang, "走访记录：住院")], on=DAY)
    home = make_household(zhang, by=zheng)
    add_member(home, facts={"name": "张小雨", "relation": Relation.CHILD}, by=zheng)
    declare_kinship(
        zhang, make_worker(), relation=KinRelation.OTHER, source="本人申报", on=DAY, by=zheng
    )
    care_in_writing(zhang, Walk(make_worker(), zheng, liang, [zhao, he], gao), hire, bian, sun)
    over = close_meeting(approved.items.get().meeting, on=DAY, by=zheng)
    ask_for_advance(make_worker("吴兰"), by=zheng)
    ask_for_relief(zhang, by=zheng)
    add_signed_copy(over, pages=[("签字件", picture())], on=DAY, by=zheng)
    keep_books(chen, guo, yun)
    notice = draft_claims_notice(over, on=DAY, by=bian)
    notice = release_notice(send_for_release(notice, on=DAY, by=bian), on=DAY, by=sun)
    object_to_notice(notice, Saying(1, "不是这样", files=[("a.jpg", picture())]), on=DAY)
    _on_the_wall(bian, sun, zheng)
    _join_and_pay(chen, zheng)
    _pay_in_cash(committee, zheng, liang, he, bian, chen, guo, yun)
    worker = make_worker("吴敏", bank_card="6222020000001233314")
    ask_card_change(
        worker, card="6222020000001233322", bank_name="", bank_branch="", document="新卡", by=zheng
    )
    ask_correction(zhang, item=DataItem.PHONE, wanted="尾号 6688", on=DAY, by=zhang.user)
    carry_out_a_suggestion(zhang, (zheng, liang, sun), hire)
    inspect_the_unit(zhang, (sun, zheng), hire)
    hold_a_congress(zheng)
    open_the_box(sun, hire)
    send_report(Telling(Category.OTHER, "少发了", files=[("a.jpg", picture())]), on=DAY)
    for name in ("女职工", "同上"):  # one of them is taken away by the walk
        save_filter(name, {"sex": "female"}, by=zheng)
    ask_export(
        shape="workers", title="花名册", query={}, filter_words="", form="xlsx", row_ids=[zhang.pk],
        reason="核对", by=zheng,
    )  # fmt: skip
    grantor = hire("grantor", "授权员", Role.SECURITY_ADMIN)
    set_roles(hire("newcomer", "新来的"), [Role.CASHIER], reason="任命", by=grantor)


def _on_the_wall(bian, sun, zheng) -> None:
    """The quarter's money on board 4 with its photograph, and something put right after its period."""
    notice = draft_period_notice("fund:2026:3", on=DAY, by=bian)
    notice = release_notice(send_for_release(notice, on=DAY, by=bian), on=DAY, by=sun)
    board = put_up_board(Branch.objects.first(), number=4, place="走廊", keeper="小组", by=zheng)
    post_notice(notice, board, poster="周立", photo=("a.jpg", picture()), on=DAY, by=bian)
    over = notice.public_until + dt.timedelta(days=1)
    for act, told in (
        (NoticeAct.FEEDBACK, NoticeTelling("看不清字")),
        (NoticeAct.ORDERED, NoticeTelling("重新打印", "周立", over)),
        (NoticeAct.RECTIFIED, NoticeTelling("印大了", papers=[("b.jpg", picture())])),
    ):
        take_notice_step(notice, act, told, on=over, by=bian)


def _pay_in_cash(committee, zheng, liang, he, bian, chen, guo, yun) -> None:  # noqa: F811 - the fixture of the fund
    """A second member's claim up to a cash sheet with its photograph."""
    member = enrol(make_worker("何芳"), joined_on=DAY.replace(month=1, day=5))
    claim = investigate(file_claim(member.worker, by=zheng), [liang, he], by=zheng)
    meeting = convene([claim], chair=committee[0], recorder=zheng)  # noqa: F811 - not the fixture
    vote_all(meeting, committee)
    finalise_ripe_items(meeting, on=DAY, by=committee[0])
    announce(Claim.objects.get(pk=claim.pk), by=bian)
    make_payment_voucher(claim, on=DAY, by=chen)
    review_payment(claim, on=DAY, by=guo)
    batch = make_batch([claim.pk], method=PayMethod.CASH, on=DAY, by=yun)
    end_a_claim(batch, yun)


def _join_and_pay(chen, zheng) -> None:
    """A registration, a due with its receipt, a file of dues, a drive, a figure, a draft charter."""
    register_enrolment(make_worker("孙丽"), opinion="同意入社", on=DAY, by=zheng)
    join_on_paper(make_worker("周芳"), chen)
    Collection.objects.create(
        kind=CollectionKind.UNIT, unit="青石站", filename="会费.xlsx", digest="0" * 64,
        status=CollectionStatus.PREVIEW, uploaded_at=clock.now(), uploaded_by=chen,
    )  # fmt: skip
    open_drive("献爱心", starts_on=DAY, ends_on=DAY, by=chen)
    state_figure(
        document="报告", words="7 万多元", measure=Measure.RAISED, amount=Decimal(75_000), as_of=DAY,
        by=chen,
    )  # fmt: skip
    told = StatedFigure.objects.get()
    facts = {"amount": 1, "paper": "收据 1", "words": "x", "entered_on": DAY, "entered_by": chen}
    Explanation.objects.create(figure=told, **facts)
    draft_charter(Charter.objects.in_force(on=DAY), version="修订草案", on=DAY, by=zheng)


def care_in_writing(zhang: Worker, walk: Walk, hire: Any, bian: User, sun: User) -> None:
    """An application with an objection, a plan with a measure, a canvass."""
    walk.surveyed().peer_review()
    notice = draft_certification_notice(walk.run, on=DAY, by=bian)
    release_notice(send_for_release(notice, on=DAY, by=bian), on=DAY, by=sun)
    hearers = [hire(f"hear{n}", f"核查{n}", Role.CADRE) for n in (1, 2)]
    raise_objection(
        walk.run, words="有车", source=Source.BOX, who="", handlers=hearers, on=DAY, by=walk.filler
    )
    file = HardshipFile.objects.get(worker=zhang)
    plan = make_plan(file, goals=[Goal.LIVING], aim="有活干", on=DAY, by=walk.filler)
    add_measure(
        plan, kind=MeasureKind.JOB, goal=Goal.LIVING, owner=walk.filler, due_on=DAY, source="",
        amount=None, on=DAY, by=walk.filler,
    )  # fmt: skip
    canvass = open_canvass("普查", stations=[zhang.station], due_on=DAY, on=DAY, by=walk.filler)
    assign_canvass(canvass.units.get(), people=walk.people, by=walk.filler)


@pytest.fixture
def roster(house, zhou) -> RosterImport:
    """A roster that was looked at and not yet written."""
    return read_roster_file(ROSTER, create_places=True, on=DAY, by=zhou)


def keep_books(chen, guo, yun) -> None:
    """A bank statement with a match and a rule, a hand-written draft, a count, a month to close."""
    bank = Account.objects.of("bank")
    voucher = Voucher.objects.filter(fund=bank.fund).order_by("pk").first()
    amount = f"{(total := voucher.entries.get(account=bank).amount):.2f}"
    rows = [("交易日期", "摘要", "收入", "支出", "余额"), (f"{DAY}", "存入", amount, "", amount),
            (f"{DAY}", "结息", "1.00", "", f"{total + 1:.2f}")]  # fmt: skip
    read = read_statement(SimpleUploadedFile("a.xlsx", workbook(*rows)), bank)
    statement = take_statement(read, bank, by=chen)
    first = statement.lines.get(memo="存入")
    match_lines(bank, lines=[first.pk], vouchers=[voucher.pk], by=chen)
    interest = Account.objects.of("interest")
    remember_rule(bank, word="结息", counter=interest, by=chen)
    write_voucher(
        bank.fund, date=DAY, summary="银行结息", papers=[("回单", picture())], on=DAY, by=chen,
        lines=[Line(bank, Side.DEBIT, Decimal(1)), Line(interest, Side.CREDIT, Decimal(1))],
    )  # fmt: skip
    IncomeVoid.objects.create(source="grant:0", reason="x", asked_by=chen, asked_on=DAY)
    count_cash(bank.fund, pieces={"100": 10}, explanation="", on=DAY, by=yun)
    ask_closing(bank.fund, through=DAY.replace(month=9, day=30), on=DAY, by=chen, reason="x")


def parameters(name: str) -> list[str]:
    """The arguments of an address."""
    return list(get_resolver().reverse_dict.getlist(name)[0][0][0][1])


def real_address(name: str) -> str:
    """The address of a name, about a row that is there."""
    if not parameters(name):
        return reverse(name)
    model = ROWS.get(name) or ROWS[name.partition("-")[0]]
    row = model.objects.order_by("pk").first()
    assert row is not None, f"{name}: no {model.__name__} in the world"
    kwargs = {}
    for parameter in parameters(name):
        if parameter in PLAIN:
            kwargs[parameter] = PLAIN[parameter]
        elif parameter == "row":
            kwargs[parameter] = row.rows.values_list("pk", flat=True).first()
        else:
            thing = row if parameter not in OTHERS else OTHERS[parameter].objects.first()
            kwargs[parameter] = (
                thing.pk if parameter in ("pk", *OTHERS) else getattr(row, parameter)
            )
    return reverse(name, kwargs=kwargs)
