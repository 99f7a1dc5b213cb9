"""A real browser. Without Chromium the walk is skipped and says so; CI turns that into a failure."""

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import ElementClickInterceptedException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.mutualfund.conftest import (  # noqa: F401 - one approved claim, as the fund makes it
    accepted,
    approved,
    committee,
    coop,
    investigated,
    meeting,
    zhang_joined,
)

WAIT = 5  # seconds for an element to appear
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1440,1000", "--force-prefers-reduced-motion",
)  # fmt: skip


def _driver(folder: Path) -> webdriver.Chrome:
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        words = "no Chromium here: apt install chromium chromium-driver"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(words)
        pytest.skip(words)
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(driver))


class Person:
    """Somebody at a browser."""

    def __init__(self, driver: webdriver.Chrome, site: str) -> None:
        self.driver, self.site = driver, site

    def open(self, path: str) -> None:
        """Go to an address of the product."""
        self.driver.get(self.site + path)

    def sign_in(self, username: str) -> None:
        """Log in as the person, by the form."""
        self.driver.delete_all_cookies()
        self.open("/login/")
        self.type("username", username)
        self.type("password", "a-long-password-7")
        self.find("[name=password]").submit()

    def find(self, css: str):
        """The first element of a selector."""
        return self.driver.find_element("css selector", css)

    def click(self, element) -> None:
        """Press an element in the middle of the window; while the page moves, aim again."""

        def pressed(driver: webdriver.Chrome) -> bool:
            words = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})"
            driver.execute_script(words, element)
            element.click()
            return True

        moving = [ElementClickInterceptedException]
        WebDriverWait(self.driver, WAIT, ignored_exceptions=moving).until(pressed)

    def type(self, name: str, text: str) -> None:
        """Fill a field by its name."""
        field = self.find(f"[name={name}]")
        field.clear()
        field.send_keys(text)

    def choose(self, name: str, value: object) -> None:
        """Tick a radio button by its value, through its label as a finger would."""
        button = self.find(f"input[name={name}][value='{value}']")
        self.click(self.find(f"label[for={button.get_attribute('id')}]"))

    def day(self, name: str, day: dt.date) -> None:
        """Set a date field; typing depends on the browser's language."""
        field = self.find(f"[name={name}]")
        words = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change'))"
        self.driver.execute_script(words, field, day.isoformat())

    def tick(self, name: str) -> None:
        """Tick every empty box of a name."""
        for box in self.driver.find_elements("css selector", f"[name={name}]"):
            if not box.is_selected():
                self.click(box)

    def pick(self, element: str, words: str) -> None:
        """Choose from a select box by what the line says."""
        Select(self.find(f"select[id='{element}']")).select_by_visible_text(words)

    def await_text(self, words: str) -> None:
        """Wait until the page says the words."""
        WebDriverWait(self.driver, 10).until(lambda _: words in self.text)

    def tap(self, words: str) -> None:
        """Press the shown button that begins with the words; no page answers."""
        path = f"//section[not(@hidden)]//button[starts-with(normalize-space(.), '{words}')]"
        self.click(self.driver.find_element("xpath", path))

    def press(self, words: str) -> None:
        """Press the button that begins with the words, and wait for the page that answers."""
        path = f"//button[starts-with(normalize-space(.), '{words}') and not(@disabled)]"
        button = self.driver.find_element("xpath", path)
        self.driver.execute_script("window.isOld = true")
        self.click(button)
        waiting = WebDriverWait(self.driver, 10, ignored_exceptions=[WebDriverException])
        arrived = "return !window.isOld && document.readyState === 'complete'"
        waiting.until(lambda driver: driver.execute_script(arrived))

    def lacks(self, path: str) -> bool:
        """Whether the page has no such element; it does not wait for one to appear."""
        self.driver.implicitly_wait(0)
        found = self.driver.find_elements("xpath", path)
        self.driver.implicitly_wait(WAIT)
        return not found

    @property
    def text(self) -> str:
        """What the page says."""
        return self.find("body").text


@pytest.fixture
def browser(transactional_db, house, live_server, tmp_path):
    """Somebody at a browser before the running product."""
    driver = _driver(tmp_path / "profile")
    driver.implicitly_wait(WAIT)
    yield Person(driver, live_server.url)
    driver.quit()
