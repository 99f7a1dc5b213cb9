"""The main job, walked in a real browser: roster, visit, notice, board, paper."""

import base64
import subprocess

import pytest

from mutualfund.actions.meeting_papers import close_meeting
from mutualfund.models import Claim
from staff.models import DutyStatus, VisitDuty, Worker
from tests.books import ROSTER
from tests.people import DAY
from tests.staff.care import make_cadre, pair

pytestmark = pytest.mark.browser


def test_it_takes_the_roster_in(browser, zhou):
    browser.sign_in("zhou")
    browser.open("/imports/")
    browser.find("[name=file]").send_keys(str(ROSTER))
    browser.click(browser.find("label[for=id_create_places]"))
    browser.press("上传，先看一遍")
    assert "导入前看一遍" in browser.text
    browser.press("写入 579 行")
    assert "已写入" in browser.text
    assert Worker.objects.count() == 579


def test_it_logs_a_visit_on_a_phone(browser, zhang, zhao, zheng, tmp_path):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    browser.driver.set_window_size(390, 844)
    browser.sign_in("zhao")
    browser.open(f"/visits/new/?who={pairing.pk}")
    browser.choose("pairing", pairing.pk)
    browser.tap("下一步：情况怎样")
    browser.choose("medical", 1)
    browser.tap("下一步：核对")
    browser.await_text("「生活过得下去吗」还没问")
    for name in ("living", "schooling", "belonging"):
        browser.choose(name, 0)
    browser.tap("下一步：核对")
    assert "要关注" in browser.text
    day = browser.find("[name=visited_on]")
    browser.driver.execute_script("arguments[0].value = '2027-01-01'", day)
    browser.tap("提交走访记录")
    browser.await_text("走访日期 01-01 还没到")
    assert browser.find("#div_id_visited_on .wf-errmsg").is_displayed()
    assert browser.driver.switch_to.active_element == day
    browser.day("visited_on", DAY)
    browser.tap("下一步：情况怎样")
    browser.tap("下一步：核对")  # what was answered is still there
    browser.press("提交走访记录")
    browser.await_text("已记下")
    assert VisitDuty.objects.get().status == DutyStatus.DONE
    browser.open("/pairings/")
    assert "张桂兰" in browser.text
    wide = browser.driver.execute_script(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide == 0
    browser.open(f"/pairings/{pairing.pk}/card/")
    assert _printed_pages(browser, tmp_path / "card.pdf") == "1"  # both copies of it
    browser.sign_in("zheng")
    browser.open(f"/hardship/{pairing.file_id}/sheet/")
    assert _printed_pages(browser, tmp_path / "sheet.pdf") == "3"


def test_it_puts_an_approved_claim_on_the_board(
    browser, approved, zheng, bian, sun, zhang, tmp_path
):
    meeting = close_meeting(approved.items.get().meeting, on=DAY, by=zheng)
    browser.sign_in("bian")
    browser.open("/publish/")
    browser.press("拟公示")
    browser.press("送放行")
    browser.sign_in("sun")
    browser.open("/publish/")
    browser.click(browser.driver.find_element("partial link text", "互助金补助名单公示"))
    browser.press("放行")
    assert Claim.objects.get(pk=approved.pk).publicity_from == DAY
    browser.driver.delete_all_cookies()
    browser.open("/")
    assert "正在公示 1 件" in browser.text
    browser.click(browser.driver.find_element("partial link text", "互助金补助名单公示"))
    assert "张*兰" in browser.text
    assert "张桂兰" not in browser.driver.page_source
    pages = _printed_pages(browser, tmp_path / "notice.pdf")
    assert pages == "1"
    assert meeting.held_on <= DAY


def _printed_pages(browser, path) -> str:
    """How many A4 pages the page prints to."""
    options = {"preferCSSPageSize": True, "printBackground": True}
    pdf = browser.driver.execute_cdp_cmd("Page.printToPDF", options)["data"]
    path.write_bytes(base64.b64decode(pdf))
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)  # noqa: S607
    return next(line.split()[1] for line in told.stdout.splitlines() if line.startswith("Pages"))
