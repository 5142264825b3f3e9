CREATE OR REPLACE TRIGGER "keeps_an_owner" AFTER UPDATE ON "user" FOR EACH ROW
  WHEN ((OLD.role = 'OWNER' AND OLD.status = 'ACTIVE') AND NOT (NEW.role = 'OWNER' AND NEW.status = 'ACTIVE'))
  EXECUTE FUNCTION funder_keeps_an_owner();
