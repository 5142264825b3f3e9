// Prints the schema to schema.graphql, sorted: the contract that the SDK is generated from. Needs no database.

import { writeFile } from 'node:fs/promises'
import { printSchema } from 'graphql'
import { schema } from './src/schema.ts'

await writeFile(new URL('schema.graphql', import.meta.url), `${printSchema(schema)}\n`)
