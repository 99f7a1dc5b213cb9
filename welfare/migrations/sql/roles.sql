-- Roles that exclude each other 不相容岗位, and the risky ones that take two.

CREATE TABLE welfare_roleconflict (first text NOT NULL, second text NOT NULL, PRIMARY KEY (first, second));
INSERT INTO welfare_roleconflict VALUES ('accountant', 'audit_admin'), ('accountant', 'auditor'), ('accountant', 'cashier'), ('accountant', 'chair'), ('accountant', 'committee'), ('accountant', 'reviewer'), ('accountant', 'security_admin'), ('accountant', 'system_admin'), ('audit_admin', 'auditor'), ('audit_admin', 'cadre'), ('audit_admin', 'cashier'), ('audit_admin', 'chair'), ('audit_admin', 'committee'), ('audit_admin', 'editor'), ('audit_admin', 'officer'), ('audit_admin', 'registrar'), ('audit_admin', 'reviewer'), ('audit_admin', 'security_admin'), ('audit_admin', 'supervisor'), ('audit_admin', 'system_admin'), ('auditor', 'cashier'), ('auditor', 'chair'), ('auditor', 'committee'), ('auditor', 'reviewer'), ('auditor', 'security_admin'), ('auditor', 'system_admin'), ('cadre', 'security_admin'), ('cadre', 'system_admin'), ('cashier', 'chair'), ('cashier', 'committee'), ('cashier', 'reviewer'), ('cashier', 'security_admin'), ('cashier', 'system_admin'), ('chair', 'editor'), ('chair', 'registrar'), ('chair', 'reviewer'), ('chair', 'security_admin'), ('chair', 'system_admin'), ('committee', 'editor'), ('committee', 'registrar'), ('committee', 'reviewer'), ('committee', 'security_admin'), ('committee', 'system_admin'), ('editor', 'security_admin'), ('editor', 'supervisor'), ('editor', 'system_admin'), ('officer', 'security_admin'), ('officer', 'system_admin'), ('registrar', 'security_admin'), ('registrar', 'system_admin'), ('reviewer', 'security_admin'), ('reviewer', 'system_admin'), ('security_admin', 'supervisor'), ('security_admin', 'system_admin'), ('supervisor', 'system_admin');
REVOKE INSERT, UPDATE, DELETE ON welfare_roleconflict FROM guanai_app;

CREATE OR REPLACE FUNCTION roles_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE pair record;
BEGIN
  PERFORM 1 FROM welfare_user WHERE id = NEW.user_id FOR UPDATE;
  SELECT c.first, c.second INTO pair FROM welfare_roleconflict c
    WHERE EXISTS (SELECT FROM welfare_user_groups ug JOIN auth_group g ON g.id = ug.group_id
                  WHERE ug.user_id = NEW.user_id AND g.name = c.first)
      AND EXISTS (SELECT FROM welfare_user_groups ug JOIN auth_group g ON g.id = ug.group_id
                  WHERE ug.user_id = NEW.user_id AND g.name = c.second);
  IF FOUND THEN
    RAISE EXCEPTION 'roles % and % may not meet in one person', pair.first, pair.second
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER roles_apart AFTER INSERT OR UPDATE ON welfare_user_groups
  FOR EACH ROW EXECUTE FUNCTION roles_apart();

CREATE OR REPLACE FUNCTION role_grant_goes_one_way() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION risky_roles_take_two() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION role_taken_ends_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE welfare_rolegrant SET status = 'ended'
   WHERE user_id = OLD.user_id AND status = 'in_force'
     AND role = (SELECT name FROM auth_group WHERE id = OLD.group_id);
  RETURN NULL;
END $$;
CREATE TRIGGER ends_grant AFTER DELETE ON welfare_user_groups
  FOR EACH ROW EXECUTE FUNCTION role_taken_ends_grant();
ALTER TABLE welfare_user_groups ENABLE ALWAYS TRIGGER ends_grant;
