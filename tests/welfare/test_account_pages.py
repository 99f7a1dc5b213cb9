"""账号 and 角色权限 on screen: who opens, who grants, and what a refusal says."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import make_worker
from tests.staff.care import make_cadre, pair
from welfare.models import AuditEntry, User
from welfare.roles import PERMISSIONS, ROLE_PERMISSIONS, Role, apart_from

LIST, NEW, ROLES = reverse("account-list"), reverse("account-new"), reverse("role-table")
SHOWN = re.compile(r"<code>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>")


def act(client, name: str, account: User, **sent) -> str:
    """Press a button of the account's page; what the next page says."""
    return client.post(
        reverse(f"account-{name}", args=[account.pk]), sent, follow=True
    ).content.decode()


def again(account: User) -> User:
    """The account as the database has it now."""
    return User.objects.get(pk=account.pk)


def test_the_table_of_roles_says_what_roles_py_says(as_, zheng):
    lines = as_(zheng).get(ROLES).context["lines"]
    assert [line.role for line in lines] == list(Role)
    for line in lines:
        assert set(line.may) == {PERMISSIONS[key] for key in ROLE_PERMISSIONS[line.role]}
        assert line.apart == [other.label for other in apart_from(line.role)]
        assert line.is_held == (line.role == Role.OFFICER)


def test_the_number_of_holders_opens_their_list(as_, sysadmin, zheng, liang):
    client = as_(sysadmin)
    page = client.get(ROLES).content.decode()
    assert f'<a href="{LIST}?role=officer">2</a>' in page
    assert client.get(LIST, {"role": "officer"}).context["page"].paginator.count == 2


