"""The preview of a roster as it stands on the screen, and a number typed into a list's own search."""

import pytest
from django.urls import reverse

from staff.models import RosterImport
from tests.books import workbook
from tests.people import make_station
from tests.staff.rosters.desk import commit, upload
from tests.staff.rosters.test_rules import FIRST

pytestmark = pytest.mark.browser
TITLES = ["姓名", "性别", "公民身份号码", "车站", "用工状态", "养老保险缴至", "民族", "政治面貌", "文化程度",
          "婚姻状况", "户口性质", "劳模类型", "家庭人口", "备注"]  # fmt: skip
WHO = ["钱春兰", "女", FIRST, "青石站", "在岗", "2026-09"]
BOXES = "return arguments[0].getBoundingClientRect()"


@pytest.fixture
def preview(as_, zhou) -> RosterImport:
    """A row that changes nine columns, with repairs told beside the columns."""
    make_station()
    desk = as_(zhou)
    blank = [*WHO, *[""] * 8]
    upload(desk, workbook(TITLES, blank))
    commit(desk)
    full = ["满族", "群众", "初中", "已婚", "农业", "省级", "3", "长期照看老人和一个上学的孩子"]
    upload(desk, workbook(TITLES, [" 钱 春 兰 ", *WHO[1:], *full], ["合计", "1人"]), name="b.xlsx")
    return RosterImport.objects.latest("pk")


def test_many_changes_wrap_repairs_stand_inside_and_what_is_left_out_says_so(browser, preview):
    browser.sign_in("zhou")
    browser.open(preview.get_absolute_url())
    browser.await_text("导入前看一遍")

    def box(css: str) -> dict:
        return browser.driver.execute_script(BOXES, browser.find(css))

    assert box(".im-oth")["height"] > 2 * box(".im-oth > .nb")["height"]
    page = browser.driver.execute_script("return document.documentElement.scrollWidth")
    assert page <= browser.driver.execute_script("return window.innerWidth")
    card, note = box("section[aria-labelledby=m1]"), box(".im-notes li")
    assert note["left"] - card["left"] >= 12
    (left_out,) = [
        item.text for item in browser.driver.find_elements("css selector", ".im-map .off")
    ]
    assert left_out.split() == ["F", "养老保险缴至", "不导入"]


def test_a_number_typed_into_a_list_goes_to_the_box_that_posts(browser, zheng, zhang):
    browser.sign_in("zheng")
    browser.open(reverse("departure-list"))
    browser.find("main [name=q]").send_keys(zhang.id_number)
    browser.find("main [name=q]").submit()
    browser.await_text("单职工户")
    assert browser.driver.current_url.endswith(zhang.get_absolute_url())
