// Schema conventions: everything has a description, and no term has two meanings.

import { schema } from '@latchkey/schema/schema.ts'
import {
  type GraphQLField,
  type GraphQLInputField,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, test } from 'vitest'

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
)

test('every type, field, argument and enum value has a description', () => {
  const undescribed: string[] = []
  for (const type of types) {
    if (!type.description) undescribed.push(type.name)
    if (isEnumType(type))
      undescribed.push(
        ...type
          .getValues()
          .filter((value) => !value.description)
          .map((value) => `${type.name}.${value.name}`),
      )
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue
    const fields: (GraphQLField<unknown, unknown> | GraphQLInputField)[] = Object.values(type.getFields())
    for (const field of fields) {
      if (!field.description) undescribed.push(`${type.name}.${field.name}`)
      const args = 'args' in field ? field.args : []
      undescribed.push(
        ...args.filter((arg) => !arg.description).map((arg) => `${type.name}.${field.name}(${arg.name})`),
      )
    }
  }
  expect(undescribed).toEqual([])
})

test('no type is a payload wrapper, and mutations return non-null types', () => {
  expect(types.filter(({ name }) => /Payload|Response|Result/.test(name))).toEqual([])
  for (const { name, type } of Object.values(schema.getMutationType()?.getFields() ?? {}))
    expect(String(type), name).toMatch(/!$/)
})
