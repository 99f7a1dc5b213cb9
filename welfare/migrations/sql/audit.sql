-- What happened is only added to (审计).

-- `append_only` serves every table that must not change; ENABLE ALWAYS keeps it on for
-- session_replication_role = replica as well.
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON welfare_auditentry
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE welfare_auditentry ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON welfare_auditentry FROM guanai_app;
