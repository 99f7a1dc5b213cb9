"""The two frames, the menus in them, the pages for what went wrong, the front-end files."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from welfare.context import OFFICE_SHEETS, PUBLIC_SHEETS, SHEET_SHEETS
from welfare.finders import PickedFilesFinder, picked_files
from welfare.icons import DRAWN, ICONS
from welfare.navigation import Item, current
from welfare.templatetags.welfare import icon

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
SHEETS = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|\|safe\b")


def _named(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_it_carries_no_inline_style_or_script(path):
    assert not INLINE.findall(path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_it_is_a_template_that_loads(path):
    assert get_template(_named(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_it_draws_only_known_icons(path):
    used = set(re.findall(r'{% icon "([^"]+)"', path.read_text("utf-8")))
    assert used <= ICONS.keys() | DRAWN.keys()


def _first_of_rows(path: Path) -> list[str]:
    """What each row of a task list begins with; included rows are looked at in their own file."""
    text = path.read_text("utf-8")
    lists = re.findall(r'<ul class="wf-tasks">(.*?)</ul>', text, re.DOTALL)
    rows = lists or ([text] if path.name == "_task.html" else [])
    return [
        found for row in rows for found in re.findall(r"<li[^>]*>\s*<(\w+ class=\"[\w-]+)", row)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_rows_of_a_task_list_begin_with_their_sign(path):
    assert set(_first_of_rows(path)) <= {'span class="wf-tasks__i'}


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_it_asks_only_for_files_that_exist(path):
    asked = re.findall(r"{% static ['\"]([^'\"]+)", path.read_text("utf-8"))
    assert [name for name in asked if not finders.find(name)] == []


@pytest.mark.parametrize("name", [*ICONS, *DRAWN])
def test_it_draws_every_icon_hidden_from_readers(name):
    assert f'class="bi bi-{name}" aria-hidden="true"' in icon(name)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_it_keeps_a_stylesheet_short_and_at_home(path):
    css = path.read_text("utf-8")
    assert css.count("\n") <= 400
    assert not re.search(r"url\(|@import|https?:", css)


def test_it_loads_every_stylesheet_somewhere():
    loaded = {*OFFICE_SHEETS, *PUBLIC_SHEETS, *SHEET_SHEETS}
    assert loaded == {f"css/{path.name}" for path in SHEETS}


def test_it_finds_the_files_it_picks_from_packages():
    for name, path in picked_files().items():
        assert finders.find(name) == str(path)
        assert path.is_file()
    listed = dict(PickedFilesFinder().list([]))
    with listed["vendor/htmx.min.js"].open("anything") as script:
        assert script.read(200).startswith(b"var htmx=")


@pytest.mark.django_db
def test_it_marks_the_line_one_is_under(as_, everyone):
    page = as_(everyone["audit_admin"]).get("/audit/").content.decode()
    assert re.search(r'href="/audit/"\s+aria-current="page"', page)


@pytest.mark.django_db
def test_it_links_only_to_what_one_may_open(as_, zheng):
    answer = as_(zheng).get("/audit/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert 'class="app"' in page
    assert 'href="/office/"' in page
    assert 'href="/audit/"' not in page


def test_it_takes_the_longest_address_as_the_current_line():
    lines = [
        Item("board", "/", "", "首页"),
        Item("fund-public", "/fund/", "", "互助金"),
        Item("voucher-list", "/fund/ledger/", "", "账本"),
    ]
    assert current("/", lines) == "board"
    assert current("/fund/2022-10/", lines) == "fund-public"
    assert current("/fund/ledger/?m=2022-10", lines) == "voucher-list"
    assert current("/elsewhere/", lines) == ""


@pytest.mark.django_db
def test_it_says_why_a_page_stays_shut(as_, zheng):
    page = as_(zheng).get("/audit/").content.decode()
    assert "这一页要有「查看操作日志」的权限，请找系统管理员。" in page


@pytest.mark.django_db
def test_it_answers_a_wrong_address_in_the_frame_of_its_reader(client, as_, zheng):
    stranger, officer = client.get("/nowhere/"), as_(zheng).get("/nowhere/")
    assert (stranger.status_code, officer.status_code) == (404, 404)
    assert 'class="pub"' in stranger.content.decode()
    assert 'class="app"' in officer.content.decode()


@pytest.mark.django_db
def test_it_shows_a_message_as_a_note(as_, zheng):
    desk = as_(zheng)
    desk.post("/logout/")
    page = desk.get("/login/").content.decode()
    assert re.search(r'wf-note wf-note--ok"\s+role="status"', page)
    assert "已退出登录。" in page


@pytest.mark.django_db
def test_it_puts_what_is_wrong_on_top_and_beside_the_field(client):
    page = client.post("/login/", {"username": "", "password": "", "device": "own"})
    html = page.content.decode()
    assert "<title>出错：" in html
    assert "有 2 处要改" in html
    assert 'href="#id_password"' in html
    assert 'id="id_password_error"' in html
    assert re.search(r'name="password"[^>]*aria-describedby="id_password_error"', html)


@pytest.mark.django_db
def test_it_remembers_nothing_of_a_wrong_password(client):
    html = client.post("/login/", {"username": "no", "password": "wrong-one"}).content.decode()
    assert "登录名或密码不对" in html
    assert "wrong-one" not in html
