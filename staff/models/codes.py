"""Code 代码: the words a registry column may hold, kept as data (domain.md 3.1, 5.2)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q


class CodeList(models.TextChoices):
    """代码表."""

    ETHNICITY = "ethnicity", "民族"
    POLITICAL_STATUS = "political_status", "政治面貌"
    EDUCATION = "education", "文化程度"
    MARITAL_STATUS = "marital_status", "婚姻状况"
    HUKOU = "hukou_type", "户口类型"
    DISABILITY_TYPE = "disability_type", "残疾类别"
    DISABILITY_GRADE = "disability_grade", "残疾等级"
    MODEL_WORKER = "model_worker_type", "劳模类型"
    HEALTH = "health_status", "健康状况"
    HOUSING = "housing_type", "住房类型"


# as domain.md has them; 民族 of the national standard GB/T 3304
SHIPPED: dict[CodeList, str] = {
    CodeList.ETHNICITY: (
        "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 "
        "哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 "
        "柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 "
        "塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 "
        "鄂伦春族 赫哲族 门巴族 珞巴族 基诺族"
    ),
    CodeList.POLITICAL_STATUS: "中共党员 共青团员 群众 民主党派 其他",
    CodeList.EDUCATION: "小学 初中 高中 中专 技校 大专 本科 研究生",
    CodeList.MARITAL_STATUS: "已婚 未婚 离异 丧偶",
    CodeList.HUKOU: "非农业 农业 农转居",
    CodeList.DISABILITY_TYPE: "视力 听力 言语 智力 肢体 精神 多重",
    CodeList.DISABILITY_GRADE: "一级 二级 三级 四级",
    CodeList.MODEL_WORKER: "全国 省部级 地市级 其他",
    CodeList.HEALTH: (
        "良好 恶性肿瘤 心血管病 脑血管病 终末期肾病 精神病 肝病 血液病 糖尿病 腰颈椎病 高血压病 "
        "肺病 一般疾病 残疾 其他"
    ),
    CodeList.HOUSING: "承租公房 廉租房 自购房 租房 自建房 无房 其他",
}


def seed_codes(code: Any) -> None:
    """Write the shipped lists; takes the model class, so that a migration can pass its own."""
    code.objects.bulk_create(
        code(list=kind.value, name=name, rank=rank)
        for kind, names in SHIPPED.items()
        for rank, name in enumerate(names.split(), start=1)
    )


class CodeQuerySet(models.QuerySet["Code"]):
    """Questions to the code lists."""

    def of(self, kind: CodeList) -> Self:
        """The words in use of one list, in its order."""
        return self.filter(list=kind, is_used=True)


class Code(models.Model):
    """One word of a code list (代码)."""

    list = models.CharField("代码表", max_length=20, choices=CodeList.choices)
    name = models.CharField("名称", max_length=20)
    rank = models.PositiveSmallIntegerField("次序", default=99)
    is_used = models.BooleanField("在用", default=True, help_text="不用了就去掉勾，不删除")

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代码表"
        ordering = ("list", "rank", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["list", "name"],
                name="code_one_per_name",
                violation_error_message="这张代码表里已经有这个名称",
            ),
            models.CheckConstraint(condition=Q(list__in=CodeList.values), name="code_list_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_list_display()} {self.name}"
