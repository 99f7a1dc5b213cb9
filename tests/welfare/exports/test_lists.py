"""Every list of the product can be taken out, by those whose list it is."""

import datetime as dt
from types import SimpleNamespace
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import resolve

from mutualfund.actions.proofs import publish_heads
from tests.people import DAY
from tests.welfare.exports.books import csv_lines, sheets, url
from tests.world import real_address
from welfare.access import LOGIN, PUBLIC
from welfare.policy import POLICY
from welfare.roles import ROLE_PERMISSIONS, Role
from welfare.shapes import Column, told_plainly
from welfare.take_out import SHAPES

# lists nobody takes out, and why
EXCEPT = {
    "report-desk": "no word of a report 举报 leaves the house, and no list of them",
    "hotline-duties": "who answered the report telephone is read by the handlers alone",
    "box-openings": "who opened a box is read by the handlers alone",
    "notice-list": "public; the desk of notices goes out",
    "catalogue": "public; the catalogue of the office goes out",
    "catalogue-topic": "public; the catalogue of the office goes out",
    "suggestion-board": "public; the list of suggestions goes out",
    "rectification-public": "public; the list of orders goes out",
    "book-heads": "public; the proofs of the books go out",
    "roster-import-preview": "the file itself comes back with its wrong cells red",
    "filter-list": "one's own saved filters, a part of another page",
    "hardship-take-over": "papers that wait for a second pair of eyes, a part of another page",
    "hardship-own": "the worker's own page, in print",
    "own-claim-list": "the worker's own page",
    "me-looks": "the worker's own page, in the copy of his data",
    "fund-public": "public; the vouchers go out by the books",
}


def may(role: str, permissions: set[str]) -> bool:
    """Whether a role holds all of them."""
    return permissions | {"use_office"} <= ROLE_PERMISSIONS[Role(role)]


def path_of(shape) -> str:
    """The query that stands for the path of the list's page, about rows that are there."""
    found = resolve(real_address(shape.page)).kwargs
    return urlencode({key: found[key] for key in shape.of})


def test_every_list_goes_out_in_three_forms(as_, everyone, world, roster):
    publish_heads(on=DAY)
    for key, shape in SHAPES.items():
        client = as_(
            next(user for role, user in everyone.items() if may(role, {*shape.permissions}))
        )
        query, header = path_of(shape), [column.title for column in shape.columns]
        book = sheets(client.get(url(key, "xlsx", query)).content)
        assert next(iter(book.values()))[1] == header, key
        assert csv_lines(client.get(url(key, "csv", query)).content)[1] == header, key
        assert shape.title in client.get(url(key, "print", query)).content.decode(), key
        asked = client.get(f"/exports/new/{key}/?{query}")
        assert asked.status_code in ({200, 403} if shape.has_masks else {403, 404}), key


def test_every_list_opens_to_exactly_its_roles(as_, everyone, world, roster):
    paths = {key: path_of(shape) for key, shape in SHAPES.items()}
    wrong = []
    for place, (role, user) in enumerate(everyone.items()):
        client = as_(user)
        for n, (key, shape) in enumerate(SHAPES.items()):
            inside = may(role, {*shape.permissions})
            if inside and (place + n) % 3:
                continue  # a third of those who may take it out; whoever may not is turned away
            code = client.get(url(key, "csv", paths[key])).status_code
            fine = code in {200, 404} if inside else code == 403
            if not fine:
                wrong.append((role, key, code))
    assert wrong == []


def test_a_list_of_something_is_no_list_of_nothing(as_, everyone, world, roster):
    for key, shape in SHAPES.items():
        if shape.of:
            client = as_(
                next(user for role, user in everyone.items() if may(role, {*shape.permissions}))
            )
            for path in ("", f"{shape.of[0]}=x", f"{shape.of[0]}=１"):
                assert client.get(url(key, "csv", path)).status_code == 404, (key, path)


def test_who_approves_reads_the_filters_in_words():
    for shape in SHAPES.values():
        assert not (shape.has_masks and shape.filters and shape.words is told_plainly), shape.key


def is_list(name: str, answer) -> bool:
    """Whether the page shows a list: it is called one, or it has pages."""
    if answer.status_code != 200 or answer.context is None:
        return False
    layers = [layer for context in answer.context for layer in context]
    paged = any(isinstance(value, Page) for layer in layers for value in layer.values())
    return paged or name.endswith("-list")


def test_every_list_page_offers_to_take_it_out(as_, everyone, world, roster):
    clients = {role: as_(user) for role, user in everyone.items()}
    without, seen = [], set()
    for name in sorted(POLICY.keys() - EXCEPT.keys() - {"login", "logout", "list-export"}):
        readers = [r for r in everyone if POLICY[name] in {PUBLIC, LOGIN} or may(r, {POLICY[name]})]
        answers = (clients[role].get(real_address(name)) for role in readers)
        pages = (answer for answer in answers if answer.status_code != 404)
        first = next(pages, None)
        if first is None or not is_list(name, first):  # a list is one to whoever may read it
            continue
        seen.add(name)
        if not any(b"/xlsx/?" in answer.content for answer in (first, *pages)):
            without.append(name)
    assert without == []
    assert {shape.page for shape in SHAPES.values()} <= seen | {"trial-balance", "campaign-detail"}


def test_a_moment_goes_out_as_the_clock_on_the_wall_shows_it():
    row = SimpleNamespace(at=dt.datetime(2026, 1, 8, 0, 30, tzinfo=dt.UTC), by=None)
    assert Column("时间", "at").value(row, full=False) == "2026-01-08 08:30"
    assert Column("确认人", "by.name").value(row, full=False) is None
