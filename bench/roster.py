"""An invented roster 花名册 of any length, the same for the same seed.

The columns are those of the demo roster without its serial number 序号. Nobody in it is real.
"""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

SEED = 579
COLUMNS = (
    "姓名", "性别", "公民身份号码", "出生日期", "民族", "政治面貌", "文化程度", "所属分公司", "车站",
    "岗位", "用工状态", "参加工作时间", "联系电话", "工资卡号", "家庭人口", "家庭月收入", "困难等级",
    "致困原因", "残疾证号", "配偶姓名", "配偶身份证号", "备注",
)  # fmt: skip
DATES = frozenset({"出生日期", "参加工作时间"})
STATIONS = (
    ("东岭分公司", "东岭站"), ("东岭分公司", "白沙站"), ("东岭分公司", "青石站"),
    ("柳河分公司", "柳河站"), ("柳河分公司", "沙坪站"), ("临江分公司", "临江站"),
    ("临江分公司", "江口站"), ("临江分公司", "长滩站"), ("双桥分公司", "双桥站"),
    ("双桥分公司", "石门站"), ("云台分公司", "云台站"), ("云台分公司", "松林站"),
    ("云台分公司", "铜溪站"), ("段机关分公司", "段机关"),
)  # fmt: skip
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱"
    "严覃武戴莫孔向汤"
)
COMPOUND = ("欧阳", "诸葛", "司马", "上官", "尉迟")
GIVEN_MALE = "建国军明华强志伟平波林海东成山德新福根斌磊涛龙春生文武永清光辉"
GIVEN_FEMALE = "秀英桂兰玉梅芳霞丽娟艳红燕萍静敏洁慧珍翠巧玲云香淑菊凤琴莲美倩晶颖月"
REGIONS = ("430124", "430321", "430421", "430422", "430523", "431021", "432522")
ETHNICITIES, ETHNICITY_WEIGHTS = ("汉族", "土家族", "苗族", "回族"), (84, 6, 5, 5)
POLITICS, POLITICS_WEIGHTS = ("群众", "中共党员", "共青团员"), (70, 20, 10)
SCHOOLS = ("小学", "初中", "高中", "技校", "中专", "大专", "本科")
JOBS = (
    "门卫", "货场管理员", "行包员", "洗涤工", "绿化工", "客运服务员", "公寓服务员", "保洁员",
    "仓库保管员", "食堂炊事员", "装卸工", "售货员",
)  # fmt: skip
POSTS, POST_WEIGHTS = ("在岗", "内部退养", "息岗"), (69, 26, 5)
TIERS, TIER_WEIGHTS = ("", "特困", "一般困难", "重困"), (94, 2.5, 2, 1.5)
CAUSES = ("单亲", "收入低", "意外灾害", "本人大病", "家属大病", "子女上学")
PREFIXES = ("137", "138", "139", "150", "158", "187")
REMARKS, REMARK_WEIGHTS = ("", "退役军人", "借调在外，工资由借用单位发", "电话常换"), (96, 2, 1, 1)
FIRST_BIRTH, LAST_BIRTH = dt.date(1957, 1, 1), dt.date(1998, 12, 31)
WOMEN, COUPLES, DISABLED = 0.82, 0.04, 0.017  # shares of the demo roster
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"

Row = list[str | int | dt.date]


class _People:
    """Deals people whose ID numbers, telephones and cards never meet."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - invented people, the same every time
        self.taken: set[str] = set()

    def fresh(self, prefix: str, digits: int) -> str:
        """A number of its own: the prefix and so many digits after it."""
        while True:
            number = f"{prefix}{self.dice.randrange(10**digits):0{digits}d}"
            if number not in self.taken:
                self.taken.add(number)
                return number

    def id_number(self, birth: dt.date, *, male: bool) -> str:
        """A resident ID number with its check digit (GB 11643)."""
        while True:
            order = self.dice.randrange(500) * 2 + male
            body = f"{self.dice.choice(REGIONS)}{birth:%Y%m%d}{order:03d}"
            if body not in self.taken:
                self.taken.add(body)
                rest = sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11
                return body + CHECK_DIGITS[rest]

    def name(self, *, male: bool) -> str:
        """A surname and one or two characters."""
        rare = self.dice.random() < 0.01
        family = self.dice.choice(COMPOUND) if rare else self.dice.choice(SURNAMES)
        given = GIVEN_MALE if male else GIVEN_FEMALE
        return family + "".join(self.dice.choices(given, k=1 if self.dice.random() < 0.15 else 2))

    def row(self, place: tuple[str, str], *, male: bool) -> Row:
        """One worker of a station, single as far as the paper says."""
        dice = self.dice
        days = dice.randrange((LAST_BIRTH - FIRST_BIRTH).days)
        birth = FIRST_BIRTH + dt.timedelta(days=days)
        number = self.id_number(birth, male=male)
        tier = dice.choices(TIERS, TIER_WEIGHTS)[0]
        certificate = f"{number}{dice.randint(1, 7)}{dice.randint(1, 4)}"
        return [
            self.name(male=male), "男" if male else "女", number, birth,
            dice.choices(ETHNICITIES, ETHNICITY_WEIGHTS)[0],
            dice.choices(POLITICS, POLITICS_WEIGHTS)[0], dice.choice(SCHOOLS), *place,
            dice.choice(JOBS), dice.choices(POSTS, POST_WEIGHTS)[0],
            dt.date(birth.year + dice.randint(18, 25), dice.randint(1, 12), 1),
            self.fresh(dice.choice(PREFIXES), 8), self.fresh("621700", 13), dice.randint(1, 6),
            dice.randrange(1500, 6500, 50), tier, dice.choice(CAUSES) if tier else "",
            certificate if dice.random() < DISABLED else "", "", "",
            dice.choices(REMARKS, REMARK_WEIGHTS)[0],
        ]  # fmt: skip


def people(rows: int, seed: int = SEED) -> Iterator[Row]:
    """The rows, grouped by station; of a couple both name each other."""
    cast, left = _People(seed), rows
    while left:
        place = STATIONS[(rows - left) * len(STATIONS) // rows]
        if left > 1 and cast.dice.random() < COUPLES:
            wife, husband = cast.row(place, male=False), cast.row(place, male=True)
            wife[-3:] = [husband[0], husband[2], "双集体职工"]
            husband[-3:] = [wife[0], wife[2], "双集体职工"]
            yield from (wife, husband)
            left -= 2
        else:
            yield cast.row(place, male=cast.dice.random() >= WOMEN)
            left -= 1


def write_roster(path: Path, rows: int, seed: int = SEED) -> None:
    """Write a workbook of so many people; the same bytes for the same rows and seed."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"created": dt.datetime(2021, 1, 4)})  # noqa: DTZ001 - written as it stands
    sheet, day = book.add_worksheet("花名册"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, COLUMNS)
    for place, row in enumerate(people(rows, seed), start=1):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(place, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(place, column, value)
            elif value:
                sheet.write_string(place, column, value)
    book.close()
