// Random valid documents of a schema: every field; page sizes as literals, variables and defaults.

import fc from 'fast-check'
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import type { Ids } from './large-funder.ts'

export interface Requested {
  readonly query: string
  readonly variables: Record<string, number | string | null>
}

type Field = GraphQLField<unknown, unknown>
/** Returns a number less than `below`. */
type Choose = (below: number) => number

/** `ids`: argument values for root fields that take an id. */
export function randomDocuments(schema: GraphQLSchema, ids: Ids): fc.Arbitrary<Requested> {
  return fc.gen().map((gen) => {
    const choose: Choose = (below) => gen(fc.nat, { max: below - 1 })
    return new Writer(schema, ids, choose).write()
  })
}

class Writer {
  readonly #schema: GraphQLSchema
  readonly #ids: Ids
  readonly #choose: Choose
  readonly #declared: string[] = []
  readonly #variables: Record<string, number | string | null> = {}
  readonly #fragments: string[] = []
  #names = 0

  constructor(schema: GraphQLSchema, ids: Ids, choose: Choose) {
    this.#schema = schema
    this.#ids = ids
    this.#choose = choose
  }

  write(): Requested {
    const selection = this.#selection(this.#schema.getQueryType()!, 1)
    const declared = this.#declared.length === 0 ? '' : `(${this.#declared.join(', ')})`
    const query = [`query Asked${declared} ${selection}`, ...this.#fragments].join('\n')
    return { query, variables: this.#variables }
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (isInterfaceType(type)) {
      const one = this.#one(this.#schema.getPossibleTypes(type))
      return `{ __typename ... on ${one.name} ${this.#selection(one, depth)} }`
    }
    if (!isObjectType(type)) return ''
    const fields = Object.values(type.getFields())
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)))
    const nodes = fields.filter((field) => !leaves.includes(field))
    const chosen = [...this.#some(leaves, depth === 1 ? 0 : 3), ...this.#some(nodes, 4)]
    const used = new Set<string>()
    const parts = chosen.map((field) => {
      const isTwice = used.has(field.name)
      used.add(field.name)
      return this.#wrapped(type, `${isTwice ? `${this.#name('a')}: ` : ''}${this.#field(field, depth)}`)
    })
    return `{ ${parts.join(' ') || '__typename'} }`
  }

  #field(field: Field, depth: number): string {
    return `${field.name}${this.#arguments(field)} ${this.#selection(getNamedType(field.type), depth + 1)}`.trim()
  }

  /** Unchanged, or inside a named or inline fragment. */
  #wrapped(type: GraphQLNamedType, text: string): string {
    const how = this.#choose(8)
    if (how === 0) return `... on ${type.name} { ${text} }`
    if (how > 1) return text
    const name = this.#name('F')
    this.#fragments.push(`fragment ${name} on ${type.name} { ${text} }`)
    return `...${name}`
  }

  #arguments({ name, args }: Field): string {
    if (name === 'previewAllowList') return '(allowList: ["10.0.0.0/28"])'
    if (name === 'usage') return this.#periods()
    if (name === 'submissionByReference')
      return `(externalReference: "Order 1", relationshipId: "${this.#ids['relationship']?.[0]}")`
    if (args.some((arg) => isRequiredArgument(arg))) {
      const ids = this.#ids[name]
      if (ids === undefined) throw new Error(`The fixture has no id for ${name}.`)
      return `(id: "${this.#one(ids)}")`
    }
    if (!args.some((arg) => arg.name === 'first')) return ''
    const size = this.#one([1, 2, 7, 50, 99, 100, 1 + this.#choose(100)])
    const how = this.#choose(6)
    if (how === 0) return ''
    const end = this.#one(['first', 'first', 'last'])
    if (how === 1) return `(${end}: ${size})`
    if (how === 2) return `(${end}: null)`
    const variable = this.#name('n')
    this.#declared.push(`$${variable}: Int${how === 3 ? ` = ${size}` : ''}`)
    if (how !== 3) this.#variables[variable] = how === 4 ? null : size
    return `(${end}: $${variable})`
  }

  /** The default length, or an explicit one. */
  #periods(): string {
    const by = this.#one(['', 'by: HOUR', 'by: DAY'])
    const hours = this.#one([0, 1, 50, 190])
    if (hours === 0) return by && `(${by})`
    const [from, to] = [hours + 5, 5].map((ago) => new Date(Date.now() - ago * 3_600_000).toISOString())
    const how = this.#choose(4)
    if (how === 3) return `(from: "${from}" ${by})`
    if (how === 0) return `(from: "${from}", to: "${to}" ${by})`
    if (how === 1) return `(to: "${to}" ${by})`
    const name = this.#name('t')
    this.#declared.push(`$${name}: DateTime!`)
    this.#variables[name] = from!
    return `(from: $${name}, to: "${to}" ${by})`
  }

  #some(fields: readonly Field[], most: number): Field[] {
    if (fields.length === 0) return []
    return Array.from({ length: this.#choose(most + 1) }, () => this.#one(fields))
  }

  #one<T>(of: readonly T[]): T {
    return of[this.#choose(of.length)]!
  }

  #name(prefix: string): string {
    this.#names += 1
    return `${prefix}${this.#names}`
  }
}
