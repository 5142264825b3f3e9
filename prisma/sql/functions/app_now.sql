-- The clock of the product: every expiry and stored time comes from the database, never from a server's clock.
-- clock_timestamp(), because now() does not advance within a transaction. Tests replace this function to move time.
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
AS 'SELECT clock_timestamp()';
