"""The application's database role, its rights on every table, and the extensions.

Tables that must not be changed take rights back in their own migrations.
"""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

GRANT = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guanai_app') THEN
    CREATE ROLE guanai_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;  -- roles belong to the whole server: another database was set up at the same moment
END $$;
GRANT USAGE ON SCHEMA public TO guanai_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO guanai_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO guanai_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO guanai_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO guanai_app;
"""
REVOKE = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM guanai_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM guanai_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM guanai_app;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM guanai_app;
REVOKE USAGE ON SCHEMA public FROM guanai_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("welfare", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("sessions", "0001_initial"),
    ]
    run_before = [("staff", "0001_initial")]  # its indexes need the extensions
    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(GRANT, REVOKE),
    ]
