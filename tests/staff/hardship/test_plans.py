"""Relief plan 帮扶方案: goals by never-let, measures, progress and effect."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.urls import reverse

from staff.actions.plans import add_measure, make_plan, note_measure
from staff.models import Goal, MeasureKind, MeasureNote, PlanVersion, Progress
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY
from tests.staff.care import close, make_cadre, pair
from tests.staff.hardship.test_in_force import taken_over
from welfare.errors import Refused
from welfare.workbench import agenda_for


@pytest.fixture
def plan(zhang, zheng):
    """Zhang's family shall pay its medicine and earn again."""
    file = taken_over(zhang, zheng)
    return make_plan(file, goals=[Goal.MEDICAL, Goal.LIVING], aim="看得起病", on=DAY, by=zheng)


def measure(plan, by, **changes):
    """A training place for the husband."""
    told = {
        "kind": MeasureKind.TRAINING, "goal": Goal.LIVING, "outsider": "姚春梅",
        "due_on": DAY + dt.timedelta(days=30), "source": "", "amount": None,
    }  # fmt: skip
    return add_measure(plan, **(told | changes), on=DAY, by=by)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"goal": Goal.SCHOOLING}, "先把目标加上"),
        ({"due_on": DAY - dt.timedelta(days=1)}, "不能早于今天"),
        ({"amount": Decimal(0), "source": "帮困资金"}, "大于 0"),
        ({"amount": Decimal(500)}, "要写资金来源"),
        ({"outsider": " "}, "选一位责任人"),
    ],
)
def test_it_takes_no_measure_that_does_not_add_up(plan, zheng, change, words):
    with pytest.raises(Refused, match=words):
        measure(plan, zheng, **change)


def test_a_measure_is_done_with_its_effect_and_what_is_earned(plan, zheng):
    training = measure(plan, zheng)
    assert training.helps_earn
    told = {"words": "学电焊", "on": DAY, "by": zheng}
    note_measure(training, progress=Progress.RUNNING, effect="", earned=None, **told)
    with pytest.raises(Refused, match="办完了要写效果"):
        note_measure(training, progress=Progress.DONE, effect="", earned=None, **told)
    note_measure(training, progress=Progress.DONE, effect="上岗了", earned=Decimal(1800), **told)
    training.refresh_from_db()
    assert training.progress == Progress.DONE
    with pytest.raises(Refused, match="不用再记进展"):
        note_measure(training, progress=Progress.DONE, effect="x", earned=None, **told)


def test_only_what_helps_to_earn_counts_earnings(plan, zheng):
    aid = measure(plan, zheng, kind=MeasureKind.LIVING, amount=Decimal(500), source="帮困资金")
    with pytest.raises(Refused, match="每月增收只记"):
        note_measure(
            aid, progress=Progress.RUNNING, words="发了", effect="", earned=Decimal(1), on=DAY,
            by=zheng,
        )  # fmt: skip


def test_notes_are_only_added_to(plan, zheng):
    note_measure(
        measure(plan, zheng), progress=Progress.RUNNING, words="报名", effect="", earned=None,
        on=DAY, by=zheng,
    )  # fmt: skip
    with pytest.raises(DatabaseError):
        run("UPDATE staff_measurenote SET words = 'x'")
    assert MeasureNote.objects.get().words == "报名"


def test_a_change_is_the_next_version_and_the_old_one_stays(as_, plan, zheng, liang):
    later = DAY + dt.timedelta(days=3)
    goals = [Goal.MEDICAL, Goal.SCHOOLING]
    changed = make_plan(plan.file, goals=goals, aim="孩子也上得起学", on=later, by=liang)
    assert (changed.now.number, changed.now.aim) == (2, "孩子也上得起学")
    assert [(v.number, v.aim, v.made_by) for v in changed.versions.all()] == [
        (2, "孩子也上得起学", liang), (1, "看得起病", zheng),
    ]  # fmt: skip
    page = as_(zheng).get(plan.file.get_absolute_url()).content.decode()
    assert "孩子也上得起学" in page
    assert "第 1 版" in page
    assert "看得起病、过得下去" in page


def test_saving_the_same_makes_no_version(plan, zheng):
    with pytest.raises(Refused, match="都没有改"):
        make_plan(plan.file, goals=[Goal.LIVING, Goal.MEDICAL], aim="看得起病 ", on=DAY, by=zheng)
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize("role", ["guanai_app", OWNER])
@pytest.mark.parametrize(
    "act",
    [
        "UPDATE staff_planversion SET goals = '{living}'",
        "DELETE FROM staff_planversion",
        "UPDATE staff_reliefplan SET made_on = made_on - 1",
        "UPDATE staff_measure SET outsider = NULL",
        "UPDATE staff_measure SET due_on = due_on + 30",
        "UPDATE staff_measure SET progress = 'done'",
        "DELETE FROM staff_measure",
    ],
)
def test_the_database_keeps_versions_and_measures(plan, zheng, act, role):
    measure(plan, zheng)
    with pytest.raises(DatabaseError):
        run(act, role=role)


