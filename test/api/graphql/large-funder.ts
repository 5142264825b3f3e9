// A funder with more of everything than fits on a page, and every list at its maximum length.

import type { Funder } from '../../support/actors.ts'
import type { World } from '../../support/world.ts'

/** More than the largest page plus the extra row that shows there is a next page. */
const CROWD = 105

/** Ids of existing objects, by the root field that takes them. */
export type Ids = Readonly<Record<string, readonly string[]>>

export async function crowd(world: World, funder: Funder): Promise<Ids> {
  const broker = await funder.broker('bee.example')
  const owners = Array.from({ length: 10 }, (_, index) => ({ firstName: 'Ada', lastName: `No. ${index}` }))
  const submission = { name: 'Corner Bakery, new oven', owners, amount: { amountMinor: 2_500_000 } }
  await broker.latchkey.submissions.create(submission)
  await funder.latchkey.apiKeys.rotate(broker.apiKeyId)

  /**
   * Copies rows of a table once per number, with these columns replaced. `$N` is the number in the form of an
   * id.
   */
  const again = async (table: string, columns: string, where = 'true') => {
    const [{ names }] = await world.sql(
      `SELECT string_agg(format('%I', attname), ', ') AS names FROM pg_attribute
       WHERE attrelid = format('%I', $1::text)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      table,
    )
    await world.sql(
      `INSERT INTO "${table}" (${names}) SELECT ${names} FROM (
       SELECT (jsonb_populate_record(NULL::"${table}", to_jsonb(o) || jsonb_build_object(${columns.replaceAll('$N', 'n')}))).*
       FROM (SELECT * FROM "${table}" WHERE ${where}) o,
         (SELECT lpad(number::text, 26, '0') n FROM generate_series(1, ${CROWD}) number) numbers) copies`,
    )
  }

  const first = `name LIKE '%bee%' OR name LIKE '%Bakery%'`
  const related = `'relationship_id', 'rel_' || $N`
  await again('broker', `'id', 'brk_' || $N`, first)
  await world.sql(
    `INSERT INTO broker_domain (domain, broker_id)
     SELECT substr(id, 5) || '-' || n || '.example', id FROM broker, generate_series(1, 20) n WHERE id LIKE '%_0000%'`,
  )
  await again('relationship', `'id', 'rel_' || $N, 'broker_id', 'brk_' || $N`)
  await again('submission', `'id', 'sub_' || $N, 'broker_id', 'brk_' || $N, ${related}`)
  await again('owner', `'id', 'own_' || left(o.id, 4) || $N || o.position, 'submission_id', 'sub_' || $N`)
  await world.sql(
    `INSERT INTO document (id, environment, funder_id, submission_id, media_type, byte_size, sha256, storage_key)
     SELECT 'doc_' || substr(id, 5), environment, funder_id, id, 'application/pdf', 1, sha256(id::bytea), id
     FROM submission`,
  )
  await again('user', `'id', 'usr_' || $N, 'username', $N`)
  await again('api_key', `'id', 'apk_' || $N, 'created_by_id', 'usr_' || $N, ${related}`, `kind = 'BROKER'`)
  const secret = `'digest', sha256(o.digest || convert_to(o.state || $N, 'UTF8')), 'api_key_id', 'apk_' || $N`
  await again('secret', secret, `api_key_id = '${broker.apiKeyId}'`)
  const dead = `'digest', sha256(o.digest || convert_to($N, 'UTF8')), 'state', 'DEAD'`
  await again('secret', dead, `api_key_id LIKE '%_00000000000000000000000105' AND state = 'CURRENT'`)
  await world.sql(
    `INSERT INTO secret_use (digest, count, used_at, address, user_agent)
     SELECT digest, 1, app_now(), '10.0.0.1', 'a program' FROM secret ON CONFLICT DO NOTHING`,
  )
  await world.sql(
    `INSERT INTO rejected_use (digest, count, first_at, last_at, address, user_agent)
     SELECT digest, 1, app_now(), app_now(), '10.0.0.' || n, 'a program' FROM secret, generate_series(1, 20) n`,
  )
  await world.sql(
    `INSERT INTO usage_hour SELECT id, date_trunc('hour', app_now(), 'UTC') - n * interval '1 hour', 1, 1, 1, 1, '{"FORBIDDEN": 1}'
     FROM api_key, generate_series(0, 2200) n WHERE id LIKE '%_0000%'`,
  )
  await world.sql(
    `INSERT INTO key_address SELECT id, '10.0.0.' || n, app_now(), app_now(), 1, 'a program'
     FROM api_key, generate_series(1, 20) n WHERE id LIKE '%_0000%'`,
  )
  const last = (prefix: string) => [105, 104].map((number) => prefix + String(number).padStart(26, '0'))
  await world.sql(
    `UPDATE submission SET external_reference = 'Order 1' WHERE relationship_id = $1`,
    last('rel_')[0],
  )
  const ids = {
    apiKey: last('apk_'),
    relationship: last('rel_'),
    submission: last('sub_'),
    document: last('doc_'),
    user: last('usr_'),
  }
  return { ...ids, node: [...Object.values(ids).flat(), ...last('brk_'), funder.id] }
}
