"""Votes, decisions and payments are only ever added to; a signed finding is frozen."""

from django.db import migrations

TABLES = ("mutualfund_vote", "mutualfund_decision", "mutualfund_payment")
FORBID = "\n".join(
    f"""
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM guanai_app;
"""
    for table in TABLES
)
ALLOW = "\n".join(
    f"""
GRANT UPDATE, DELETE ON {table} TO guanai_app;
DROP TRIGGER append_only ON {table};
"""
    for table in TABLES
)
FINDINGS = """
CREATE FUNCTION mutualfund_finding_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.signed_at IS NOT NULL THEN
    RAISE EXCEPTION 'finding % is signed: % refused', OLD.id, TG_OP USING ERRCODE = '42501';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER finding_frozen BEFORE UPDATE OR DELETE ON mutualfund_investigation
  FOR EACH ROW EXECUTE FUNCTION mutualfund_finding_frozen();
ALTER TABLE mutualfund_investigation ENABLE ALWAYS TRIGGER finding_frozen;
"""
NO_FINDINGS = """
DROP TRIGGER finding_frozen ON mutualfund_investigation;
DROP FUNCTION mutualfund_finding_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0004_chart_of_accounts"),
        ("welfare", "0003_audit_is_append_only"),
    ]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
        migrations.RunSQL(FINDINGS, NO_FINDINGS),
    ]
