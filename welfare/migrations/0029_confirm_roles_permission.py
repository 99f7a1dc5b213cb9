"""确认授权, handed to the security administrators and the chair; 张贴公示 has no page and goes."""

from django.db import migrations

from welfare.accounts import sync_roles


def hand_out(apps, schema_editor):
    """Groups as roles.py has them now."""
    apps.get_model("auth", "Permission").objects.filter(codename="post_notice").delete()
    sync_roles(
        apps.get_model("auth", "Group"),
        apps.get_model("auth", "Permission"),
        apps.get_model("contenttypes", "ContentType"),
    )


class Migration(migrations.Migration):
    dependencies = [("welfare", "0028_check_visits_permission")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "permissions": [
                    ("use_office", "进入工会办公"),
                    ("view_workers", "查看职工档案"),
                    ("reveal_worker", "查看完整证件号"),
                    ("edit_workers", "维护职工档案"),
                    ("export_workers", "导出职工名单"),
                    ("export_full", "申请导出完整号码"),
                    ("approve_export", "批准导出完整号码"),
                    ("see_exports", "查看完整导出的申请"),
                    ("edit_places", "维护分公司和车站"),
                    ("import_roster", "导入花名册"),
                    ("manage_hardship", "办理困难档案"),
                    ("survey_hardship", "入户调查和核查"),
                    ("approve_hardship", "审批困难档案"),
                    ("view_pairings", "查看结对包保"),
                    ("manage_pairings", "调整结对包保"),
                    ("record_visit", "记走访"),
                    ("check_visits", "核查走访"),
                    ("view_matters", "查看转办事项"),
                    ("assign_matter", "指派转办事项"),
                    ("answer_matter", "办理转办事项"),
                    ("send_reminders", "发提醒"),
                    ("view_campaigns", "查看送温暖活动"),
                    ("manage_campaigns", "办送温暖活动"),
                    ("approve_campaign", "批准送温暖方案"),
                    ("hand_out_gift", "发放慰问"),
                    ("view_help", "查看每户帮扶汇总"),
                    ("view_claims", "查看补助申请"),
                    ("intake_claim", "受理补助申请"),
                    ("investigate_claim", "调查核实"),
                    ("manage_meeting", "办委员会会议"),
                    ("vote_claim", "表决补助申请"),
                    ("finalise_claim", "签发表决结果"),
                    ("view_fund", "查看互助金"),
                    ("manage_members", "办入社退社"),
                    ("draft_charter", "起草章程"),
                    ("adopt_charter", "公布章程"),
                    ("view_books", "查看账本"),
                    ("make_voucher", "制单"),
                    ("review_voucher", "审核凭证"),
                    ("reopen_books", "反结账"),
                    ("pay_claim", "付款"),
                    ("receive_money", "收款"),
                    ("draft_notice", "拟公示"),
                    ("release_notice", "放行公示"),
                    ("handle_suggestions", "办理合理化建议"),
                    ("accept_suggestion", "验收建议落实"),
                    ("view_audit", "查看操作日志"),
                    ("view_accounts", "查看账号"),
                    ("manage_accounts", "管理账号"),
                    ("grant_roles", "授权"),
                    ("confirm_roles", "确认授权"),
                    ("edit_reference", "维护参数和代码表"),
                ],
                "verbose_name": "账号",
                "verbose_name_plural": "账号",
            },
        ),
        migrations.RunPython(hand_out, migrations.RunPython.noop),
    ]
