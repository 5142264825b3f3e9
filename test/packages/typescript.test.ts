// The types of the packed SDK in every supported version of TypeScript and way of resolving modules.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CleanFolder, cleanFolder } from './clean-folder.ts'
import { consumer } from './typed-program.ts'

const VERSIONS = ['5.0', '5.4', '5.9', '7.0'] as const

/** Compiler options, and the file that TypeScript reads with them: of an ES module or of a CommonJS module. */
const RESOLUTIONS = [
  ['node10', { module: 'commonjs', moduleResolution: 'node10' }, 'consumer.ts'],
  ['node16 from an ES module', { module: 'node16', moduleResolution: 'node16' }, 'consumer.mts'],
  ['node16 from a CommonJS module', { module: 'node16', moduleResolution: 'node16' }, 'consumer.cts'],
  ['nodenext from an ES module', { module: 'nodenext', moduleResolution: 'nodenext' }, 'consumer.mts'],
  ['nodenext from a CommonJS module', { module: 'nodenext', moduleResolution: 'nodenext' }, 'consumer.cts'],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }, 'consumer.ts'],
] as const

const document = `
import { documentText } from '@latchkey/sdk/graphql'
import { parse } from 'graphql'
export const text: string = documentText(parse('{ viewer { scopes } }')).toString()
`

let folder: CleanFolder

beforeAll(async () => {
  folder = await cleanFolder({
    packages: [...VERSIONS.map((version) => `ts-${version}@npm:typescript@${version}`), 'graphql@16'],
    type: 'commonjs',
  })
  for (const extension of ['ts', 'mts', 'cts'])
    await folder.write({ [`consumer.${extension}`]: consumer, [`consumer-document.${extension}`]: document })
})

afterAll(() => folder?.[Symbol.asyncDispose]())

/** What the compiler prints: nothing if there is no error. */
async function compile(version: string, file: string, options: object): Promise<string> {
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    ...options,
  }
  const files = [file, file.replace('.', '-document.')]
  await folder.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files }) })
  const tsc = `${folder.path}/node_modules/ts-${version}/bin/tsc`
  return folder.run(process.execPath, [tsc, '--project', '.']).catch(String)
}

describe.each(VERSIONS)('TypeScript %s', (version) => {
  // TypeScript 7 has no node10 resolution.
  const supported = RESOLUTIONS.filter(([name]) => version !== '7.0' || name !== 'node10')
  test.each(supported)('resolves and checks its types with %s', async (_resolution, options, file) => {
    expect(await compile(version, file, options)).toBe('')
  })
})

test('the last TypeScript 5 checks its types without those of browsers', async () => {
  await folder.install(['@types/node@20'])
  const options = { module: 'nodenext', moduleResolution: 'nodenext', lib: ['es2023'], types: ['node'] }
  expect(await compile('5.9', 'consumer.mts', options)).toBe('')
})