def test_the_aim_is_sealed(plan):
    with connection.cursor() as cursor:
        cursor.execute("SELECT aim FROM staff_planversion")
        assert "看得起病".encode() not in bytes(cursor.fetchone()[0])


def test_a_plan_is_made_on_its_pages(as_, zhang, zheng):
    file, client = taken_over(zhang, zheng), as_(zheng)
    client.post(reverse("hardship-plan", args=[file.pk]), {"goals": ["living"], "aim": "有活干"})
    answer = client.post(reverse("measure-new", args=[file.pk]), {
        "kind": "job", "goal": "living", "outsider": "姚春梅", "due_on": "2026-11-30",
    })  # fmt: skip
    assert answer.status_code == 302
    page = client.get(file.get_absolute_url()).content.decode()
    assert "就业推荐" in page
    assert "助富" in page
    pk = file.plan.measures.get().pk
    told = {"progress": "done", "words": "去了货场", "effect": "有工资", "earned": "1500"}
    client.post(reverse("measure-note", args=[pk]), told)
    page = client.get(file.get_absolute_url()).content.decode()
    assert "每月增收 1,500.00 元" in page


def test_no_plan_before_the_file_is_in_force(walk, zheng):
    with pytest.raises(Refused, match="在档以后"):
        make_plan(walk.fill().run.file, goals=[Goal.LIVING], aim="x", on=DAY, by=zheng)


def test_who_answers_for_a_measure_has_it_on_his_workbench_and_notes_it(as_, plan, zheng, zhao, he):
    pk = measure(plan, zheng, owner=zhao, outsider="").pk
    address, words = reverse("measure-note", args=[pk]), "张桂兰：技能培训"
    assert words in [task.title for task in agenda_for(zhao, on=DAY).waiting]
    assert words not in [task.title for task in agenda_for(he, on=DAY).waiting]
    assert as_(he).get(address).status_code == 404
    told = {"progress": "done", "words": "学完了", "effect": "有证", "earned": ""}
    page = as_(zhao).post(address, told, follow=True)
    assert "进展记好了" in page.text
    assert words not in [task.title for task in agenda_for(zhao, on=DAY).waiting]
    assert MeasureNote.objects.get().by == zhao


def test_an_outsider_is_said_to_be_one_and_two_owners_are_none(as_, plan, zheng, zhao, guo):
    assert measure(plan, zheng).person == "姚春梅（外单位）"
    page = as_(zheng).get(reverse("measure-new", args=[plan.file_id])).text
    assert "按下会告诉：上面选的责任人" in page
    for changes, words in (
        ({"owner": zhao}, "两样只填一样"),
        ({"owner": guo, "outsider": ""}, "看不到困难档案"),
    ):
        with pytest.raises(Refused, match=words):
            measure(plan, zheng, **changes)
    insert = (
        "INSERT INTO staff_measure (plan_id, kind, goal, due_on, source, progress, owner_id)"
        " VALUES (%s, 'job', 'living', CURRENT_DATE, '', 'planned', %s)"
    )
    with pytest.raises(DatabaseError, match="cannot answer for a measure"):
        run(insert, plan.pk, guo.pk)
    with pytest.raises(DatabaseError, match="measure_has_one_owner"):
        run(insert, plan.pk, None)


def test_a_closed_file_gets_no_measure(plan, zheng, gao):
    first = measure(plan, zheng)
    close(plan.file, zheng, gao)
    with pytest.raises(Refused, match="已退档」，不能再加措施"):
        measure(plan, zheng)
    columns = "plan_id, kind, goal, owner_id, outsider, due_on, source, progress"
    with pytest.raises(IntegrityError, match="is not in force"):
        run(f"INSERT INTO staff_measure ({columns}) SELECT {columns} FROM staff_measure")
    assert plan.measures.get() == first


def test_who_leads_the_family_notes_its_progress_and_nobody_elses(as_, zhang, zheng, zhao, he):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    plan = make_plan(pairing.file, goals=[Goal.LIVING], aim="有活干", on=DAY, by=zheng)
    url = reverse("measure-note", args=[measure(plan, zheng).pk])
    assert url in as_(zhao).get(pairing.file.get_absolute_url()).content.decode()
    told = {"progress": "running", "words": "报了名"}
    as_(zhao).post(url, told)
    assert MeasureNote.objects.get().by == zhao
    assert as_(he).post(url, told).status_code == 404
    with pytest.raises(Refused, match="责任人或这一户的包保责任人记"):
        note_measure(
            plan.measures.get(), progress=Progress.RUNNING, words="x", effect="", earned=None, on=DAY,
            by=he,
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="does not lead the family"):
        note_measure_of(plan, he)


def note_measure_of(plan, by) -> None:
    """A note by hand, past the action."""
    MeasureNote.objects.create(
        measure=plan.measures.get(), progress=Progress.RUNNING, words="x", effect="", on=DAY, by=by
    )
