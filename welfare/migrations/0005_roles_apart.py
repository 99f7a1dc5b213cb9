"""Forbidden pairs of roles are kept apart in the database too (security.md S13)."""

from django.db import migrations

from welfare.roles import ROLE_CONFLICTS

PAIRS = ", ".join(
    "('{}', '{}')".format(*sorted(pair)) for pair in sorted(ROLE_CONFLICTS, key=sorted)
)
GUARD = f"""
CREATE TABLE welfare_roleconflict (first text NOT NULL, second text NOT NULL, PRIMARY KEY (first, second));
INSERT INTO welfare_roleconflict VALUES {PAIRS};
REVOKE INSERT, UPDATE, DELETE ON welfare_roleconflict FROM guanai_app;
CREATE FUNCTION roles_apart() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""  # noqa: S608 - the pairs are our own constants
UNDO = """
DROP TRIGGER roles_apart ON welfare_user_groups;
DROP FUNCTION roles_apart();
DROP TABLE welfare_roleconflict;
"""


class Migration(migrations.Migration):
    dependencies = [("welfare", "0004_roles_and_holidays")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
