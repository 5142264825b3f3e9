CREATE OR REPLACE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "secret" FOR EACH ROW EXECUTE FUNCTION take_api_key_revocation_lock();
