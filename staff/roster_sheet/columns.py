"""The columns of a roster and the words people use for them (domain.md 4.1, 4.2)."""

from welfare.sheets.tables import Column

COLUMNS = (
    Column("serial", ("序号", "编号"), required=False),
    Column("name", ("姓名", "职工姓名")),
    Column("sex", ("性别",)),
    Column(
        "id_number",
        ("公民身份号码", "身份证号码", "身份证号", "身份证", "证件号码", "公民身份证号码"),
    ),
    Column("birth", ("出生日期", "出生年月", "生日", "出生年月日"), required=False),
    Column("ethnicity", ("民族",), required=False),
    Column("political_status", ("政治面貌",), required=False),
    Column("education", ("文化程度", "学历"), required=False),
    Column("branch", ("所属分公司", "分公司"), required=False),
    Column("station", ("车站", "车站(班组)", "所属车站", "工作单位", "单位", "所在车站")),
    Column("job", ("岗位", "职务(工种)", "工种", "岗位(工种)"), required=False),
    Column("post", ("用工状态", "人员类别", "岗位状态", "在岗状态", "状态")),
    Column("work_start", ("参加工作时间", "参工时间", "工作时间"), required=False),
    Column("phone", ("联系电话", "联系方式", "手机号码", "手机", "电话"), required=False),
    Column("bank_card", ("工资卡号", "银行卡号", "工资卡"), required=False),
    Column("family_size", ("家庭人口", "家庭情况-人口(人)", "家庭情况-人口"), required=False),
    Column(
        "family_income",
        ("家庭月收入", "家庭情况-月收入(元)", "家庭情况-月收入", "月收入"),
        required=False,
    ),
    Column("tier", ("困难等级", "困难类别"), required=False),
    Column("cause", ("致困原因", "主要致困原因"), required=False),
    Column("disability_certificate", ("残疾证号", "残疾证"), required=False),
    Column("spouse_name", ("配偶姓名", "爱人姓名"), required=False),
    Column("spouse_id_number", ("配偶身份证号", "配偶身份证号码", "爱人身份证号"), required=False),
    Column("remark", ("备注",), required=False),
)
LABELS = {column.key: column.titles[0] for column in COLUMNS}
MEANINGS = {title: column.key for column in COLUMNS for title in column.titles}
REQUIRED = tuple(column.key for column in COLUMNS if column.required)

SEXES = {"男": "male", "男性": "male", "M": "male", "1": "male",
         "女": "female", "女性": "female", "F": "female", "2": "female"}  # fmt: skip
POSTS = {"在岗": "on_post", "息岗": "off_post", "歇岗": "off_post", "待岗": "off_post",
         "内部退养": "early_retired", "内退": "early_retired", "内养": "early_retired"}  # fmt: skip
TIERS = {"特困": "extreme", "特": "extreme", "重困": "severe", "重": "severe",
         "一般困难": "general", "一般": "general"}  # fmt: skip
