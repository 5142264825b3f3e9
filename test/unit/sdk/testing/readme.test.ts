// sdk/README.md contains the example that readme-example.test.ts executes.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../../../contracts/source.ts'

it('the README contains the example as it is executed', () => {
  const file = readFileSync(join(import.meta.dirname, 'readme-example.test.ts'), 'utf8')
  const [, example = ''] = /^\/\/ .*\n\n([\s\S]*)$/.exec(file) ?? []
  const readme = readFileSync(join(ROOT, 'sdk/README.md'), 'utf8')
  const section = readme.slice(readme.indexOf('\n## Test your integration\n'))
  expect(/```ts\n([\s\S]*?)```/.exec(section)?.[1]).toBe(example)
})
