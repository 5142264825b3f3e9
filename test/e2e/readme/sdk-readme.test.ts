// The examples of sdk/README.md run unchanged against a real server.

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { PASSWORD } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'
import { CONTEXTS, type Context } from './contexts.ts'

interface Block {
  readonly title: string
  readonly heading: string
  readonly index: number
  readonly code: string
}

const readme = await readFile(join(ROOT, 'sdk/README.md'), 'utf8')
const blocks: Block[] = readme.split(/^#{2,} /m).flatMap((section) => {
  const heading = section.slice(0, section.indexOf('\n'))
  return [...section.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ''], index) => {
    return { title: `${heading}, example ${index + 1}`, heading, index, code }
  })
})

let world: World
let funder: Funder
let broker: BrokerActor
let folder: string
let fixture: object

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('bee.example')
  await broker.latchkey.submissions.create({ name: 'Corner Bakery, new oven', externalReference: 'deal-118' })
  const { username } = await funder.logsIn()
  folder = await mkdtemp(join(tmpdir(), 'latchkey-readme-'))
  for (const name of ['statements', 'downloads']) await mkdir(join(folder, name))
  for (const name of ['statements/september', 'statements/july', 'lease'])
    await writeFile(join(folder, `${name}.pdf`), statementOf(name))
  fixture = {
    submissionId: await broker.submits(),
    // A separate key, because the example ends a secret.
    apiKeyId: (await funder.broker('juniper.example')).apiKeyId,
    url: `${world.url}/graphql`,
    username,
    password: PASSWORD,
  }
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world?.[Symbol.asyncDispose]()
})

test('each example has a context in contexts.ts', () => {
  const counts: Record<string, number> = {}
  for (const { heading } of blocks) counts[heading] = (counts[heading] ?? 0) + 1
  const expected = Object.entries(CONTEXTS).map(([heading, contexts]) => [heading, contexts.length])
  expect(counts).toEqual(Object.fromEntries(expected))
})

/** The imports of the example first, then what it does not declare itself. */
function programOf({ code }: Block, { before = '' }: Context): string {
  const imports = [...code.matchAll(/^import .*\n/gm)].map(([line]) => line).join('')
  const rest = code.replaceAll(/^import .*\n/gm, '')
  return [
    imports,
    /import \{[^}]*\bLatchkey\b/.test(imports) ? '' : "import { Latchkey } from '@latchkey/sdk'",
    `const fixture = ${JSON.stringify(fixture)}`,
    /const latchkey\b/.test(rest) ? '' : 'const latchkey = new Latchkey()',
    before,
    // A block, because the example may declare a name of its context again.
    `{\n${rest}\n}`,
  ].join('\n')
}

const runnable = blocks.flatMap((block) => {
  const context = CONTEXTS[block.heading]?.[block.index]
  return context === undefined || typeof context === 'string' ? [] : [{ ...block, context }]
})

test.each(runnable)('$title', async ({ context, ...block }) => {
  // A folder from which the SDK resolves, as in a project that installed it.
  const file = join(
    ROOT,
    `test/.readme-${process.pid}-${runnable.findIndex(({ title }) => title === block.title)}.ts`,
  )
  await writeFile(file, programOf(block, context))
  const { secret } = context.as === 'broker' ? broker : funder
  const env = { ...process.env, LATCHKEY_URL: `${world.url}/graphql`, LATCHKEY_API_KEY: secret }
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: folder, env })
    if (context.prints !== undefined) expect(stdout).toMatch(context.prints)
  } finally {
    await rm(file)
  }
})
