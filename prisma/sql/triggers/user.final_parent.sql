CREATE OR REPLACE TRIGGER "final_parent" BEFORE UPDATE ON "user" FOR EACH ROW
  WHEN ((OLD.id, OLD.funder_id) IS DISTINCT FROM (NEW.id, NEW.funder_id)) EXECUTE FUNCTION parent_is_final();
