// What `start` shows of the demo world: its key, kept in DATA_DIR/demo.env for the next start, and what to do with it.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '@latchkey/prisma'
import { createSystemWrite } from '@latchkey/schema/access/write.ts'
import { digestOf, patternOf } from '@latchkey/schema/keys/token.ts'
import { keylessDomain, mintDemoKey, seed } from './seed.ts'

export interface Demo {
  /** The secret of a USER key. The only secret that Latchkey keeps, and only of the demo world. */
  readonly key: string
  /** Of a broker that has no key yet. */
  readonly domain: string
}

/** Makes the demo world if there is none, and a key for it if the one in demo.env is not accepted. */
export async function openDemo({ prisma }: Database, dataDir: string): Promise<Demo> {
  const system = createSystemWrite(prisma)
  await system(seed)
  const file = join(dataDir, 'demo.env')
  const kept = /^LATCHKEY_API_KEY=(\S+)$/m.exec(await readFile(file, 'utf8').catch(() => ''))?.[1]
  const domain = await system(keylessDomain)
  if (kept !== undefined) {
    const known = await prisma.secret.findFirst({
      where: { digest: digestOf(kept), apiKey: { state: 'ACTIVE' } },
    })
    if (known !== null) return { key: kept, domain }
  }
  const { secret } = await system(mintDemoKey)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, `LATCHKEY_API_KEY=${secret}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
  return { key: secret, domain }
}

export function demoText({ key, domain }: Demo, address: string): string {
  const post = (credential: string, document: string) =>
    `curl -s ${address}/graphql -H 'content-type: application/json' -H "x-api-key: ${credential}" -d '${JSON.stringify({ query: document })}'`
  const give = post(key, `mutation { createBrokerKey(input: { email: "sam@${domain}" }) { secret } }`)
  const submit = post(
    '$BROKER_KEY',
    'mutation { createSubmission(input: { name: "Corner Bakery, new oven" }) { id name status } }',
  )
  return `
  API       ${address}/graphql
  GraphiQL  ${address}/graphiql
  Key       ${key}   (a USER key of Harbor Street Capital, in DEVELOPMENT)

  Give a broker a key, and submit with it:

BROKER_KEY=$(${give} | grep -o '${patternOf('BROKER', 'PARTNER')}')
${submit}
`
}