def test_an_account_is_opened_linked_and_used(client, as_, sysadmin, house):
    worker = make_worker("许芳")
    sent = {"username": "xufang", "name": "许芳", "worker_number": worker.number.lower()}
    page = as_(sysadmin).post(NEW, sent)
    (password,) = SHOWN.findall(page.content.decode())
    assert "no-store" in page["Cache-Control"]
    user = User.objects.get(username="xufang")
    worker.refresh_from_db()
    assert (worker.user, user.role_words, user.must_change_password) == (user, "", True)
    entered = client.post(reverse("login"), {"username": "xufang", "password": password})
    assert entered.headers["Location"] == reverse("me")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"username": "zhang", "name": "张三"}, "登录名「zhang」已有人用"),
        ({"username": "a b", "name": "张三"}, "「登录名」写得不对"),
        ({"username": "", "name": "张三"}, "「登录名」还没有填"),
        (
            {"username": "x1", "name": "张三", "worker_number": "JT-9999"},
            "花名册上没有工号 JT-9999",
        ),
        ({"username": "x1", "name": "张三", "cadre_number": "C99"}, "没有工号 C99 的包保责任人"),
        ({"username": "x1", "name": "张三", "worker_number": "{li}"}, "的职工不叫「张三」"),
        ({"username": "x1", "name": "张桂兰", "worker_number": "{zhang}"}, "已经绑定了登录名"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_opens_nothing(as_, sysadmin, zhang, li, sent, words):
    numbers = {"{li}": li.number, "{zhang}": zhang.number}
    sent = {key: numbers.get(value, value) for key, value in sent.items()}
    before = User.objects.count()
    page = as_(sysadmin).post(NEW, sent).content.decode()
    assert words in page
    assert "李秀英" not in page
    assert User.objects.count() == before


def test_a_later_link_goes_by_number_and_name(as_, sysadmin, hire):
    worker, user = make_worker("许芳"), hire("xufang", "许芳", Role.OFFICER)
    client = as_(sysadmin)
    assert "两个工号都没有填" in act(client, "link", user)
    assert "已绑定" in act(client, "link", user, worker_number=worker.number)
    worker.refresh_from_db()
    assert worker.user == user
    other = hire("other", "许芳", Role.OFFICER)
    assert "已经绑定了登录名" in act(client, "link", other, worker_number=worker.number)


def test_a_forbidden_pair_is_refused_and_stays_ticked(as_, secadmin, chen):
    page = act(as_(secadmin), "roles", chen, roles=["accountant", "cashier"], reason="任命")
    assert "「会计」和「出纳」不能由同一个人担任" in page
    ticked = re.findall(r'id="role-(\w+)"[^>]*checked', page)
    assert set(ticked) == {"accountant", "cashier"}
    assert again(chen).role_keys() == {"accountant"}


def test_several_roles_meet_in_one_login(as_, secadmin, zheng):
    act(as_(secadmin), "roles", zheng, roles=["officer", "worker", "cadre"], reason="任命")
    assert again(zheng).role_keys() == {"officer", "worker", "cadre"}
    facts = AuditEntry.objects.filter(action="account.role_granted").latest("pk").facts
    assert facts == {"role": "cadre", "reason": "任命"}


def test_it_asks_on_what_ground(as_, secadmin, zheng):
    page = act(as_(secadmin), "roles", zheng, roles=["cadre"])
    assert "「依据」还没有填" in page
    assert again(zheng).role_keys() == {"officer"}


def test_nobody_changes_his_own_roles(as_, secadmin):
    client = as_(secadmin)
    page = client.get(secadmin.get_absolute_url()).content.decode()
    assert "不能给自己授权" in page
    assert "保存角色" not in page
    assert "不能给自己授权" in act(client, "roles", secadmin, roles=["cashier"], reason="x")
    assert again(secadmin).role_keys() == {"security_admin"}


def test_who_may_not_grant_is_told_who_does(as_, sysadmin, zheng):
    page = as_(sysadmin).get(zheng.get_absolute_url()).content.decode()
    assert "授权由安全管理员来办" in page
    assert "保存角色" not in page


def test_a_closed_account_is_out_at_once(as_, sysadmin, zheng):
    office = as_(zheng)
    assert office.get(reverse("home")).status_code == 200
    assert "已停用" in act(as_(sysadmin), "lock", zheng, reason="调离")
    assert office.get(reverse("home")).status_code == 302


@pytest.mark.parametrize("name", ["lock", "password", "unlock"])
def test_every_act_asks_for_its_reason(as_, sysadmin, secadmin, zheng, name):
    client = as_(sysadmin if name == "lock" else secadmin)
    if name == "unlock":
        act(as_(sysadmin), "lock", zheng, reason="调离")
    assert "要写" in act(client, name, zheng, reason=" ")
    assert again(zheng).is_active == (name != "unlock")


def test_closing_a_cadre_tells_of_his_households(as_, sysadmin, zhao, zheng, zhang):
    pair(zhang, make_cadre(zhao, zheng), zheng)
    page = as_(sysadmin).get(zhao.get_absolute_url()).content.decode()
    assert "名下还有 1 户结对" in page


def test_the_history_names_deed_ground_and_hand(as_, secadmin, zheng):
    client = as_(secadmin)
    act(client, "roles", zheng, roles=["officer", "cadre"], reason="〔2026〕任 3 号")
    told = client.get(zheng.get_absolute_url()).context["history"][0]
    assert (told.act, told.role, told.reason) == ("授予角色", "包保责任人", "〔2026〕任 3 号")
    assert told.entry.actor == secadmin


@pytest.mark.parametrize(
    ("query", "found"),
    [({}, ["sysadmin", "zheng"]), ({"q": "郑"}, ["zheng"]), ({"state": "locked"}, ["chen"]),
     ({"state": "waiting"}, []), ({"state": "all", "role": "accountant"}, ["chen"]),
     ({"state": "nonsense", "role": "nonsense"}, ["sysadmin", "zheng"])],
)  # fmt: skip
def test_the_list_is_filtered(as_, sysadmin, zheng, chen, query, found):
    act(as_(sysadmin), "lock", chen, reason="调离")
    rows = as_(sysadmin).get(LIST, query).context["rows"]
    assert [row.user.username for row in rows] == found


def test_the_list_is_paged_and_asks_the_same_however_long(as_, sysadmin, hire):
    client = as_(sysadmin)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(LIST).status_code == 200
        return len(caught)

    for n in range(3):
        make_worker(f"职工{n}", user=hire(f"w{n}", f"职工{n}", Role.WORKER))
    few = queries()
    for n in range(3, 60):
        make_worker(f"职工{n}", user=hire(f"w{n}", f"职工{n}", Role.WORKER))
    assert queries() == few
    assert len(client.get(LIST).context["rows"]) == 50
