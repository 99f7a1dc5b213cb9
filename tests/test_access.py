"""Every address against every role: the exact answer, from the one policy table."""

import pytest
from django.core.checks import run_checks

from tests.world import real_address
from welfare.access import LOGIN, PUBLIC
from welfare.checks import named_views
from welfare.policy import POLICY
from welfare.roles import ROLE_PERMISSIONS, Role

NOBODY = "nobody"


def allowed(name: str, role: str) -> bool:
    """What the table says."""
    rule = POLICY[name]
    if rule == PUBLIC:
        return True
    if role == NOBODY:
        return False
    return rule == LOGIN or rule in ROLE_PERMISSIONS[Role(role)]


def test_it_has_a_policy_line_for_every_url():
    assert run_checks(tags=["access"]) == []
    assert set(dict(named_views())) == set(POLICY)


def test_it_sends_strangers_to_the_login(client, world, roster):
    wrong = []
    for name in sorted(POLICY):
        answer = client.get(real_address(name))
        code, leads = answer.status_code, answer.headers.get("Location", "")[:7]
        if POLICY[name] == PUBLIC:
            fine = code in {200, 302, 404, 405} and leads != "/login/"
        else:
            fine = (code, leads) in {(302, "/login/"), (405, "")}
        if not fine:
            wrong.append((name, code, leads))
    assert wrong == []


def asked(client, address: str, *, first: str, then: str) -> tuple[str, int]:
    """The method that the address takes, and its answer; one that takes both is asked once."""
    code = getattr(client, first)(address).status_code
    return (first, code) if code != 405 else (then, getattr(client, then)(address).status_code)


MANY = 4


def asked_of(name: str, place: int) -> list[str]:
    """Who is sent to an address: who may open it, every third of them where they are many, a worker,
    and every sixth of the others.

    That the view asks for what the table says of everyone, the check above compares.
    """
    others = [role.value for role in Role if not allowed(name, role.value)]
    inside = [role.value for role in Role if allowed(name, role.value)]
    if len(inside) > MANY:
        inside = inside[place % 3 :: 3]
    return sorted({*inside, *others[place % 6 :: 6], *({Role.WORKER.value} & set(others))})


@pytest.mark.parametrize("half", [0, 1])  # two hands share the roles
def test_it_opens_each_page_to_exactly_its_roles(as_, everyone, world, roster, half):
    wrong = []
    addresses = {name: real_address(name) for name in sorted(POLICY.keys() - {"login", "logout"})}
    sent = {name: asked_of(name, place) for place, name in enumerate(addresses)}
    for role, user in list(everyone.items())[half::2]:
        client = as_(user)
        for name, address in addresses.items():
            if role not in sent[name]:
                continue
            if allowed(name, role):
                method, code = asked(client, address, first="get", then="post")
                fine = code in {200, 302, 400, 404}
            else:
                method, code = asked(client, address, first="post", then="get")
                fine = code == 403
            if not fine:
                wrong.append((role, method, name, code))
    assert wrong == []
