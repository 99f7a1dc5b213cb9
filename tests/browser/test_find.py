"""Ctrl+K, a few letters, and the worker is there."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.people import make_worker

pytestmark = pytest.mark.browser


def test_it_finds_while_one_types(browser, zheng, zhang):
    other = make_worker("欧阳桂兰")
    browser.sign_in("zheng")
    browser.await_text("今天没有等着您办的事")
    ready = "return document.readyState === 'complete'"
    WebDriverWait(browser.driver, 10).until(lambda driver: driver.execute_script(ready))
    keys = ActionChains(browser.driver)
    keys.key_down(Keys.CONTROL).send_keys("k").key_up(Keys.CONTROL).perform()
    browser.driver.switch_to.active_element.send_keys("oygl")
    browser.await_text("欧阳桂兰")
    assert browser.driver.current_url.endswith("/office/")
    browser.click(browser.find(".app-hits a"))
    browser.await_text("单职工户")
    assert browser.driver.current_url.endswith(other.get_absolute_url())
