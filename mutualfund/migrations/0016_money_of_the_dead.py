"""No money for a dead applicant without a payee; relatives outside the household stand aside too."""

from django.db import migrations

# Serialised with a departure by the worker's row: whichever comes second sees the first.
DEAD = """
CREATE FUNCTION mutualfund_payment_to_the_living() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE person record;
BEGIN
  SELECT w.id, w.leave_reason INTO person FROM mutualfund_claim c
    JOIN mutualfund_member m ON m.id = c.member_id
    JOIN staff_worker w ON w.id = m.worker_id
   WHERE c.id = NEW.claim_id FOR SHARE OF w;
  IF person.leave_reason = 'died' AND (NEW.method <> 'cash' OR NOT EXISTS (
       SELECT FROM mutualfund_payee WHERE claim_id = NEW.claim_id)) THEN
    RAISE EXCEPTION 'the applicant of claim % is dead', NEW.claim_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER to_the_living BEFORE INSERT ON mutualfund_payment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_payment_to_the_living();
ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER to_the_living;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_payee
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_payee ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_payee FROM guanai_app;
"""
NO_DEAD = """
GRANT UPDATE, DELETE ON mutualfund_payee TO guanai_app;
DROP TRIGGER append_only ON mutualfund_payee;
DROP TRIGGER to_the_living ON mutualfund_payment;
DROP FUNCTION mutualfund_payment_to_the_living();
"""

BOND = """
CREATE OR REPLACE FUNCTION mutualfund_bond(person bigint, case_id bigint, paired boolean)
RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN own.id = applicant.id THEN 'applicant'
    {kin}
    WHEN paired AND EXISTS (
      SELECT FROM staff_pairing p
        JOIN staff_hardshipfile f ON f.id = p.file_id
        JOIN staff_cadre c ON c.id = p.cadre_id
      WHERE f.worker_id = applicant.id AND c.user_id = person
        AND (p.until IS NULL OR p.until > claim.applied_on)) THEN 'paired cadre'
  END
  FROM mutualfund_claim claim
    JOIN mutualfund_member member ON member.id = claim.member_id
    JOIN staff_worker applicant ON applicant.id = member.worker_id
    LEFT JOIN staff_worker own ON own.user_id = person
  WHERE claim.id = case_id
$$;
"""
KIN = BOND.format(
    kin="""WHEN own.household_id = applicant.household_id THEN 'household'
    WHEN EXISTS (SELECT FROM staff_kin(applicant.id) kin WHERE kin.user_id = person)
      THEN 'relative'"""
)
HOUSEHOLD = BOND.format(
    kin="WHEN own.household_id = applicant.household_id THEN 'household'",
)


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0015_payee"),
        ("staff", "0009_kin_and_insurances"),
        ("welfare", "0003_audit_is_append_only"),
    ]
    operations = [
        migrations.RunSQL(DEAD, NO_DEAD),
        migrations.RunSQL(KIN, HOUSEHOLD),
    ]
