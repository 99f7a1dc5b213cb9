"""Nasty values in every argument, query key and form field of every address: never a 5xx."""

import random
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mutualfund.models import CommitteeMember
from tests.people import DAY
from tests.world import parameters, real_address
from welfare.policy import POLICY
from welfare.roles import ROLE_PERMISSIONS, Role

NASTY = [
    "\x00", "a\x00b", "²", "١٢", "-1", "0", "1e9", "99999999999999999999999", "2147483648", "0000",
    "9999-12", "0000-00", "2026-13", "1999-01-01", "9999-12-31", "NaN", "Infinity", "' OR 1=1 --",
    "%s%d", "\ud800".encode("utf-8", "replace").decode(), "\u202e倒", "🦆" * 200, "x" * 5000, " ", "\r\n",
    "../../etc/passwd", "{{ 7*7 }}", "<script>", "None", "true",
]  # fmt: skip
KEYS = [
    "page", "q", "m", "year", "state", "kind", "tier", "station", "show", "field", "worker", "who",
    "sort", "code", "next", "size", "contrast", "branch", "post", "sex", "more", "go", "pairing",
    "event_date", "total_cost", "other_aid", "relation", "event", "choice", "opinion", "member",
    "proof", "people", "reason", "name", "paper", "method", "visited_on", "finding", "conclusion",
    "held_on", "starts_at", "chair", "recorder", "claims", "present", "mode", "needs", "note", "key",
    "title", "measure", "proposers", "made_on", "outcome", "through", "username", "password",
]  # fmt: skip
STAYS = {"logout"}  # signing out would end the walk
SEED = 20261020
ADDRESSES = sorted(POLICY.keys() - STAYS)
WORLDS = 8  # making a world takes longer than walking through it
GROUPS = [ADDRESSES[start::WORLDS] for start in range(WORLDS)]


def bad_addresses(name: str, dice: random.Random) -> Iterator[str]:
    """The address with nasty arguments, as far as its converters let them in."""
    whole = real_address(name)
    yield whole
    if "number" in parameters(name):
        yield from (f"/notices/{quote(value, safe='')}/" for value in dice.sample(NASTY, 5))
    parts = whole.strip("/").split("/")
    for place, part in enumerate(parts):
        if part.isdecimal():
            huge = "9" * dice.randint(10, 40)
            yield f"/{'/'.join([*parts[:place], huge, *parts[place + 1 :]])}/"


def some(dice: random.Random) -> list[tuple[str, str]]:
    """A handful of keys with nasty values."""
    return [(key, dice.choice(NASTY)) for key in dice.sample(KEYS, 8)]


def visitor(name: str, everyone, as_) -> Client:
    """Somebody who may open the page."""
    rule = POLICY[name]
    roles = [role for role in Role if rule in ROLE_PERMISSIONS[role]]
    client = as_(everyone[roles[0].value]) if roles else as_(everyone[Role.OFFICER.value])
    client.raise_request_exception = False
    return client


def broken_by(name: str, everyone, as_) -> list[tuple[int, str]]:
    """What breaks at an address; whatever the nasty values changed is undone for the next one."""
    dice = random.Random(f"{SEED}{name}")  # noqa: S311 - the same nasty values every time
    broken = []
    with transaction.atomic():
        client = visitor(name, everyone, as_)
        for address in bad_addresses(name, dice):
            query = some(dice)
            asked = f"{address}?{urlencode(query)}"
            answers = [client.get(asked), client.post(asked, dict(query))]
            broken += [(a.status_code, asked) for a in answers if a.status_code >= 500]
        transaction.set_rollback(True)
    return broken


@pytest.mark.parametrize("names", GROUPS, ids=lambda names: names[0])
def test_no_page_breaks(names, as_, everyone, world, roster):
    assert [one for name in names for one in broken_by(name, everyone, as_)] == []


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("accountant", "/fund/ledger/?m=9999-12"),
        ("accountant", "/fund/ledger/?m=0001-01"),
        ("officer", "/claims/?year=0000"),
        ("officer", "/pairings/?station=²"),
        ("officer", "/hardship/?quarter=2026-12&on=0000-00-00"),
        ("officer", "/duties/?quarter=2026-34&state=²&files=1"),
        ("officer", "/visits/?quarter=2026-23"),
        ("officer", "/visits/callbacks/?campaign=²"),
    ],
)
def test_it_answers_a_strange_filter_with_a_page(as_, everyone, role, address):
    assert as_(everyone[role]).get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/notices/%00/", "/notices/%00/verify/", "/workers/?q=%00", "/pairings/?kind=%00",
     "/pairings/?tier=%00"],
)  # fmt: skip
def test_it_answers_400_to_a_nul(as_, zheng, address):
    answer = as_(zheng).get(address)
    assert answer.status_code == 400
    assert "发来的内容不完整" in answer.content.decode()


@pytest.mark.parametrize("address", ["/workers/find/", "/claims/new/"])
def test_it_answers_400_to_a_nul_in_a_form(as_, zheng, address):
    assert as_(zheng).post(address, {"q": "张\x00", "worker": "\x00"}).status_code == 400


def test_it_tells_at_its_field_that_no_charter_covers_the_day(as_, zheng, zhang_joined):
    sent = {
        "worker": zhang_joined.worker_id, "kind": "education", "relation": "self",
        "event_date": "1999-01-01", "event": "上学", "total_cost": "1", "other_aid": "0",
    }  # fmt: skip
    answer = as_(zheng).post(reverse("claim-new"), sent)
    assert answer.status_code == 200
    assert "1999-01-01 没有生效的章程" in answer.content.decode()


def test_it_refuses_the_former_seat_of_a_member(as_, zheng, meeting, lin):
    seat = CommitteeMember.objects.get(user=lin)
    old = CommitteeMember.objects.create(
        user=lin, kind=seat.kind, since=DAY.replace(year=2020), until=DAY.replace(year=2021)
    )
    address = reverse("vote-proxy", args=[meeting.items.get().pk])
    sent = {"member": old.pk, "choice": "agree", "proof": "第 1 页"}
    assert "不在这次会议的名册上" in as_(zheng).post(address, sent, follow=True).content.decode()
