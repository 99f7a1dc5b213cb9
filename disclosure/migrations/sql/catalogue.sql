-- The catalogue 公开目录: every change of a topic leaves the old row, written by the database; what
-- was registered as public is only added to.

CREATE OR REPLACE FUNCTION catalogue_topic_traced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) IS DISTINCT FROM to_jsonb(NEW) THEN
    INSERT INTO disclosure_topictrace (topic_id, at, before) VALUES (OLD.id, now(), to_jsonb(OLD));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER catalogue_topic_traced AFTER UPDATE ON disclosure_cataloguetopic
  FOR EACH ROW EXECUTE FUNCTION catalogue_topic_traced();
ALTER TABLE disclosure_cataloguetopic ENABLE ALWAYS TRIGGER catalogue_topic_traced;
CREATE TRIGGER append_only BEFORE DELETE ON disclosure_cataloguetopic
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_cataloguetopic ENABLE ALWAYS TRIGGER append_only;
REVOKE DELETE, TRUNCATE ON disclosure_cataloguetopic FROM guanai_app;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_topictrace
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_topictrace ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_topictrace FROM guanai_app;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_publication
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_publication ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_publication FROM guanai_app;
