"""入社登记 is obligatory: signed, approved by the committee, announced; on paper by workbook with its scan."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.collections import receive_file
from mutualfund.actions.dues import receive_due
from mutualfund.actions.enrolments import announce_enrolments, approve_enrolments
from mutualfund.actions.members import (
    register_enrolment,
    sign_enrolment,
    withdraw_enrolment,
)
from mutualfund.models import CollectionKind, DueKind, Enrolment, EnrolmentScan, Member
from tests.books import workbook
from tests.mutualfund.fund import enrol, picture, register
from tests.mutualfund.sql import as_app, run
from tests.people import DAY, make_worker
from welfare.errors import Refused

HEADER = ("姓名", "工号", "申请日期", "签名日期", "单位工会意见")
EARLIER = dt.date(2026, 10, 12)


def first_due(worker, by, on=DAY):
    return receive_due(worker, kind=DueKind.FIRST, year=on.year, amount=Decimal(50), on=on, by=by)


def paper(worker, applied="2026-10-10", signed="2026-10-12"):
    return (worker.name, worker.number, applied, signed, "同意")


def sent(*rows) -> dict:
    return {
        "file": SimpleUploadedFile("登记.xlsx", workbook(HEADER, *rows)),
        "scan": SimpleUploadedFile("登记表.jpg", picture()),
    }


def approve(rows, by, on=DAY) -> int:
    return approve_enrolments(rows, document="三次会", approved_on=on, on=DAY, by=by)


@pytest.fixture
def signed(coop, li, zheng) -> Enrolment:
    """Li signed the printed form."""
    return sign_enrolment(
        register_enrolment(li, opinion="", on=EARLIER, by=zheng), on=EARLIER, by=zheng
    )


def test_paper_registrations_come_by_workbook_are_approved_and_announced(
    coop, as_, zheng, gao, chen
):
    workers = [make_worker("钱甲"), make_worker("钱乙")]
    with as_app():
        page = (
            as_(zheng)
            .post(reverse("enrolment-file"), sent(*map(paper, workers)), follow=True)
            .content.decode()
        )
        assert "补录了 2 份登记，等互助委批准" in page
        keys = list(Enrolment.objects.to_approve().values_list("pk", flat=True))
        assert "批准入社登记" in as_(gao).get("/office/").content.decode()
        told = {"enrolment": keys, "document": "第三次会议", "approved_on": "2026-10-12"}
        scan = reverse("enrolment-scan", args=[EnrolmentScan.objects.get().uid])
        assert scan in as_(gao).get(f"{reverse('enrolment-list')}?show=approve").content.decode()
        assert as_(gao).get(scan).status_code == 200  # he sees the paper he approves
        assert as_(chen).get(scan).status_code == 404
        as_(gao).post(reverse("enrolment-approve"), told)
        as_(zheng).post(reverse("enrolment-announce"), {"enrolment": keys})
    one = Enrolment.objects.first()
    assert (one.approval_no, one.announced_on, one.state) == ("第三次会议", DAY, ("info", "待缴"))
    assert as_(zheng).get(scan)["Content-Disposition"].startswith("attachment")
    first_due(workers[0], chen, on=EARLIER)
    assert Member.objects.get().enrolment.worker == workers[0]
    form = as_(zheng).get(one.get_absolute_url()).content.decode()
    assert "第三次会议，" in form
    assert "批准，高丽登记" in form


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("钱丙", "X0000", "2026-10-10", "2026-10-12", ""), "第 2 行「姓名」：职工档案里没有"),
        (("钱甲", None, "2026-10-10", "2026-10-01", ""), "签名日期早于申请日期"),
        (("钱甲", None, "2026-10-10", "2027-01-01", ""), "不能晚于今天"),
    ],
)
def test_a_wrong_row_is_told_and_nothing_is_written(coop, as_, zheng, row, words):
    worker = make_worker("钱甲")
    row = (row[0], row[1] or worker.number, *row[2:])
    page = as_(zheng).post(reverse("enrolment-file"), sent(row)).content.decode()
    assert words in page
    assert not Enrolment.objects.exists()
    assert not EnrolmentScan.objects.exists()


def test_no_first_due_without_a_registration(coop, li, chen):
    with pytest.raises(Refused, match=r"没有入社登记.*批量补录"):
        first_due(li, chen)


def test_no_first_due_before_the_committee_approved(signed, li, chen, gao):
    with pytest.raises(Refused, match="互助委还没有批准"):
        first_due(li, chen)
    approve([signed], gao)
    with pytest.raises(Refused, match="2026-10-20 才签名批准齐"):
        first_due(li, chen, on=EARLIER)
    first_due(li, chen)


def test_a_file_of_dues_says_who_is_not_registered(coop, chen):
    worker, ready = make_worker("钱甲"), make_worker("钱乙")
    register(ready, on=EARLIER)
    rows = [(one.name, one.number, "2026-10-12", 50) for one in (worker, ready)]
    book = workbook(("姓名", "工号", "扣款日期", "扣款金额(元)"), *rows)
    read = receive_file(
        SimpleUploadedFile("代扣.xlsx", book), kind=CollectionKind.PAYROLL, unit="财务科", on=DAY,
        by=chen,
    )  # fmt: skip
    (problem,) = read.problems
    assert problem["cell"] == "第 2 行「姓名」"
    assert "钱甲 没有入社登记" in problem["message"]


def test_who_entered_it_or_is_kin_does_not_approve(signed, li, gao, zheng, hire):
    with pytest.raises(Refused, match="写哪次会议"):
        approve_enrolments([signed], document=" ", approved_on=DAY, on=DAY, by=gao)
    with pytest.raises(Refused, match="批准不能更早"):
        approve([signed], gao, on=EARLIER - dt.timedelta(days=1))
    with pytest.raises(Refused, match="是您登记的"):
        approve([signed], zheng)
    li.user = gao
    li.save()
    with pytest.raises(Refused, match="您本人或亲属"):
        approve([signed], gao)
    change = (
        "UPDATE mutualfund_enrolment SET approved_on = %s, approved_by_id = %s, approval_no = 'x'"
    )
    for person in (zheng, gao):
        with pytest.raises(DatabaseError, match="does not approve"):
            run(change, DAY, person.pk)


def test_steps_are_taken_once(signed, gao, zheng):
    with pytest.raises(Refused, match="还没有批准"):
        announce_enrolments([signed], on=DAY, by=zheng)
    approve([signed], gao)
    with pytest.raises(Refused, match="已经批准过"):
        approve([signed], gao)
    announce_enrolments([signed], on=DAY, by=zheng)
    with pytest.raises(Refused, match="已经公布过"):
        announce_enrolments([signed], on=DAY, by=zheng)
    for change in ("signed_on = '2026-01-01'", "approval_no = 'y'", "announced_on = '2026-12-01'"):
        with pytest.raises(DatabaseError, match="goes forward only"):
            run(f"UPDATE mutualfund_enrolment SET {change}")


def test_a_withdrawn_one_is_not_announced(signed, gao, zheng):
    approve([signed], gao)
    withdraw_enrolment(signed, on=DAY, by=zheng)
    with pytest.raises(Refused, match="撤回了"):
        announce_enrolments([signed], on=DAY, by=zheng)


def test_no_step_leaves_the_one_before_it_empty(coop, li, gao, zheng):
    unsigned = register_enrolment(li, opinion="", on=EARLIER, by=zheng)
    change = "UPDATE mutualfund_enrolment SET {0}_on = %s, {0}_by_id = %s"
    with pytest.raises(DatabaseError, match="enrolment_approval_is_whole"):
        run(f"{change.format('approved')}, approval_no = 'x'", DAY, gao.pk)
    with pytest.raises(DatabaseError, match="enrolment_announced_after_approval"):
        run(change.format("announced"), DAY, zheng.pk)
    insert = (
        "INSERT INTO mutualfund_enrolment (number, worker_id, applied_on, opinion, entered_by_id,"
        " approval_no, {0}_on) VALUES ('RS-9999', %s, %s, '', %s, '', %s)"
    )
    for step in ("announced", "withdrawn"):
        with pytest.raises(DatabaseError, match="begins without approval"):
            run(insert.format(step), make_worker(step).pk, DAY, zheng.pk, DAY)
    assert unsigned.signed_on is None


def test_the_database_takes_no_member_without_a_registration(coop, li):
    insert = (
        "INSERT INTO mutualfund_member (number, joined_on, leave_reason, worker_id)"
        " VALUES ('SY-9999', %s, '', %s)"
    )
    with pytest.raises(DatabaseError, match="no registration signed and approved"):
        run(insert, DAY, li.pk)


def test_who_has_lapsed_registers_and_joins_again(coop, zhang, zheng, gao, chen):
    enrol(zhang, joined_on=DAY - dt.timedelta(days=600))
    with pytest.raises(Refused, match="没有入社登记"):
        first_due(zhang, chen)
    again = sign_enrolment(
        register_enrolment(zhang, opinion="", on=DAY, by=zheng), on=DAY, by=zheng
    )
    approve([again], gao)
    first_due(zhang, chen)
    assert Member.objects.filter(worker=zhang).count() == 2
