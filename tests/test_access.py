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


@pytest.mark.parametrize("name", sorted(POLICY))
def test_it_sends_strangers_to_the_login(client, world, roster, name):
    answer = client.get(real_address(name))
    if POLICY[name] == PUBLIC:
        assert answer.status_code in {200, 302, 404, 405}
        assert not answer.headers.get("Location", "").startswith("/login/")
    else:
        assert (answer.status_code, answer.headers.get("Location", "")[:7]) in {
            (302, "/login/"),
            (405, ""),
        }


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_opens_each_page_to_exactly_its_roles(as_, everyone, world, roster, method):
    wrong = []
    for role, user in everyone.items():
        client = as_(user)
        for name in sorted(POLICY):
            if name in {"login", "logout"}:
                continue
            code = getattr(client, method)(real_address(name)).status_code
            fine = code in {200, 302, 400, 404, 405} if allowed(name, role) else code in {403, 405}
            if not fine:
                wrong.append((role, method, name, code))
    assert wrong == []
