"""入社登记: registered, printed, signed, and a member with the first due."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.dues import receive_due
from mutualfund.actions.enrolments import approve_enrolments
from mutualfund.actions.members import register_enrolment, sign_enrolment, withdraw_enrolment
from mutualfund.models import DueKind, Enrolment, Member, Receipt
from tests.mutualfund.fund import enrol, picture
from tests.mutualfund.sql import as_app, run
from tests.people import DAY, make_worker
from welfare.errors import Refused


@pytest.fixture
def registered(coop, li, zheng) -> Enrolment:
    """Li wants to join."""
    return register_enrolment(li, opinion="同意入社", on=DAY, by=zheng)


def pay_first(worker, by):
    return receive_due(worker, kind=DueKind.FIRST, year=DAY.year, amount=Decimal(50), on=DAY, by=by)


def test_the_officer_registers_prints_and_takes_the_signature(coop, as_, zheng, li):
    client = as_(zheng)
    assert li.name in client.get(reverse("coop-absent")).content.decode()
    answer = client.post(reverse("enrolment-new", args=[li.pk]), {"opinion": "同意"}, follow=True)
    form = answer.content.decode()
    assert "互助补充保险合作社入社登记表" in form
    assert "签名：" in form
    assert str(li.id_number) not in form
    enrolment = Enrolment.objects.get()
    client.post(reverse("enrolment-sign", args=[enrolment.pk]))
    enrolment.refresh_from_db()
    assert enrolment.state == ("wait", "待批准")


def test_the_signed_form_may_come_with_its_scan(registered, as_, zheng):
    client, paper = as_(zheng), picture()
    sent = {"scan": SimpleUploadedFile("表.jpg", paper)}
    with as_app():
        client.post(reverse("enrolment-sign", args=[registered.pk]), sent)
    registered.refresh_from_db()
    address = reverse("enrolment-scan", args=[registered.scan.uid])
    assert address in client.get(registered.get_absolute_url()).content.decode()
    assert client.get(address)["Content-Disposition"].startswith("attachment")
    with pytest.raises(DatabaseError, match="goes forward only"):
        run("UPDATE mutualfund_enrolment SET scan_id = NULL")
    other = register_enrolment(make_worker("钱某"), opinion="", on=DAY, by=zheng)
    with pytest.raises(Refused, match="已经传过"):
        sign_enrolment(other, scan=paper, on=DAY, by=zheng)


def test_a_scan_that_comes_later_has_its_place_once(registered, as_, zheng, gao):
    client, address = as_(zheng), reverse("enrolment-sign", args=[registered.pk])

    def sent(content: bytes) -> str:
        paper = SimpleUploadedFile("表.jpg", content)
        return client.post(address, {"scan": paper}, follow=True).content.decode()

    assert "是空文件" in sent(b"")  # not a signature without its scan
    registered.refresh_from_db()
    assert registered.signed_on is None
    sign_enrolment(registered, on=DAY, by=zheng)
    approve_enrolments([registered], document="三号", approved_on=DAY, on=DAY, by=gao)
    assert "补传" in client.get(registered.get_absolute_url()).content.decode()
    with as_app():
        page = sent(picture())
    assert "签过字的表补上了" in page
    registered.refresh_from_db()
    link = reverse("enrolment-scan", args=[registered.scan.uid])
    assert link in as_(gao).get(registered.get_absolute_url()).content.decode()
    assert "不能换" in sent(picture((9, 9)))


def test_it_takes_no_due_before_the_signature(registered, li, chen):
    with pytest.raises(Refused, match="还没有签名"):
        pay_first(li, chen)
    assert not Member.objects.exists()


def test_the_first_due_makes_the_member(registered, li, chen, zheng, gao):
    sign_enrolment(registered, on=DAY, by=zheng)
    approve_enrolments([registered], document="三号", approved_on=DAY, on=DAY, by=gao)
    pay_first(li, chen)
    registered.refresh_from_db()
    assert registered.member.worker == li
    assert registered.state == ("ok", "已入社")


def test_the_accountant_takes_the_first_due_on_the_page(registered, li, as_, chen, zheng, gao):
    sign_enrolment(registered, on=DAY, by=zheng)
    approve_enrolments([registered], document="三号", approved_on=DAY, on=DAY, by=gao)
    sent = {"paid_on": DAY.isoformat(), "method": "cash", "payer": "self", "receipt_no": ""}
    answer = as_(chen).post(reverse("dues-new", args=[li.pk]), sent, follow=True)
    assert "人民币伍拾元整" in answer.content.decode()
    due = Member.objects.get().dues.get()
    assert (due.kind, due.year, due.amount) == ("first", DAY.year, Decimal(50))
    assert due.receipt_no == str(Receipt.objects.get()) == "SJ-2026-0001"


def test_nobody_registers_twice_or_as_a_member(registered, zhang_joined, zheng):
    with pytest.raises(Refused, match="接着办那一份"):
        register_enrolment(registered.worker, opinion="", on=DAY, by=zheng)
    with pytest.raises(Refused, match="已是社员"):
        register_enrolment(zhang_joined.worker, opinion="", on=DAY, by=zheng)


def test_a_withdrawn_registration_is_over(registered, zheng):
    withdraw_enrolment(registered, on=DAY, by=zheng)
    with pytest.raises(Refused, match="已经办完"):
        sign_enrolment(registered, on=DAY, by=zheng)
    assert register_enrolment(registered.worker, opinion="", on=DAY, by=zheng).pk


def test_the_list_of_those_outside_is_the_roster_less_the_members(coop, as_, zheng):
    inside, outside = make_worker("钱甲"), make_worker("钱乙")
    enrol(inside, joined_on=DAY)
    page = as_(zheng).get(reverse("coop-absent"), {"q": "钱"}).context["page"]
    assert list(page) == [outside]
