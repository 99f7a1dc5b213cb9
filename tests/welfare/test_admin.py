"""The admin site opens each table to its keeper and nothing to the others."""

import pytest

from staff.models import SubsistenceLine

BRANCHES, HOLIDAYS = "/admin/staff/branch/", "/admin/welfare/holiday/"
TRAIL, CHARTERS = "/admin/welfare/auditentry/", "/admin/mutualfund/charter/"
KEEPERS = {BRANCHES: "registrar", HOLIDAYS: "system_admin", TRAIL: "audit_admin"}


@pytest.mark.parametrize("url", KEEPERS)
def test_it_opens_a_table_to_its_keeper_alone(as_, everyone, url):
    codes = {role: as_(user).get(url).status_code for role, user in everyone.items()}
    assert {role for role, code in codes.items() if code == 200} == {KEEPERS[url]}
    assert set(codes.values()) == {200, 302, 403}


@pytest.mark.parametrize("url", [TRAIL, CHARTERS])
def test_it_adds_nothing_to_what_is_only_read(as_, everyone, url):
    keeper = everyone["audit_admin" if url == TRAIL else "system_admin"]
    assert as_(keeper).get(f"{url}add/").status_code == 403


def test_it_lets_the_registrar_add_a_branch(as_, zhou):
    answer = as_(zhou).post(f"{BRANCHES}add/", {"name": "新开分公司"})
    assert answer.status_code == 302


def test_a_subsistence_line_is_added_and_then_stands(as_, everyone, house):
    keeper, url = as_(everyone["system_admin"]), "/admin/staff/subsistenceline/"
    answer = keeper.post(
        f"{url}add/", {"since": "2026-10-01", "amount": "850", "basis": "示例文件 1 号"}
    )
    assert answer.status_code == 302
    line = SubsistenceLine.objects.get(amount=850)
    page = keeper.get(f"{url}{line.pk}/change/")
    assert page.status_code == 200
    assert 'name="amount"' not in page.content.decode()
    assert keeper.post(f"{url}{line.pk}/change/", {"amount": "2000"}).status_code == 403
