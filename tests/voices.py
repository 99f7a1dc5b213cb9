"""What workers and supervisors say: one row of each noun, for the world of the tests."""

from typing import Any

from disclosure.actions.box_openings import record_opening
from disclosure.actions.congresses import record_congress
from disclosure.actions.handler_keys import make_key
from disclosure.actions.inspections import add_finding, open_inspection
from disclosure.actions.papers import cleaned
from disclosure.actions.rectifications import issue_order
from disclosure.actions.suggestion_work import (
    accept_suggestion,
    claim_benefit,
    rate_suggestion,
    report_suggestion_done,
)
from disclosure.actions.suggestions import (
    answer_suggestion,
    collect_suggestion,
    score_suggestion,
    screen_suggestion,
)
from disclosure.delegate_lines import Attending
from disclosure.models import (
    Attendance,
    BenefitKind,
    Board,
    CongressKind,
    Finding,
    InspectionKind,
    Quality,
    SuggestionField,
    SuggestionStatus,
)
from disclosure.models.suggestion_work import CRITERIA
from staff.models import Heard, Rating, Tenure, Worker
from tests.mutualfund.fund import picture
from tests.people import DAY
from welfare.days import Quarter
from welfare.models import User
from welfare.roles import Role


def carry_out_a_suggestion(zhang: Worker, hands: tuple[User, User, User], hire: Any) -> None:
    """An implemented suggestion with a paper and a benefit somebody has to confirm."""
    officer, asker, supervisor = hands
    suggestion = collect_suggestion(
        [zhang], field=SuggestionField.SAFETY, title="装灯", present="", measure="装一盏",
        on=DAY, by=officer,
    )  # fmt: skip
    screen_suggestion(suggestion, by=officer)
    points = dict.fromkeys(CRITERIA, 10)
    for judge in (hire(f"judge{n}", f"评审{n}", Role.COMMITTEE) for n in (1, 2)):
        score_suggestion(suggestion, points=points, words="", by=judge)
    answer_suggestion(
        suggestion, outcome=SuggestionStatus.IMPLEMENTING, reply="办", owner="设备科", due_on=DAY,
        by=officer,
    )  # fmt: skip
    files = cleaned([picture()])
    report_suggestion_done(suggestion, evidence="照片", files=files, on=DAY, by=officer)
    accept_suggestion(suggestion, by=supervisor)
    rate_suggestion(suggestion, rating=Rating.SATISFIED, heard=Heard.PHONE, words="", by=asker)
    claim_benefit(
        suggestion, kind=BenefitKind.INDIRECT, amount=None, basis="看得清", on=DAY, by=officer
    )


def inspect_the_unit(zhang: Worker, hands: tuple[User, User], hire: Any) -> None:
    """An open inspection with something drawn, a finding, and an order with a photograph."""
    supervisor, owner = hands
    second = hire("second", "第二检查人", Role.SUPERVISOR)
    inspection = open_inspection(
        zhang.station.branch, kind=InspectionKind.QUARTER, quarter=Quarter.of(DAY),
        inspectors=[supervisor, second], on=DAY, by=supervisor,
    )  # fmt: skip
    finding = add_finding(
        inspection, quality=Quality.STANDARD, points=4, reason="挂在屋里", by=supervisor,
        source=Finding.Source.SITE,
    )  # fmt: skip
    issue_order(
        finding, demand="移到过道", owner=owner, due_on=DAY, files=cleaned([picture()]), on=DAY,
        by=supervisor,
    )  # fmt: skip


def hold_a_congress(by: User) -> None:
    """A meeting with its delegates nobody has confirmed yet."""
    delegates = [Attending(held, Attendance.PRESENT) for held in Tenure.objects.on(DAY)[:3]]
    record_congress(
        CongressKind.CONGRESS, title="职代会", held_on=DAY, place="", delegates=delegates, agenda="报告", files=cleaned([picture()]), on=DAY, by=by,
    )  # fmt: skip


def open_the_box(sun: User, hire: Any) -> None:
    """Two handlers with their keys, and an opening the second has not confirmed."""
    beside = hire("beside", "第二受理人", Role.SUPERVISOR)
    for user in (sun, beside):
        make_key(user, passphrase="a-long-passphrase", on=DAY)
    record_opening(
        Board.objects.first(), second=beside, papers=1, words="锁好", opened_on=DAY, on=DAY, by=sun
    )
