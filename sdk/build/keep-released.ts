// Keeps the schema of a release as released.graphql, without descriptions: `pnpm version:sdk` runs it.
// schema-changes.ts compares the next release with it.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, print, visit } from 'graphql'

const [source = '../../schema/schema.graphql'] = process.argv.slice(2)
const schema = parse(readFileSync(join(import.meta.dirname, source), 'utf8'), { noLocation: true })
const withoutDescriptions = visit(schema, {
  enter(node) {
    return 'description' in node ? { ...node, description: undefined } : undefined
  },
})
writeFileSync(join(import.meta.dirname, '../released.graphql'), `${print(withoutDescriptions)}\n`)
