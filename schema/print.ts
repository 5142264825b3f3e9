// Prints the schema to schema.graphql, sorted, and the transitions to docs/submissions.md. Needs no database.

import { readFile, writeFile } from 'node:fs/promises'
import { printSchema } from 'graphql'
import { schema } from './src/schema.ts'
import { withDiagram } from './src/submissions/transitions.ts'

await writeFile(new URL('schema.graphql', import.meta.url), `${printSchema(schema)}\n`)

const page = new URL('../docs/submissions.md', import.meta.url)
await writeFile(page, withDiagram(await readFile(page, 'utf8')))
