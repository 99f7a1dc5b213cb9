"""A couple whose one household would hold two hardship files stays apart, and the registrar is told."""

from staff.actions.households import join_household, make_household
from staff.models import HardshipFile, Household, RosterImport, Sex, Worker
from tests.people import make_worker
from tests.staff.care import make_cadre, pair
from tests.staff.rosters.desk import commit, line, upload
from tests.staff.rosters.test_rules import FIRST
from tests.staff.rosters.test_undo import qian  # noqa: F401 - who is on the roster


def test_a_third_persons_file_keeps_a_couple_apart(desk, qian, zheng, zhao):  # noqa: F811
    cadre, husband = make_cadre(zhao, zheng), make_worker("吴建国", sex=Sex.MALE)
    sister = make_worker("钱春梅")
    home = make_household(husband, by=zheng)
    join_household(sister, home, by=zheng)
    pair(sister, cadre, zheng)
    pair(qian, cadre, zheng)
    told = line(
        "吴建国", str(husband.id_number), 性别="男", 配偶姓名="钱春兰", 配偶身份证号=FIRST,
    )  # fmt: skip
    upload(desk, [told])
    page = commit(desk).content.decode()
    assert "没有合成一户：合起来会有两份困难档案" in page
    assert Worker.objects.get(pk=qian.pk).household_id is None
    assert HardshipFile.objects.open().count() == 2
    assert Household.objects.double().count() == 1


def _double_after() -> list[int]:
    """双集体户 in the preview: now and afterwards."""
    rows = {name: numbers for name, *numbers in RosterImport.objects.latest("pk").totals["rows"]}
    return rows["双集体户"][:2]


def test_the_preview_counts_no_couple_that_will_stay_apart(desk, qian, zheng, zhao):  # noqa: F811
    cadre, husband = make_cadre(zhao, zheng), make_worker("吴建国", sex=Sex.MALE)
    pair(husband, cadre, zheng)
    pair(qian, cadre, zheng)
    told = {"性别": "男", "配偶姓名": "钱春兰", "配偶身份证号": FIRST}
    upload(desk, [line("吴建国", str(husband.id_number), **told)])
    assert _double_after() == [0, 0]
    commit(desk)
    assert Household.objects.double().count() == 0


def test_the_preview_counts_no_couple_one_of_whom_leads_the_other(desk, qian, zheng, zhao):  # noqa: F811
    husband = make_worker("吴建国", sex=Sex.MALE, user=zhao)
    pair(qian, make_cadre(zhao, zheng), zheng)
    told = {"性别": "男", "配偶姓名": "钱春兰", "配偶身份证号": FIRST}
    upload(desk, [line("吴建国", str(husband.id_number), **told)])
    assert _double_after() == [0, 0]
    commit(desk)
    assert Household.objects.double().count() == 0
