// Run by `pnpm version:sdk` after `changeset version`: keeps the schema of the release, and writes its version.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, print, visit } from 'graphql'

const SDK = join(import.meta.dirname, '..')
const USER_AGENT = join(SDK, 'src/core/setup/user-agent.ts')
const CONSTANT = /(?<=^export const SDK_VERSION = ').*(?='$)/m

// schema-changes.ts compares the next release with this schema. Descriptions do not matter to it.
const schema = parse(readFileSync(join(SDK, '../schema/schema.graphql'), 'utf8'), { noLocation: true })
const withoutDescriptions = visit(schema, {
  enter(node) {
    return 'description' in node ? { ...node, description: undefined } : undefined
  },
})
writeFileSync(join(SDK, 'released.graphql'), `${print(withoutDescriptions)}\n`)

// Importing package.json would build all of it into the bundle of every user.
const { version } = JSON.parse(readFileSync(join(SDK, 'package.json'), 'utf8'))
const text = readFileSync(USER_AGENT, 'utf8')
if (!CONSTANT.test(text)) throw new Error(`${USER_AGENT} has no constant SDK_VERSION.`)
writeFileSync(USER_AGENT, text.replace(CONSTANT, version))
