// Codegen plugin: enums as frozen runtime objects, such as `SubmissionStatus.values`.

import { plugin as operations } from '@graphql-codegen/typescript-operations'
import { isEnumType } from 'graphql'
import { banner, comment } from './text.ts'

const imports = `import { type EnumObject, enumOf } from '../core/enum.ts';
import type * as Types from './types.ts';

export type { EnumObject };
`

export const plugin: typeof operations = async (schema, documents, config, info) => {
  const made = await operations(schema, documents, config, info)
  const types = typeof made === 'string' ? made : made.content
  const used = [...types.matchAll(/^export type (\w+) =/gm)].flatMap(([, name = '']) => {
    const type = schema.getType(name)
    return isEnumType(type) ? [type] : []
  })
  const objects = used.map((type) => {
    const members = type
      .getValues()
      .map(({ name, description }) => `${comment(description, '  ')}  ${name}: '${name}',\n`)
    const object = `export const ${type.name} = /* @__PURE__ */ enumOf({\n${members.join('')}});\n`
    const doc = comment(type.description)
    return `${doc}${object}${doc}export type ${type.name} = Types.${type.name};\n`
  })
  return { prepend: [banner, imports], content: objects.join('\n') }
}
