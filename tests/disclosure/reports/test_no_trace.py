"""A reporter's round trip leaves nothing behind (security.md J1-J6, J10, J11)."""

import io
import logging
import re
from collections import Counter

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from disclosure.actions.report_steps import shuffle_rows
from disclosure.actions.reports import send_report
from disclosure.models.reports import Report, ReportMessage, ReportStep
from disclosure.report_gate import Gate
from disclosure.report_keys import new_code
from tests.disclosure.reports.conftest import WORDS, send_online, telling
from tests.mutualfund.fund import picture
from tests.people import DAY
from welfare import clock
from welfare.models import AuditEntry

NEW, CHECK, ADD = reverse("report-new"), reverse("report-check"), reverse("report-add")
CANARY = "金丝雀九八七"


def everything_stored() -> str:
    """Every value of every row of every table, as text."""
    told = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            told += [row[0] for row in cursor]
    return "\n".join(told)


def as_hex(text: str) -> str:
    """How bytea columns print it."""
    return text.encode().hex()


@pytest.fixture
def log():
    """Whatever is logged meanwhile, by anybody."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_a_round_trip_sets_no_cookie_and_begins_no_session(client, handlers):
    audits, code = AuditEntry.objects.count(), send_online(client)
    client.post(CHECK, {"code": code})
    client.post(ADD, {"code": code, "words": "再说一句"})
    client.post(CHECK, {"code": "1" * 16})
    client.post(reverse("report-leave"))
    client.get(f"{CHECK}?code={code}", follow=True)
    assert dict(client.cookies) == {}
    assert Session.objects.count() == 0
    assert AuditEntry.objects.count() == audits


def test_it_looks_at_no_login(as_, zheng, handlers):
    signed_in = as_(zheng)
    audits = AuditEntry.objects.count()
    page = signed_in.get(NEW).content.decode()
    assert "郑敏" not in page
    assert "退出" not in page
    send_online(signed_in)
    assert AuditEntry.objects.count() == audits
    assert not ReportMessage.objects.filter(by__isnull=False).exists()
    assert not ReportStep.objects.filter(by__isnull=False).exists()


@pytest.mark.parametrize("address", [NEW, CHECK])
def test_no_copy_and_no_address_goes_on(client, handlers, address):
    for answer in (client.get(address), client.post(address, {"code": "1" * 16})):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers


def test_no_address_holds_the_code(client, handlers):
    code = send_online(client)
    page = client.post(CHECK, {"code": code}).content.decode()
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    assert addresses
    assert not [one for one in addresses if code in one]


def test_nothing_of_hundred_reporters_is_stored_or_logged(handlers, log):
    seconds = []
    for n in range(100):
        with clock.travel(clock.now().replace(hour=9, minute=n % 60, second=(n * 7) % 60)):
            seconds.append(f"{clock.now():%H:%M:%S}")
            client = Client(
                REMOTE_ADDR=f"10.77.{n}.{255 - n}",
                HTTP_USER_AGENT=f"Reporter/{n}.77 (Agent)",
                HTTP_X_FORWARDED_FOR=f"172.31.{n}.9",
            )
            _, code = send_report(telling(f"{WORDS}{n}"), on=clock.today())
            client.get(NEW)
            client.post(CHECK, {"code": code})
            client.post(ADD, {"code": "x" * 2000, "words": "a"})
    kept = everything_stored() + log.getvalue() + str([one.body for one in mail.outbox])
    assert not [n for n in range(100) if f"10.77.{n}." in kept or f"172.31.{n}." in kept]
    assert "Reporter/" not in kept
    later = kept.replace("09:00:00", "")  # the day of the tests begins at nine for everybody else
    assert not [one for one in set(seconds) - {"09:00:00"} if one in later]


def test_the_first_post_leaves_no_time_either(handlers):
    with clock.travel(clock.now().replace(hour=16, minute=17, second=38)):
        send_online(Client(REMOTE_ADDR="10.77.1.1"))
        kept = everything_stored()
    assert "16:17:38" not in kept
    assert "10.77.1.1" not in kept


def test_what_was_told_is_nowhere_in_plain(client, handlers):
    code = send_online(
        client, CANARY, subjects=f"{CANARY}甲", name=f"{CANARY}乙", contact=f"{CANARY}丙"
    )
    client.post(ADD, {"code": code, "words": f"{CANARY}丁"})
    kept = everything_stored()
    assert CANARY not in kept
    assert as_hex(CANARY) not in kept
    assert code not in kept


def test_the_code_is_kept_as_a_slow_hash_alone(sent):
    report, code = sent
    assert len(bytes(report.receipt)) == 16
    assert as_hex(code) not in everything_stored()


def test_codes_are_even_and_never_the_same():
    many = 20_000
    codes = [new_code() for _ in range(many)]
    assert len(set(codes)) == many
    counts = Counter("".join(codes))
    expected = many * 16 / 10
    chi = sum((counts[digit] - expected) ** 2 / expected for digit in "0123456789")
    assert chi < 33.7  # nine degrees of freedom: passed 9999 times in 10000


def test_a_long_code_is_refused_before_it_is_hashed(client, sent, monkeypatch):
    def never(code):
        raise AssertionError("hashed")

    monkeypatch.setattr("disclosure.views.report.case_of", never)
    answer = client.post(CHECK, {"code": "1" * 1_000_000})
    assert answer.status_code == 200
    assert "太长" in answer.content.decode()


def test_guessing_is_slowed_for_all_together():
    minute = [0.0]
    gate = Gate(60, now=lambda: minute[0])
    assert sum(gate.lets_through() for _ in range(1000)) <= 60
    minute[0] = 61.0
    assert gate.lets_through()


def test_who_guesses_is_told_to_wait(client, sent):
    answers = [client.post(CHECK, {"code": f"{n:016d}"}).status_code for n in range(40)]
    assert 429 in answers
    assert "等一分钟" in client.post(CHECK, {"code": sent[1]}).content.decode()


def test_rows_do_not_tell_which_report_of_a_day_came_first(handlers):
    made = [send_report(telling(f"{n}"), on=DAY)[0].pk for n in range(60)]
    stored = list(Report.objects.order_by("pk").values_list("pk", flat=True))
    ranks = [stored.index(pk) for pk in made]
    n = len(made)
    apart = sum((rank - place) ** 2 for place, rank in enumerate(ranks))
    assert abs(1 - 6 * apart / (n * (n * n - 1))) < 0.5


def test_the_night_takes_the_order_from_the_disk_too(handlers):
    for n in range(8):
        send_report(telling(f"{n}"), on=DAY)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        shuffle_rows()
        for part in ("report", "reportmessage", "reportstep", "reportshare"):
            cursor.execute(f"SELECT id FROM disclosure_{part} ORDER BY ctid")
            lying = [row[0] for row in cursor]
            assert len(lying) >= 8
            assert lying == sorted(lying)


def test_an_upload_never_lies_on_the_disk_unsealed(client, handlers, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("written to the disk")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", never)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", never)
    big = picture() + b"\0" * 1_500_000
    upload = io.BytesIO(big)
    upload.name = "a.jpg"
    answer = client.post(NEW, {"category": "money", "words": WORDS, "papers": [upload]})
    assert "已收到您的举报" in answer.content.decode()
