// Run by `pnpm version:sdk` after `changeset version`: copies the new version and the schema of the release.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SDK = join(import.meta.dirname, '..')
const USER_AGENT = join(SDK, 'src/core/setup/user-agent.ts')
const CONSTANT = /(?<=^export const SDK_VERSION = ').*(?='$)/m

// The next release is compared with this schema.
copyFileSync(join(SDK, '../schema/schema.graphql'), join(SDK, 'released.graphql'))

// Importing package.json would build all of it into the bundle of every user.
const { version } = JSON.parse(readFileSync(join(SDK, 'package.json'), 'utf8'))
const text = readFileSync(USER_AGENT, 'utf8')
if (!CONSTANT.test(text)) throw new Error(`${USER_AGENT} has no constant SDK_VERSION.`)
writeFileSync(USER_AGENT, text.replace(CONSTANT, version))
