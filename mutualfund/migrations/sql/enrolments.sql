-- Nobody is a member without a registration he signed and the committee approved before.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_enrolmentscan
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_enrolmentscan ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_enrolmentscan FROM guanai_app;

-- Each step once, in order; approved by the chair, who neither entered it nor is family.
CREATE OR REPLACE FUNCTION mutualfund_enrolment_goes_on() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE steps text[] := '{signed_on,scan_id,withdrawn_on,member_id,approved_on,approved_by_id,approval_no,'
  'announced_on,announced_by_id}';
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'enrolment % is kept', OLD.number USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.approved_on IS NOT NULL OR NEW.announced_on IS NOT NULL OR NEW.withdrawn_on IS NOT NULL
       OR NEW.member_id IS NOT NULL THEN
      RAISE EXCEPTION 'enrolment % begins without approval', NEW.number USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - steps IS DISTINCT FROM to_jsonb(OLD) - steps
     OR OLD.withdrawn_on IS NOT NULL
     OR (NEW.withdrawn_on IS NOT NULL AND NEW.announced_on IS DISTINCT FROM OLD.announced_on)
     OR (OLD.signed_on IS NOT NULL AND NEW.signed_on IS DISTINCT FROM OLD.signed_on)
     -- the scan may come after the signature, once
     OR (OLD.scan_id IS NOT NULL AND NEW.scan_id IS DISTINCT FROM OLD.scan_id)
     OR (NEW.signed_on IS NULL AND NEW.scan_id IS NOT NULL)
     -- a first due that was void made no member: the registration waits for the right one
     OR (OLD.member_id IS NOT NULL AND NEW.member_id IS DISTINCT FROM OLD.member_id
         AND NOT (NEW.member_id IS NULL AND EXISTS (
           SELECT FROM mutualfund_member m WHERE m.id = OLD.member_id AND m.left_on = m.joined_on)))
     OR (OLD.announced_on IS NOT NULL AND (NEW.announced_on, NEW.announced_by_id)
         IS DISTINCT FROM (OLD.announced_on, OLD.announced_by_id))
     OR (OLD.approved_on IS NOT NULL AND (NEW.approved_on, NEW.approved_by_id, NEW.approval_no)
         IS DISTINCT FROM (OLD.approved_on, OLD.approved_by_id, OLD.approval_no)) THEN
    RAISE EXCEPTION 'enrolment % goes forward only', OLD.number USING ERRCODE = '42501';
  END IF;
  IF NEW.approved_on IS NOT NULL AND OLD.approved_on IS NULL AND (
       NOT mutualfund_holds(NEW.approved_by_id, 'chair')
       OR NEW.approved_by_id = NEW.entered_by_id
       OR EXISTS (SELECT FROM staff_worker w WHERE w.id = NEW.worker_id
                    AND w.user_id = NEW.approved_by_id)
       OR EXISTS (SELECT FROM staff_kin(NEW.worker_id) k WHERE k.user_id = NEW.approved_by_id)) THEN
    RAISE EXCEPTION 'user % does not approve enrolment %', NEW.approved_by_id, OLD.number
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_on BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_enrolment
  FOR EACH ROW EXECUTE FUNCTION mutualfund_enrolment_goes_on();
ALTER TABLE mutualfund_enrolment ENABLE ALWAYS TRIGGER goes_on;
REVOKE DELETE, TRUNCATE ON mutualfund_enrolment FROM guanai_app;

-- Deferred: a membership is opened in the same transaction that ends its registration.
CREATE OR REPLACE FUNCTION mutualfund_member_registered() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM mutualfund_enrolment e WHERE e.member_id = NEW.id AND e.worker_id = NEW.worker_id
       AND e.signed_on <= NEW.joined_on AND e.approved_on <= NEW.joined_on)
     AND NOT EXISTS (  -- the first due is void already: he never joined
       SELECT FROM mutualfund_member m WHERE m.id = NEW.id AND m.left_on = m.joined_on) THEN
    RAISE EXCEPTION 'member % has no registration signed and approved', NEW.number
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER registered AFTER INSERT ON mutualfund_member
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_member_registered();
ALTER TABLE mutualfund_member ENABLE ALWAYS TRIGGER registered;
