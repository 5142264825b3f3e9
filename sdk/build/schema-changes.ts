// requiredBump: the kind of version that the next release of the SDK needs, from the changes of the schema.
// `node build/schema-changes.ts` prints it; `pnpm check` compares it with the changesets.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'

/** In ascending order. */
export const BUMPS = ['none', 'patch', 'minor', 'major'] as const
export type Bump = (typeof BUMPS)[number]

export interface RequiredBump {
  readonly bump: Bump
  /** What the callers of the last release have to change, or notice. */
  readonly changes: readonly string[]
}

/**
 * Compares the schema of the last release with the one of now. A change that breaks callers needs a major
 * version, any other addition a minor one. Before 1.0.0, a minor version may break callers and a patch may
 * add: semver gives versions 0.x no other meaning. Changed descriptions need no release.
 */
export async function requiredBump(
  released: string,
  current: string,
  version: string,
): Promise<RequiredBump> {
  const changes = await diff(buildSchema(released), buildSchema(current))
  const relevant = changes.filter(({ type }) => !/DESCRIPTION/.test(type) && type !== ChangeType.TypeAdded)
  const breaking = relevant.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
  const isFirst = version.startsWith('0.')
  if (breaking.length > 0)
    return { bump: isFirst ? 'minor' : 'major', changes: breaking.map(({ message }) => message) }
  if (changes.some(({ type }) => type === ChangeType.TypeAdded) || relevant.length > 0)
    return { bump: isFirst ? 'patch' : 'minor', changes: relevant.map(({ message }) => message) }
  return { bump: 'none', changes: [] }
}

if (import.meta.main) {
  const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8')
  const [released, current] = [read('../released.graphql'), read('../../schema/schema.graphql')]
  const { bump, changes } = await requiredBump(released, current, JSON.parse(read('../package.json')).version)
  console.log([`The next version of the SDK: ${bump}`, ...changes.map((change) => `- ${change}`)].join('\n'))
}
