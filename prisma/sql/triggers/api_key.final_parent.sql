CREATE OR REPLACE TRIGGER "final_parent" BEFORE UPDATE ON "api_key" FOR EACH ROW
  WHEN ((OLD.id, OLD.funder_id, OLD.relationship_id, OLD.user_id, OLD.kind)
    IS DISTINCT FROM (NEW.id, NEW.funder_id, NEW.relationship_id, NEW.user_id, NEW.kind))
  EXECUTE FUNCTION parent_is_final();
