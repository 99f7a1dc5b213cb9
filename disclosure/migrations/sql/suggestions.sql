-- The steps of a suggestion 合理化建议 are only added to.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_suggestionstep
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_suggestionstep ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_suggestionstep FROM guanai_app;
