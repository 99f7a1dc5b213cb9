"""What came in is kept as it was booked, and every closing of months leaves a line.

A due, donation or grant may be tied to its voucher once; after that nothing of it changes, and no
row is ever deleted. The wall of closed months can be checked against the lines of its closings.
"""

from django.db import migrations

INCOME = """
CREATE FUNCTION mutualfund_income_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.voucher_id IS NOT NULL THEN
    RAISE EXCEPTION '% % is booked: % refused', TG_TABLE_NAME, OLD.id, TG_OP USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
"""
NO_INCOME = "DROP FUNCTION mutualfund_income_kept();"
TABLES = ("mutualfund_duespayment", "mutualfund_donation", "mutualfund_grant")
KEEP = "\n".join(
    f"""
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION mutualfund_income_kept();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER kept;
REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM guanai_app;
GRANT UPDATE (voucher_id) ON {table} TO guanai_app;
"""
    for table in TABLES
)
LET_GO = "\n".join(
    f"""
REVOKE UPDATE (voucher_id) ON {table} FROM guanai_app;
GRANT UPDATE, DELETE ON {table} TO guanai_app;
DROP TRIGGER kept ON {table};
"""
    for table in TABLES
)

CLOSINGS = """
INSERT INTO mutualfund_closing (fund_id, through, at)
  SELECT fund_id, closed_through, now() FROM mutualfund_series
  WHERE closed_through > make_date(year - 1, 12, 31);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_closing
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_closing ENABLE ALWAYS TRIGGER append_only;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON mutualfund_closing FROM guanai_app;

DROP FUNCTION mutualfund_close_through(bigint, date);
CREATE FUNCTION mutualfund_close_through(p_fund bigint, p_through date, p_by bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(
    hashtext('guanai.ledger'), (p_fund * 10000 + extract(year FROM p_through))::int);
  UPDATE mutualfund_series SET closed_through = p_through
    WHERE fund_id = p_fund AND year = extract(year FROM p_through) AND p_through > closed_through;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'already closed beyond %', p_through USING ERRCODE = 'GU002';
  END IF;
  INSERT INTO mutualfund_closing (fund_id, through, by_id, at) VALUES (p_fund, p_through, p_by, now());
END $$;
REVOKE ALL ON FUNCTION mutualfund_close_through FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mutualfund_close_through TO guanai_app;
"""
NO_CLOSINGS = """
DROP FUNCTION mutualfund_close_through(bigint, date, bigint);
CREATE FUNCTION mutualfund_close_through(p_fund bigint, p_through date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(
    hashtext('guanai.ledger'), (p_fund * 10000 + extract(year FROM p_through))::int);
  UPDATE mutualfund_series SET closed_through = p_through
    WHERE fund_id = p_fund AND year = extract(year FROM p_through) AND p_through > closed_through;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'already closed beyond %', p_through USING ERRCODE = 'GU002';
  END IF;
END $$;
REVOKE ALL ON FUNCTION mutualfund_close_through FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mutualfund_close_through TO guanai_app;
GRANT INSERT, UPDATE, DELETE ON mutualfund_closing TO guanai_app;
DROP TRIGGER append_only ON mutualfund_closing;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0017_closings"),
        ("welfare", "0003_audit_is_append_only"),
    ]
    operations = [
        migrations.RunSQL(INCOME, NO_INCOME),
        migrations.RunSQL(KEEP, LET_GO),
        migrations.RunSQL(CLOSINGS, NO_CLOSINGS),
    ]
