CREATE OR REPLACE FUNCTION probe_write() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  BEGIN
    INSERT INTO write_probe (padding) VALUES (repeat('x', 10000));
    RAISE SQLSTATE 'LK001';
  EXCEPTION WHEN SQLSTATE 'LK001' THEN
    RETURN;
  END;
END $$;
