"""What a file tells of a family lies sealed in its tables, and is read on its page."""

import datetime as dt

import pytest
from django.db import connection

from staff.actions.callbacks import draw_sample, record_callback
from staff.actions.handovers import accept_handover, decline_handover, propose_handover
from staff.actions.hardship import recheck_file
from staff.actions.households import (
    add_member,
    change_member,
    end_member,
    join_household,
    leave_household,
    make_household,
)
from staff.actions.objections import answer_objection, raise_objection
from staff.actions.pairings import plan_care
from staff.actions.plans import add_measure, make_plan, note_measure
from staff.actions.prompts import dismiss_prompt
from staff.actions.visits import waive_duty
from staff.hardship_facts import GroundRow
from staff.models import (
    Callback,
    CallbackResult,
    Goal,
    Ground,
    MeasureKind,
    Progress,
    Prompt,
    PromptKind,
    Relation,
    Result,
    Source,
)
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair, visit
from tests.staff.hardship.test_in_force import taken_over
from welfare.days import Quarter
from welfare.prompting import prompt_tonight
from welfare.roles import Role

MARK = "透析暗号"
TABLES = (
    "staff_filestep", "staff_certification", "staff_peerreview", "staff_groundfinding",
    "staff_objection", "staff_tierchange", "staff_measurenote", "welfare_auditentry", "staff_visit",
    "staff_pairing", "staff_callback", "staff_handover", "staff_householdmember",
    "staff_planversion", "staff_measure", "staff_householdexit", "staff_matter", "staff_matterstep", "staff_prompt", "staff_visitduty",
)  # fmt: skip


def raw_tables() -> str:
    """Everything that lies in the tables, as text and as bytes, the way a stolen backup reads it."""
    found = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
            found += [row[0] for row in cursor.fetchall()]
    return "".join(found)


def clear(text: str) -> bool:
    """Whether the mark can be read in it, plain or as the bytes of a column."""
    return text in raw_tables() or text.encode().hex() in raw_tables()


def test_the_words_of_a_run_are_sealed(walk, hire):
    run = walk.fill().sign().receive().pass_papers().assign()
    run.survey(grounds=[GroundRow(Ground.CAR, is_found=True, checked=MARK, override=MARK)])
    run.sign_survey().peer_review(minutes=f"大家说{MARK}", reason=f"大病{MARK}").announce()
    two = [hire("h1", "甲", Role.OFFICER), hire("h2", "乙", Role.OFFICER)]
    told = {"words": "有车", "source": Source.PHONE, "who": "", "handlers": two}
    objection = raise_objection(walk.run, **told, on=DAY, by=walk.filler)
    answer = {"result": Result.UNFOUNDED, "answer": f"车卖了{MARK}"}
    answer_objection(objection, **answer, on=DAY, by=two[0])
    assert not clear(MARK)
    assert walk.run.raise_reason == f"大病{MARK}"
    assert walk.run.peer_reviews.get().minutes == f"大家说{MARK}"
    assert MARK in walk.run.steps.get(act="heard").words


def test_what_a_recheck_and_a_measure_found_is_sealed(zhang, zheng):
    file = taken_over(zhang, zheng)
    recheck_file(file, words=MARK, on=DAY, by=zheng)
    plan = make_plan(file, goals=[Goal.MEDICAL], aim=MARK, on=DAY, by=zheng)
    what = {"kind": MeasureKind.MEDICINE, "goal": Goal.MEDICAL, "outsider": MARK, "due_on": DAY}
    measure = add_measure(plan, **what, source="", amount=None, on=DAY, by=zheng)
    said = {"progress": Progress.DONE, "words": MARK, "effect": MARK, "earned": None}
    note = note_measure(measure, **said, on=DAY, by=zheng)
    assert not clear(MARK)
    assert (note.words, note.effect) == (MARK, MARK)


def test_what_is_said_on_visits_and_in_pairings_is_sealed_and_still_found(zhang, zhao, he, zheng):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    plan_care(pairing, goal=MARK, measures=MARK, by=zhao)
    call = visit(pairing, zhao, note=f"住院{MARK}", on=dt.date(2026, 9, 29))
    draw_sample(Quarter(2026, 3), on=DAY, by=zheng)
    callback = Callback.objects.get(visit=call)
    record_callback(callback, result=CallbackResult.CAME, note=MARK, on=DAY, by=zheng)
    handover = propose_handover(pairing, make_cadre(he, zheng), note=MARK, on=DAY, by=zheng)
    decline_handover(handover, reason=MARK, on=DAY, by=he)
    home = make_household(zhang, by=zheng)
    facts = {"name": "张小雨", "relation": Relation.CHILD, "remark": MARK}
    member = add_member(home, facts=facts, by=zheng)
    prompt_tonight(on=DAY)
    prompt = Prompt.objects.get(kind=PromptKind.HOSPITAL)
    assert MARK in prompt.fact  # the night reads what lies sealed
    dismiss_prompt(prompt, reason="已经帮过", on=DAY, by=zheng)
    assert not clear(MARK)
    for row in (pairing, call, callback, handover, member):
        row.refresh_from_db()
    assert (pairing.goal, pairing.measures, call.note) == (MARK, MARK, f"住院{MARK}")
    assert (callback.note, handover.note, handover.answer) == (MARK, MARK, MARK)
    assert member.remark == MARK


def test_why_a_quarter_is_waived_and_why_no_leader_answers_is_sealed(zhang, zhao, he, zheng):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    duty = waive_duty(pairing.duties.get(), reason=f"住院{MARK}", on=DAY, by=zheng)
    handover = propose_handover(
        pairing, make_cadre(he, zheng), note="都好", no_leader=MARK, over_limit=MARK, on=DAY,
        by=zheng,
    )  # fmt: skip
    later = accept_handover(handover, paper="", on=DAY + dt.timedelta(days=1), by=he)
    assert not clear(MARK)
    for row in (duty, handover, later):
        row.refresh_from_db()
    assert (duty.waived_reason, handover.no_leader) == (f"住院{MARK}", MARK)
    assert (handover.over_limit, later.over_limit) == (MARK, MARK)


def test_why_somebody_left_a_home_is_sealed_and_read_by_the_office(as_, zhang, zheng):
    home = make_household(zhang, by=zheng)
    facts = {"name": "张小雨", "relation": Relation.CHILD}
    member = add_member(home, facts=facts, by=zheng)
    change_member(member, facts={"remark": MARK}, by=zheng)
    end_member(member, reason=f"去世{MARK}", on=DAY, by=zheng)
    join_household(make_worker("李国强"), home, by=zheng)
    leave_household(zhang, reason=f"离婚{MARK}", by=zheng)
    assert not clear(MARK)
    page = as_(zheng).get(home.get_absolute_url()).text
    assert f"郑敏把 张桂兰 移出本户：离婚{MARK}" in page
    assert f"移出，去世{MARK}" in page


@pytest.mark.parametrize("kind", ["text", "hex"])
def test_the_mark_would_be_found(zhang, zheng, kind):
    with connection.cursor() as cursor:
        value = MARK if kind == "text" else MARK.encode().hex()
        cursor.execute(
            "INSERT INTO welfare_auditentry (at, action, subject, facts) VALUES (now(), 'x', %s, '{}')",
            [value],
        )
    assert clear(MARK)
