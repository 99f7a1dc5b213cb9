"""The columns of a roster and the words people use for them (domain.md 4.1, 4.2, 4.6)."""

from welfare.sheets.tables import Column


def _may(key: str, *titles: str) -> Column:
    return Column(key, titles, required=False)


COLUMNS = (
    _may("serial", "序号", "编号", "顺序号"),
    _may("number", "工号", "职工编号"),
    Column("name", ("姓名", "职工姓名", "员工姓名", "名字")),
    Column("sex", ("性别",)),
    Column(
        "id_number",
        ("公民身份号码", "身份证号码", "身份证号", "身份证", "证件号码", "公民身份证号码", "居民身份证号码"),
    ),
    _may("birth", "出生日期", "出生年月", "生日", "出生年月日", "出生时间"),
    _may("ethnicity", "民族"),
    _may("political_status", "政治面貌"),
    _may("education", "文化程度", "学历"),
    _may("branch", "所属分公司", "分公司"),
    Column("station", ("车站", "车站(班组)", "所属车站", "工作单位", "单位", "所在车站", "所属单位")),
    _may("job", "岗位", "职务(工种)", "工种", "岗位(工种)", "岗位名称"),
    Column("post", ("用工状态", "人员类别", "岗位状态", "在岗状态", "状态", "人员状态")),
    _may("work_start", "参加工作时间", "参工时间", "工作时间", "参加工作年月", "参加工作日期"),
    _may("join_date", "进入集体单位时间", "进集体单位时间", "进入本单位时间", "进单位时间", "入职时间", "入职日期"),
    _may("phone", "联系电话", "联系方式", "手机号码", "手机", "电话", "手机号", "电话号码"),
    _may("bank_card", "工资卡号", "银行卡号", "工资卡", "银行账号"),
    _may("family_size", "家庭人口", "家庭情况-人口(人)", "家庭情况-人口", "家庭人口数"),
    _may(
        "family_income", "家庭月收入", "家庭情况-月收入(元)", "家庭情况-月收入", "月收入",
        "家庭月收入(元)", "月收入(元)",
    ),
    _may("tier", "困难等级", "困难类别", "困难程度"),
    _may("is_extreme", "是否特困"),
    _may("cause", "致困原因", "主要致困原因"),
    _may("disability_certificate", "残疾证号", "残疾证"),
    _may("is_disabled", "是否残疾", "残疾"),
    _may("disability_type", "残疾类别", "残疾类型", "残疾种类"),
    _may("disability_grade", "残疾等级", "残疾级别"),
    _may("model_worker_type", "劳模类型", "劳模级别", "劳模"),
    _may("spouse_name", "配偶姓名", "爱人姓名"),
    _may("spouse", "爱人姓名及单位", "配偶姓名及单位", "配偶及单位"),
    _may("spouse_id_number", "配偶身份证号", "配偶身份证号码", "爱人身份证号", "爱人身份证号码"),
    _may("address", "家庭住址", "住址", "现住址", "家庭地址"),
    _may("marital_status", "婚姻状况", "婚否"),
    _may("household_type", "户口性质", "户口类型", "户籍性质"),
    _may("identity", "用工性质", "用工身份"),
    _may("leave_reason", "离册原因", "减员原因", "离职原因"),
    _may("left_on", "离册日期", "离册时间", "减员时间", "减员日期", "离职时间"),
    _may("remark", "备注"),
    _may("pension", "养老保险缴至", "养老保险缴到", "养老保险", "养老金缴至", "养老缴至", "三金-养老"),
    _may("unemployment", "失业保险缴至", "失业保险缴到", "失业保险", "失业缴至", "三金-失业"),
    _may("medical", "医疗保险缴至", "医疗保险缴到", "医疗保险", "医保缴至", "医疗缴至", "三金-医疗"),
    _may("insurances", "三金", "三金缴纳", "三金缴纳情况"),
)  # fmt: skip
INSURED = "三金只登记、不改写，花名册不动它。缴到哪个月，请在职工的档案页上登记"
# known, and never written → why, where the reader may wonder; people are known by their ID number
NOT_READ = {
    "serial": "", "number": "工号是系统编的，认人只看身份证号",
    "pension": INSURED, "unemployment": INSURED, "medical": INSURED, "insurances": INSURED,
}  # fmt: skip
LABELS = {column.key: column.titles[0] for column in COLUMNS}
MEANINGS = {title: column.key for column in COLUMNS for title in column.titles}
REQUIRED = tuple(column.key for column in COLUMNS if column.required)

SEXES = {"男": "male", "男性": "male", "M": "male", "m": "male", "1": "male",
         "女": "female", "女性": "female", "F": "female", "f": "female", "2": "female"}  # fmt: skip
POSTS = {"在岗": "on_post", "息岗": "off_post", "歇岗": "off_post", "待岗": "off_post",
         "内部退养": "early_retired", "内退": "early_retired", "内养": "early_retired"}  # fmt: skip
TIERS = {"特困": "extreme", "特": "extreme", "重困": "severe", "重": "severe",
         "一般困难": "general", "一般": "general"}  # fmt: skip
LEAVES = {"退休": "retired", "正式退休": "retired", "调离": "transferred", "调出": "transferred",
          "解除": "dismissed", "解除合同": "dismissed", "解除劳动合同": "dismissed", "辞职": "dismissed",
          "死亡": "died", "去世": "died", "病故": "died", "亡故": "died"}  # fmt: skip
IDENTITIES = {"集体": "collective", "集体工": "collective", "集体职工": "collective",
              "全民": "state", "全民工": "state", "全民职工": "state"}  # fmt: skip
MARRIAGES = {"已婚": "已婚", "未婚": "未婚", "离异": "离异", "离婚": "离异", "丧偶": "丧偶",
             "是": "已婚", "否": "未婚"}  # fmt: skip
HOUSEHOLDS = {"非农业": "非农业", "非农": "非农业", "城镇": "非农业", "农业": "农业", "农村": "农业",
              "农转居": "农转居"}  # fmt: skip
DISABILITIES = {
    **{f"{kind}{end}": kind for kind in ("视力", "听力", "言语", "智力", "肢体", "精神", "多重")
       for end in ("", "残疾", "类")},
    "语言": "言语", "语言残疾": "言语", "肢残": "肢体", "多重残": "多重",
}  # fmt: skip
GRADES = {spelt: grade for grade, digit, roman in
          (("一级", "1", "I"), ("二级", "2", "II"), ("三级", "3", "III"), ("四级", "4", "IV"))
          for spelt in (grade, grade[0], digit, f"{digit}级", roman, f"{roman}级")}  # fmt: skip
MODELS = {"全国": "全国", "全国劳模": "全国", "国家级": "全国", "省部级": "省部级", "省级": "省部级",
          "部级": "省部级", "省部级劳模": "省部级", "省劳模": "省部级", "地市级": "地市级", "市级": "地市级",
          "地市级劳模": "地市级", "市劳模": "地市级", "其他": "其他"}  # fmt: skip
YES_OR_NO = {"是": True, "√": True, "有": True, "Y": True, "y": True, "1": True, "✓": True,
             "否": False, "×": False, "无": False, "没有": False, "N": False, "n": False,
             "0": False, "✗": False}  # fmt: skip
WORDS = {
    "on_post": "在岗", "off_post": "息岗", "early_retired": "内部退养",
    "male": "男", "female": "女",
    "extreme": "特困", "severe": "重困", "general": "一般困难",
    "retired": "退休", "transferred": "调离", "dismissed": "解除", "died": "死亡",
    "collective": "集体工", "state": "全民工",
}  # fmt: skip
