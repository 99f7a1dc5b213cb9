"""A risky role is in force only when a second person confirmed it (security.md S12).

The house sets itself up without a second person: until the first security administrator is on
record the application may give every role, and migrations and repairs come as the owner.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION role_grant_goes_one_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'asked' AND NEW.role IN ('audit_admin', 'cashier', 'chair', 'security_admin') THEN
      RAISE EXCEPTION 'role % begins as asked, not as %', NEW.role, NEW.status USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.user_id, OLD.role, OLD.until, OLD.reason, OLD.asked_by_id, OLD.asked_at) IS DISTINCT FROM
     (NEW.user_id, NEW.role, NEW.until, NEW.reason, NEW.asked_by_id, NEW.asked_at) THEN
    RAISE EXCEPTION 'what was granted does not change' USING ERRCODE = '42501';
  END IF;
  IF NOT (OLD.status = 'asked' AND NEW.status IN ('in_force', 'declined')
          OR OLD.status = 'in_force' AND NEW.status = 'ended') THEN
    RAISE EXCEPTION 'a grant does not go from % to %', OLD.status, NEW.status USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_one_way BEFORE INSERT OR UPDATE ON welfare_rolegrant
  FOR EACH ROW EXECUTE FUNCTION role_grant_goes_one_way();
CREATE TRIGGER append_only BEFORE DELETE ON welfare_rolegrant
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE welfare_rolegrant ENABLE ALWAYS TRIGGER goes_one_way;
ALTER TABLE welfare_rolegrant ENABLE ALWAYS TRIGGER append_only;
REVOKE DELETE, TRUNCATE ON welfare_rolegrant FROM guanai_app;

CREATE FUNCTION risky_roles_take_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE key text;
BEGIN
  SELECT name INTO key FROM auth_group WHERE id = NEW.group_id;
  IF current_user = 'guanai_app'
     AND key IN ('audit_admin', 'cashier', 'chair', 'security_admin')
     AND EXISTS (SELECT FROM welfare_auditentry
                  WHERE action = 'account.role_granted' AND facts ->> 'role' = 'security_admin')
     AND NOT EXISTS (SELECT FROM welfare_rolegrant
                      WHERE user_id = NEW.user_id AND role = key AND status = 'in_force') THEN
    RAISE EXCEPTION 'role % needs a second person', key USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER take_two AFTER INSERT OR UPDATE ON welfare_user_groups
  FOR EACH ROW EXECUTE FUNCTION risky_roles_take_two();
ALTER TABLE welfare_user_groups ENABLE ALWAYS TRIGGER take_two;

-- a role that is taken away takes its grant along: to give it again, two are needed again
CREATE FUNCTION role_taken_ends_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE welfare_rolegrant SET status = 'ended'
   WHERE user_id = OLD.user_id AND status = 'in_force'
     AND role = (SELECT name FROM auth_group WHERE id = OLD.group_id);
  RETURN NULL;
END $$;
CREATE TRIGGER ends_grant AFTER DELETE ON welfare_user_groups
  FOR EACH ROW EXECUTE FUNCTION role_taken_ends_grant();
ALTER TABLE welfare_user_groups ENABLE ALWAYS TRIGGER ends_grant;
"""
UNDO = """
DROP TRIGGER ends_grant ON welfare_user_groups;
DROP FUNCTION role_taken_ends_grant();
DROP TRIGGER take_two ON welfare_user_groups;
DROP FUNCTION risky_roles_take_two();
GRANT DELETE ON welfare_rolegrant TO guanai_app;
DROP TRIGGER append_only ON welfare_rolegrant;
DROP TRIGGER goes_one_way ON welfare_rolegrant;
DROP FUNCTION role_grant_goes_one_way();
"""


class Migration(migrations.Migration):
    dependencies = [("welfare", "0030_role_grants")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
