-- Everything that decides whether a secret or session is valid, in one row. schema/src/auth/verify-credential.ts decides.
CREATE OR REPLACE VIEW "credential" AS
SELECT
  s.digest,
  k.kind::text AS kind,
  s.state::text AS secret_state,
  s.retires_at,
  s.first_used_at,
  k.id AS api_key_id,
  k.state::text AS key_state,
  NULL::text AS session_id,
  NULL::boolean AS session_ended,
  NULL::timestamptz AS used_at,
  k.environment::text AS environment,
  k.tier::text AS tier,
  k.scopes::text[] AS scopes,
  k.allow_list,
  k.expires_at,
  k.funder_id,
  f.status::text AS funder_status,
  f.production_opened_at,
  k.relationship_id,
  r.status::text AS relationship_status,
  r.broker_id,
  k.user_id,
  u.role::text AS role,
  u.status::text AS user_status,
  app_now() AS now
FROM "secret" s
JOIN "api_key" k ON k.id = s.api_key_id
JOIN "funder" f ON f.id = k.funder_id
LEFT JOIN "relationship" r ON r.id = k.relationship_id
LEFT JOIN "user" u ON u.id = k.user_id
UNION ALL
SELECT
  s.digest,
  'SESSION',
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  s.id,
  s.ended_at IS NOT NULL OR s.epoch <> u.session_epoch,
  n.used_at,
  s.environment::text,
  'INTERNAL',
  '{}',
  '{}',
  s.expires_at,
  u.funder_id,
  f.status::text,
  f.production_opened_at,
  NULL,
  NULL,
  NULL,
  u.id,
  u.role::text,
  u.status::text,
  app_now()
FROM "session" s
JOIN "user" u ON u.id = s.user_id
JOIN "funder" f ON f.id = u.funder_id
LEFT JOIN "session_use" n ON n.session_id = s.id;
