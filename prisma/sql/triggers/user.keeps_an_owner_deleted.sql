CREATE OR REPLACE TRIGGER "keeps_an_owner_deleted" AFTER DELETE ON "user" FOR EACH ROW
  WHEN (OLD.role = 'OWNER' AND OLD.status = 'ACTIVE') EXECUTE FUNCTION funder_keeps_an_owner();
