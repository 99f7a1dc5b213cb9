"""Another tier scheme 等级方案 with other names works from the front door to the report."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from staff.models import CadreKind, Tier, TierScheme
from staff.tier_words import tier_words
from tests.people import DAY, make_worker
from tests.staff.care import from_paper, make_lead, typist
from welfare.annual_report import report_of


@pytest.fixture
def deep(zheng) -> Tier:
    """From ten days ago on the scheme has two tiers, 深度困难 and 相对困难."""
    since = DAY - dt.timedelta(days=10)
    TierScheme.objects.update(valid_to=since)
    scheme = TierScheme.objects.create(code="new", name="新方案", valid_from=since)
    scheme.tiers.create(key="light", name="相对困难", rank=1, line_multiple=2)
    return scheme.tiers.create(key="deep", name="深度困难", rank=4, line_multiple=1)


def test_lists_counts_and_reports_speak_of_the_scheme_in_force(as_, zheng, zhang, deep):
    lead, office = make_lead(zheng), as_(zheng)
    light = make_worker("钱轻")
    from_paper(zhang, lead=lead, by=zheng, tier="deep")
    from_paper(light, lead=lead, by=zheng, tier="light")
    files = office.get(reverse("hardship-list")).content.decode()
    assert "深度困难<b>1</b>" in files
    assert "特困" not in files  # nobody holds it any more, and no group has a name
    narrowed = office.get(f"{reverse('hardship-list')}?tier=deep").content.decode()
    assert zhang.name in narrowed
    assert light.name not in narrowed
    workers = office.get(f"{reverse('worker-list')}?tier=light").content.decode()
    assert light.name in workers
    assert zhang.name not in workers
    both = office.get(f"{reverse('worker-list')}?tier=both").content.decode()
    assert zhang.name in both
    assert light.name not in both
    matrix = office.get(f"{reverse('pairing-matrix')}?hard=1").content.decode()
    assert "深度困难先由段领导包保" in matrix
    assert zhang.name in matrix
    assert light.name not in matrix
    board = as_(zheng).get(reverse("board")).content.decode()
    assert "其中深度困难 1 人、相对困难 1 人" in board
    told = StringIO()
    call_command("facts", "--json", stdout=told)
    assert json.loads(told.getvalue())["tiers"] == {"deep": 1, "light": 1}
    words = str([piece for part in report_of(DAY.year, user=zheng, on=DAY).parts
                 for line in part.paragraphs for piece in line])  # fmt: skip
    assert "深度困难职工" in words
    assert "特困" not in words


def test_no_tier_is_the_heaviest_while_no_scheme_is_in_force(as_, zheng, zhang, deep):
    from_paper(zhang, lead=make_lead(zheng), by=zheng, tier="light")
    TierScheme.objects.filter(code="new").update(valid_to=DAY)
    words = tier_words(on=DAY)
    assert words.hardest is None
    assert words.names == {"light": "相对困难"}
    told = str([line for part in report_of(DAY.year, user=zheng, on=DAY).parts
                for line in part.paragraphs])  # fmt: skip
    assert "没有启用中的困难等级方案。" in told
    for page in ("worker-list", "hardship-list", "pairing-matrix", "cadre-list"):
        assert as_(zheng).get(reverse(page)).status_code == 200


def test_leaders_come_first_for_the_heaviest_of_any_scheme(as_, zheng, zhang, deep):
    leader = make_lead(zheng)
    type(leader).objects.filter(pk=leader.pk).update(kind=CadreKind.LEADERSHIP, name="段长")
    paper = {
        "worker": zhang.pk, "document_no": "文号", "approved_on": f"{DAY}", "tier": deep.pk,
        "cause": "other", "lead": make_lead(zheng).pk,
    }  # fmt: skip
    page = as_(zheng).get(reverse("hardship-take-over"), {"worker": zhang.pk}).content.decode()
    assert "段领导先包深度困难" in page
    as_(zheng).post(reverse("hardship-take-over"), paper)
    waiting = zhang.paper_files.get()
    second = typist()
    answer = as_(second).post(waiting.get_absolute_url(), {"agree": "yes"})
    assert "深度困难先由段领导包保，段长还能带" in answer.content.decode()


def test_a_file_keeps_the_tier_of_the_old_scheme_until_it_is_changed(zheng, zhang):
    from_paper(zhang, lead=make_lead(zheng), by=zheng, tier="severe")
    TierScheme.objects.update(valid_to=DAY)
    scheme = TierScheme.objects.create(code="new", name="新方案", valid_from=DAY, heavy_name="深相")
    scheme.tiers.create(key="deep", name="深度困难", rank=3, line_multiple=1)
    words = tier_words(on=DAY)
    assert list(words.names.values()) == ["深度困难", "重困"]
    assert words.heavy == {"both": "深相"}
