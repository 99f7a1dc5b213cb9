-- When a visit, a word about one and a departure were entered 录入时间 is the database's clock: 补记 is told by it.

CREATE TRIGGER clocked BEFORE INSERT ON staff_visit
  FOR EACH ROW EXECUTE FUNCTION welfare_stamped('recorded_at');
ALTER TABLE staff_visit ENABLE ALWAYS TRIGGER clocked;
CREATE TRIGGER clocked BEFORE INSERT ON staff_departure
  FOR EACH ROW EXECUTE FUNCTION welfare_stamped('recorded_at');
ALTER TABLE staff_departure ENABLE ALWAYS TRIGGER clocked;
CREATE TRIGGER clocked BEFORE INSERT ON staff_visitconfirmation
  FOR EACH ROW EXECUTE FUNCTION welfare_stamped('at');
ALTER TABLE staff_visitconfirmation ENABLE ALWAYS TRIGGER clocked;
CREATE TRIGGER clocked BEFORE INSERT ON staff_visitavowal
  FOR EACH ROW EXECUTE FUNCTION welfare_stamped('at');
ALTER TABLE staff_visitavowal ENABLE ALWAYS TRIGGER clocked;
