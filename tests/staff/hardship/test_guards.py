"""A tier gives money: by direct SQL it comes from nowhere but from a decision."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from staff.actions.certifications import start_tier_change
from staff.forms.campaigns import PlanForm
from staff.models import Certification, HardshipFile, SubsistenceLine, Tier, TierScheme
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY
from tests.staff.care import make_lead
from tests.staff.hardship.test_in_force import taken_over
from tests.staff.hardship.walk import told

BORN = (
    "WITH file AS (INSERT INTO staff_hardshipfile (number, worker_id, tier_id, cause, status,"
    " basis, opened_on, exit_reason)"
    " VALUES ('KN-1', %s, %s, 'other', 'active', 'x', now(), '') RETURNING id, opened_on)"
    " INSERT INTO staff_pairing (uid, file_id, cadre_id, since, end_reason)"
    " SELECT gen_random_uuid(), id, %s, opened_on, '' FROM file"
)
CHANGE = (
    'INSERT INTO staff_tierchange (file_id, "on", was_id, now_id, reason, basis, by_id)'
    " VALUES (%s, %s, %s, %s, 'x', 'x', %s)"
)


def tier(key: str) -> Tier:
    """One of the three."""
    return Tier.objects.get(key=key)


@pytest.mark.parametrize("role", ["guanai_app", OWNER])
def test_no_file_is_born_in_force(zhang, zheng, role):
    with pytest.raises(IntegrityError, match="has no first step to active"):
        run(BORN, zhang.pk, tier("extreme").pk, make_lead(zheng).pk, role=role)


def test_no_file_is_certified_without_a_lead(walk, zheng):
    walk.reviewed().approve()
    pairing = walk.run.file.pairings.get()
    with pytest.raises(IntegrityError, match="is in force without a lead"):
        run("UPDATE staff_pairing SET until = since + 1 WHERE id = %s", pairing.pk)
    start_tier_change(walk.run.file, told("general"), reason="收入变了", on=walk.over, by=zheng)
    with pytest.raises(IntegrityError, match="is in force without a lead"):
        run("UPDATE staff_pairing SET until = since + 1 WHERE id = %s", pairing.pk)


def test_no_run_begins_half_way(walk):
    walk.fill()
    copied = ", ".join(
        field.column
        for field in Certification._meta.concrete_fields
        if field.name not in ("id", "uid", "number", "status")
    )
    with pytest.raises(IntegrityError, match="begins at publicity"):
        run(
            f"INSERT INTO staff_certification (uid, number, status, {copied})"
            f" SELECT gen_random_uuid(), 'SQ-9', 'publicity', {copied} FROM staff_certification"
        )


def test_no_tier_moves_by_itself(zhang, zheng):
    file = taken_over(zhang, zheng)
    with pytest.raises(IntegrityError, match="has no change to this tier"):
        run("UPDATE staff_hardshipfile SET tier_id = %s", tier("extreme").pk)
    with pytest.raises(IntegrityError, match="nobody decided the tier"):
        run(CHANGE, file.pk, DAY, file.tier_id, tier("extreme").pk, zheng.pk)
    with pytest.raises(IntegrityError, match="holds another tier"):
        run(CHANGE, file.pk, DAY, None, tier("extreme").pk, zheng.pk)
    assert HardshipFile.objects.get().tier == file.tier


def test_a_file_is_certified_with_the_tier_that_was_announced(walk, zheng):
    run_ = walk.reviewed().run
    HardshipFile.objects.update(tier=tier("extreme"))
    with pytest.raises(IntegrityError, match="announced with another tier"):
        run(
            "WITH step AS (INSERT INTO staff_filestep (uid, file_id, certification_id, act, duty,"
            " was, now, words, by_id, \"on\", at) VALUES (gen_random_uuid(), %s, %s, 'approved', 'decide',"
            " 'union_review', 'active', '', %s, %s, now()) RETURNING id)"
            " UPDATE staff_hardshipfile SET status = 'active', opened_on = now() FROM step",
            run_.file_id, run_.pk, walk.chair.pk, walk.over,
        )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        "publicity_until = publicity_until - 5, publicity_from = publicity_from - 5",
        "notice_number = 'GS-1'",
        "proposed_tier_id = (SELECT id FROM staff_tier WHERE key = 'extreme')",
    ],
)
def test_a_notice_stands_as_it_was_given(walk, change):
    walk.surveyed().peer_review().announce()
    with pytest.raises(IntegrityError, match="its tier and notice stand"):
        run(f"UPDATE staff_certification SET {change}")


def test_a_notice_has_five_days_at_least(walk):
    walk.surveyed().peer_review()
    with pytest.raises(IntegrityError, match="fewer than five working days"):
        run(
            "UPDATE staff_certification SET publicity_from = %s, publicity_until = %s",
            DAY, DAY + dt.timedelta(days=3),
        )  # fmt: skip


@pytest.mark.parametrize("role", ["guanai_app", OWNER])
def test_a_line_somebody_was_measured_against_stands(walk, role):
    walk.surveyed()
    line = SubsistenceLine.objects.get(amount=800)
    with pytest.raises(DatabaseError, match="was measured against"):
        run("UPDATE staff_subsistenceline SET amount = 2000", role=role)
    line.refresh_from_db()
    assert line.amount == 800


def test_the_chair_is_told_of_a_family_that_does_not_fit(walk):
    walk.fill().sign().receive().pass_papers().assign()
    walk.survey(tier=None, finding="unfit")
    assert not HardshipFile.objects.waiting_for_chair().exists()
    walk.sign_survey()
    assert HardshipFile.objects.waiting_for_chair().get() == walk.run.file


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staff_tier SET line_multiple = 9 WHERE key = 'general'",
        "UPDATE staff_tier SET rank = 9 WHERE key = 'general'",
        "UPDATE staff_tierscheme SET valid_from = valid_from - 1",
        "INSERT INTO staff_tier (scheme_id, key, name, rank, line_multiple, national)"
        " SELECT scheme_id, 'new', '新', 9, 9, 'deep' FROM staff_tier LIMIT 1",
    ],
)
def test_a_scheme_files_were_judged_by_stands(zhang, zheng, statement):
    taken_over(zhang, zheng)
    with pytest.raises(DatabaseError, match="judged by this tier scheme"):
        run(statement, role=OWNER)


def test_a_used_tier_is_only_mapped_and_its_scheme_only_ended(as_, zhang, zheng, sysadmin):
    client, severe = as_(sysadmin), tier("severe")
    at = f"/admin/staff/tier/{severe.pk}/change/"
    assert 'name="line_multiple"' in client.get(at).content.decode()
    taken_over(zhang, zheng)
    assert 'name="line_multiple"' not in client.get(at).content.decode()
    client.post(at, {"national": "accident", "line_multiple": "9"})
    severe.refresh_from_db()
    assert (severe.national, str(severe.line_multiple)) == ("accident", "1.50")
    begun = severe.scheme.valid_from
    ended = {"name": "旧方案", "basis": "", "valid_to": "2026-12-31", "valid_from": "1999-01-01"}
    client.post(f"/admin/staff/tierscheme/{severe.scheme_id}/change/", ended)
    severe.scheme.refresh_from_db()
    assert (severe.scheme.valid_from, str(severe.scheme.valid_to)) == (begun, "2026-12-31")


def test_one_scheme_at_a_time_and_a_campaign_asks_only_its_tiers(zhang, zheng):
    facts = {"code": "new", "name": "新方案", "valid_from": DAY + dt.timedelta(days=60)}
    with pytest.raises(ValidationError, match="已有别的等级方案"):
        TierScheme(**facts).full_clean()
    with pytest.raises(IntegrityError, match="scheme_one_at_a_time"), transaction.atomic():
        TierScheme.objects.create(**facts)
    old = TierScheme.objects.get()
    held = taken_over(zhang, zheng).tier
    TierScheme.objects.filter(pk=old.pk).update(valid_to=facts["valid_from"])
    deep = TierScheme.objects.create(**facts).tiers.create(
        key="deep", name="深度困难", rank=3, line_multiple=1
    )
    assert deep not in [row[0] for row in PlanForm(today=DAY).tier_rows()]
    asked = [row[0] for row in PlanForm(today=facts["valid_from"]).tier_rows()]
    assert asked == [deep, held]  # the old one only because a file still holds it
