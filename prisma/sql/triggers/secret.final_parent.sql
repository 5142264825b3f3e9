CREATE OR REPLACE TRIGGER "final_parent" BEFORE UPDATE ON "secret" FOR EACH ROW
  WHEN ((OLD.digest, OLD.api_key_id) IS DISTINCT FROM (NEW.digest, NEW.api_key_id))
  EXECUTE FUNCTION parent_is_final();
