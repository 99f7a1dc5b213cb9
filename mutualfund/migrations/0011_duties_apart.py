"""一事不兼办 in the database: the steps of a claim are taken by different people, none of them kin.

The same rules as mutualfund/duties.py, for whoever writes SQL himself (security.md B8).
"""

from django.db import migrations

# Why a login may not act on a claim: what binds it to the applicant, or the step it took before.
BONDS = """
CREATE FUNCTION mutualfund_bond(person bigint, case_id bigint, paired boolean) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN own.id = applicant.id THEN 'applicant'
    WHEN own.household_id = applicant.household_id THEN 'household'
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
CREATE FUNCTION mutualfund_took(person bigint, case_id bigint, step text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT CASE step
    WHEN 'receive' THEN EXISTS (
      SELECT FROM mutualfund_claim WHERE id = case_id AND received_by_id = person)
    WHEN 'investigate' THEN EXISTS (
      SELECT FROM mutualfund_investigation WHERE claim_id = case_id AND investigator_id = person)
    WHEN 'vote' THEN EXISTS (
      SELECT FROM mutualfund_vote v
        JOIN mutualfund_agendaitem i ON i.id = v.item_id
        JOIN mutualfund_committeemember m ON m.id = v.member_id
      WHERE i.claim_id = case_id AND m.user_id = person AND v.choice <> 'recuse')
    WHEN 'finalise' THEN EXISTS (
      SELECT FROM mutualfund_decision d JOIN mutualfund_agendaitem i ON i.id = d.item_id
      WHERE i.claim_id = case_id AND d.signed_by_id = person)
  END
$$;
CREATE FUNCTION mutualfund_stand_apart(person bigint, case_id bigint, paired boolean, steps text[])
RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE bond text; step text;
BEGIN
  bond := mutualfund_bond(person, case_id, paired);
  IF bond IS NOT NULL THEN
    RAISE EXCEPTION 'user % is the % of claim %', person, bond, case_id USING ERRCODE = '23514';
  END IF;
  FOREACH step IN ARRAY steps LOOP
    IF mutualfund_took(person, case_id, step) THEN
      RAISE EXCEPTION 'user % took the step % of claim %', person, step, case_id
        USING ERRCODE = '23514';
    END IF;
  END LOOP;
END $$;
"""
NO_BONDS = """
DROP FUNCTION mutualfund_stand_apart(bigint, bigint, boolean, text[]);
DROP FUNCTION mutualfund_took(bigint, bigint, text);
DROP FUNCTION mutualfund_bond(bigint, bigint, boolean);
"""

INVESTIGATIONS = """
CREATE FUNCTION mutualfund_investigation_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mutualfund_stand_apart(
    NEW.investigator_id, NEW.claim_id, true, ARRAY['receive', 'vote', 'finalise']);
  RETURN NEW;
END $$;
CREATE TRIGGER duties_apart BEFORE INSERT OR UPDATE OF claim_id, investigator_id
  ON mutualfund_investigation FOR EACH ROW EXECUTE FUNCTION mutualfund_investigation_apart();
"""
NO_INVESTIGATIONS = """
DROP TRIGGER duties_apart ON mutualfund_investigation;
DROP FUNCTION mutualfund_investigation_apart();
"""

VOTES = """
CREATE FUNCTION mutualfund_vote_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE seat record;
BEGIN
  SELECT i.claim_id, i.meeting_id, meeting.status, m.user_id, a.presence INTO seat
    FROM mutualfund_agendaitem i
      JOIN mutualfund_meeting meeting ON meeting.id = i.meeting_id
      JOIN mutualfund_committeemember m ON m.id = NEW.member_id
      LEFT JOIN mutualfund_attendance a ON a.meeting_id = i.meeting_id AND a.member_id = NEW.member_id
    WHERE i.id = NEW.item_id;
  IF seat.status <> 'open' OR seat.presence IS DISTINCT FROM 'present' THEN
    RAISE EXCEPTION 'member % is not at an open meeting %', NEW.member_id, seat.meeting_id
      USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM mutualfund_decision WHERE item_id = NEW.item_id) THEN
    RAISE EXCEPTION 'item % is decided', NEW.item_id USING ERRCODE = '23514';
  END IF;
  IF NEW.proxied_by_id = seat.user_id THEN
    RAISE EXCEPTION 'member % enters his own vote by proxy', NEW.member_id USING ERRCODE = '23514';
  END IF;
  IF NEW.choice <> 'recuse' THEN
    PERFORM mutualfund_stand_apart(
      seat.user_id, seat.claim_id, true, ARRAY['receive', 'investigate']);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duties_apart BEFORE INSERT ON mutualfund_vote
  FOR EACH ROW EXECUTE FUNCTION mutualfund_vote_apart();
ALTER TABLE mutualfund_vote ENABLE ALWAYS TRIGGER duties_apart;
"""
NO_VOTES = """
DROP TRIGGER duties_apart ON mutualfund_vote;
DROP FUNCTION mutualfund_vote_apart();
"""

DECISIONS = """
CREATE FUNCTION mutualfund_decision_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE agreed int; refused int; abstained int; case_id bigint;
BEGIN
  SELECT count(*) FILTER (WHERE choice = 'agree'), count(*) FILTER (WHERE choice = 'refuse'),
         count(*) FILTER (WHERE choice = 'abstain')
    INTO agreed, refused, abstained FROM mutualfund_vote WHERE item_id = NEW.item_id;
  IF (agreed, refused, abstained) IS DISTINCT FROM (NEW.agreed::int, NEW.refused::int, NEW.abstained::int)
     OR (NEW.outcome = 'approved') <> (agreed * 2 > agreed + refused + abstained) THEN
    RAISE EXCEPTION 'decision on item % does not say what the votes say', NEW.item_id
      USING ERRCODE = '23514';
  END IF;
  SELECT claim_id INTO case_id FROM mutualfund_agendaitem WHERE id = NEW.item_id;
  PERFORM mutualfund_stand_apart(
    NEW.signed_by_id, case_id, true, ARRAY['receive', 'investigate']);
  RETURN NEW;
END $$;
CREATE TRIGGER duties_apart BEFORE INSERT ON mutualfund_decision
  FOR EACH ROW EXECUTE FUNCTION mutualfund_decision_counts();
ALTER TABLE mutualfund_decision ENABLE ALWAYS TRIGGER duties_apart;
"""
NO_DECISIONS = """
DROP TRIGGER duties_apart ON mutualfund_decision;
DROP FUNCTION mutualfund_decision_counts();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0010_votes_are_append_only"),
        ("staff", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(BONDS, NO_BONDS),
        migrations.RunSQL(INVESTIGATIONS, NO_INVESTIGATIONS),
        migrations.RunSQL(VOTES, NO_VOTES),
        migrations.RunSQL(DECISIONS, NO_DECISIONS),
    ]
