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


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_opens_each_page_to_exactly_its_roles(as_, everyone, world, roster, method):
    wrong = []
    addresses = {name: real_address(name) for name in sorted(POLICY.keys() - {"login", "logout"})}
    for role, user in everyone.items():
        client = as_(user)
        for name, address in addresses.items():
            code = getattr(client, method)(address).status_code
            fine = code in {200, 302, 400, 404, 405} if allowed(name, role) else code in {403, 405}
            if not fine:
                wrong.append((role, method, name, code))
    assert wrong == []
