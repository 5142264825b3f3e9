CREATE OR REPLACE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "session" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();
