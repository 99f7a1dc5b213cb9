"""A visit logged without signal: the form opens, the draft stays, it is sent once when there is one.

The network is taken away by the browser's own means (CDP), from the page and its service worker.
"""

import json
import time
import urllib.request

import pytest
import websocket
from selenium.webdriver.support.ui import WebDriverWait

from staff.forms.visits import LEVELS
from staff.models import DutyStatus, Visit, VisitDuty
from tests.people import DAY
from tests.staff.care import make_cadre, pair, visit

pytestmark = pytest.mark.browser
DOWN = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
UP = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


class Signal:
    """The phone's signal: every target of the browser, the service worker too."""

    def __init__(self, browser) -> None:
        self.driver = browser.driver
        address = self.driver.capabilities["goog:chromeOptions"]["debuggerAddress"]
        with urllib.request.urlopen(f"http://{address}/json/list") as answer:
            targets = json.load(answer)
        [worker] = [one for one in targets if one["type"] == "service_worker"]
        self.worker = websocket.create_connection(
            worker["webSocketDebuggerUrl"], suppress_origin=True
        )
        self._ask("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.enable", {})

    def _ask(self, method: str, params: dict) -> None:
        self.worker.send(json.dumps({"id": 1, "method": method, "params": params}))
        while json.loads(self.worker.recv()).get("id") != 1:
            pass

    def set(self, conditions: dict) -> None:
        """Take the signal away or give it back."""
        self._ask("Network.emulateNetworkConditions", conditions)
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)

    def close(self) -> None:
        self.worker.close()


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Zhao answers for Zhang."""
    return pair(zhang, make_cadre(zhao, zheng), zheng)


@pytest.fixture
def phone(browser, pairing):
    """Zhao's phone, which has opened the form once with signal."""
    browser.driver.set_window_size(390, 844)
    browser.sign_in("zhao")
    browser.open("/visits/new/")
    browser.driver.implicitly_wait(0)
    WebDriverWait(browser.driver, 15).until(
        lambda driver: driver.execute_script(
            "return document.querySelector('form[data-visit]').dataset.ready === 'yes'"
            " && !!navigator.serviceWorker.controller"
        )
    )
    browser.driver.implicitly_wait(5)
    signal = Signal(browser)
    yield browser, signal
    signal.close()


def fill(browser, pairing, words: str) -> None:
    browser.choose("pairing", pairing.pk)
    browser.tap("下一步：情况怎样")
    for name in LEVELS:
        browser.choose(name, 0)
    browser.type("note", words)
    browser.tap("下一步：核对")
    browser.tap("提交走访记录")


def until_recorded(count: int) -> None:
    WebDriverWait(None, 20).until(lambda _: Visit.objects.count() == count)


def test_it_is_sent_once_when_the_signal_returns(phone, pairing):
    browser, signal = phone
    signal.set(DOWN)
    browser.open("/visits/new/")
    fill(browser, pairing, "老人出院了")
    browser.await_text("等信号，自动上传")
    assert Visit.objects.count() == 0
    browser.open("/visits/new/")
    browser.await_text("等信号，自动上传")
    signal.set(UP)
    until_recorded(1)
    browser.open("/visits/new/")
    browser.await_text("这次走访了谁")
    assert "等信号" not in browser.text
    [made] = Visit.objects.all()
    assert (made.note, made.visited_on) == ("老人出院了", DAY)
    assert VisitDuty.objects.get().status == DutyStatus.DONE


def test_the_draft_outlives_the_page(phone, pairing):
    browser, signal = phone
    signal.set(DOWN)
    browser.choose("pairing", pairing.pk)
    browser.tap("下一步：情况怎样")
    browser.type("note", "说到一半")
    browser.await_text(
        "已存在本机"
    )  # perhaps of the step before: the last keys are kept a moment later
    time.sleep(2)
    browser.open("/visits/new/")
    browser.await_text("接着填本机上")
    assert browser.find("[name=note]").get_attribute("value") == "说到一半"
    signal.set(UP)


def test_it_says_that_something_newer_is_there(phone, pairing, zheng):
    browser, signal = phone
    signal.set(DOWN)
    fill(browser, pairing, "我去的那次")
    browser.await_text("等信号，自动上传")
    visit(pairing, zheng, note="干事去的那次")
    signal.set(UP)
    browser.await_text("郑敏已记下")
    assert Visit.objects.count() == 1
    browser.click(browser.driver.find_element("xpath", "//button[. = '是另一次，照样记下']"))
    until_recorded(2)
    assert {str(visit.note) for visit in Visit.objects.all()} == {"我去的那次", "干事去的那次"}


BAD = """
const done = arguments[arguments.length - 1], form = document.querySelector("form[data-visit]");
outbox.put({
  key: "0", state: "queued", data: [["note", "坏"]], user: form.dataset.user, at: "09:00",
  send: "/visits/nowhere/", session: form.dataset.session, title: "坏的一份",
}).then(() => done(""));
"""
SEND = """
const done = arguments[arguments.length - 1];
outbox.send().then(() => done("all well"), (error) => done(error.message));
"""


def test_one_bad_answer_keeps_its_entry_and_lets_the_others_go(phone, pairing):
    browser, signal = phone
    browser.driver.execute_async_script(BAD)  # it is asked first: the oldest key
    signal.set(DOWN)
    fill(browser, pairing, "排在后面的一份")
    browser.await_text("等信号，自动上传")
    signal.set(UP)
    until_recorded(1)
    assert Visit.objects.get().note == "排在后面的一份"
    browser.open("/visits/new/")
    browser.await_text("坏的一份")
    browser.await_text("服务器没有收下（404）")
    assert "排在后面的一份" not in browser.text
    assert browser.driver.execute_async_script(SEND) == "server"  # so the browser syncs again
