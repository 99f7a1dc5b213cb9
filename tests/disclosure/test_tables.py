"""Tables drawn from the records: masked in one place by the profile, small groups merged."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.actions.notices import (
    draft_claims_notice,
    draft_period_notice,
    release_notice,
    send_for_release,
)
from disclosure.catalogue import standings
from disclosure.masking import LEAST, Group, merged
from disclosure.models import CatalogueTopic
from disclosure.sources import table_of
from mutualfund.actions.donations import open_drive, receive_donation
from mutualfund.actions.meeting_papers import close_meeting
from tests.people import DAY
from tests.staff.care import make_cadre, pair, visit
from tests.staff.hardship.walk import Walk
from welfare.errors import Refused

GROUPS = st.lists(st.builds(Group, st.just("站"), st.integers(0, 30), st.just(Decimal(10))))


@given(GROUPS)
def test_no_group_under_five_stands_alone(groups):
    shown = merged(groups)
    assert sum(group.people for group in shown) == sum(group.people for group in groups)
    assert len(shown) <= 1 or all(group.people >= LEAST for group in shown)


def test_too_few_in_all_are_not_counted_out():
    (only,) = merged([Group("甲", 2), Group("乙", 1)])
    assert (only.name, only.people_words) == ("其他", "不足 5")


def test_money_without_people_is_not_shown_alone():
    (only,) = merged([Group("甲", 9, Decimal(900)), Group("乙", 0, Decimal(-60))])
    assert only == Group("其他", 9, Decimal(840))


def test_the_profile_of_the_topic_decides_what_is_shown(approved, zheng, bian):
    over = close_meeting(approved.items.get().meeting, on=DAY, by=zheng)
    source = f"meeting:{over.pk}"
    assert table_of(source).columns == ["序号", "姓名", "车站", "类别", "金额（元）"]
    CatalogueTopic.objects.filter(code="relief").update(masking="tier")
    assert table_of(source).rows == [["1", "张*兰", "青石站"]]
    CatalogueTopic.objects.filter(code="relief").update(masking="totals")
    assert table_of(source).rows == [["1", "其他", "不足 5", "500.00"]]
    CatalogueTopic.objects.filter(code="relief").update(code="gone")
    with pytest.raises(Refused, match="公开目录里没有编码「relief」"):
        draft_claims_notice(over, on=DAY, by=bian)


def test_the_money_of_a_quarter_is_the_statement_of_the_books(coop, bian):
    notice = draft_period_notice("fund:2026:3", on=DAY, by=bian)
    assert notice.rows[0][1] == "期初结余"
    assert notice.rows[-1][1] == "期末结余"
    assert "结余" in notice.summary
    with pytest.raises(Refused, match="已经拟过公示"):
        draft_period_notice("fund:2026:3", on=DAY, by=bian)
    with pytest.raises(Refused, match="还没有结束"):
        draft_period_notice("fund:2026:4", on=DAY, by=bian)


def test_donations_are_shown_by_unit_and_nobody_is_named(coop, chen, bian):
    drive = open_drive(
        "献爱心", starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2026, 9, 9), by=chen
    )
    for n in range(6):
        receive_donation(
            drive, donor=f"赵{n}", unit="青石站" if n else "柳河站", amount=Decimal(100),
            is_anonymous=False, on=dt.date(2026, 9, 2), by=chen, may_be_named=True,
        )  # fmt: skip
    notice = draft_period_notice(f"donations:{drive.pk}", on=DAY, by=bian)
    assert notice.rows == [["1", "其他", "6", "600.00"]]
    assert notice.summary == "共 6 人次，合计 600.00 元"


def test_visits_are_shown_by_branch_with_what_was_due(zhang, zhao, zheng):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 10, 2))
    visit(pairing, zhao, on=DAY)
    table = table_of("visits:2026:4")
    assert table.summary == "应走访 1 户，走到 1 户，100.0%"
    assert table.rows == [["1", "其他", "不足 5", "1", "100.0%"]]


def test_approved_tiers_are_shown_with_masked_names(zhang, zheng, liang, he, zhao, gao):
    walk = Walk(zhang, zheng, liang, [zhao, he], gao)
    walk.reviewed().approve()
    quarter = walk.run.decided_on
    table = table_of(f"tiers:{quarter.year}:{(quarter.month + 2) // 3}")
    assert table.columns == ["序号", "姓名", "单位", "等级"]
    assert [row[1] for row in table.rows] == ["张*兰"]


def test_a_drawn_notice_is_what_the_catalogue_asked_for(zhang, zhao, zheng, coop, bian, sun):
    CatalogueTopic.objects.filter(code="visits").update(starts_on=dt.date(2026, 7, 1))
    topic = CatalogueTopic.objects.get(code="visits")
    pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))
    assert standings(on=DAY, topics=[topic])[0].public == 0
    notice = draft_period_notice("visits:2026:3", on=DAY, by=bian)
    release_notice(send_for_release(notice, on=DAY, by=bian), on=DAY, by=sun)
    (entry,) = standings(on=DAY, topics=[topic])[0].entries
    assert (entry.published_on, entry.url) == (DAY, notice.get_absolute_url())
