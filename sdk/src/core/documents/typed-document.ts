// Exports `TypedDocumentString`, a GraphQL document with its types. Used by generated/documents.ts and transport.ts.

/** The text of a fragment, and the fragments that it uses. */
export type FragmentText = readonly (string | FragmentText)[]

/**
 * A GraphQL document with the types of its result and variables, compatible with the `TypedDocumentString` of
 * GraphQL Code Generator. Its name is known without parsing its text.
 */
export class TypedDocumentString<Result, Variables> {
  /** Only for the type system. Never set. */
  declare readonly __apiType?: (variables: Variables) => Result
  readonly kind: 'query' | 'mutation'
  readonly operationName: string
  readonly #body: string
  readonly #uses: readonly FragmentText[]

  /** @internal `body` is the text after the name. */
  constructor(
    kind: 'query' | 'mutation',
    operationName: string,
    body: string,
    ...uses: readonly FragmentText[]
  ) {
    this.kind = kind
    this.operationName = operationName
    this.#body = body
    this.#uses = uses
  }

  /** The whole text, with each fragment once. */
  toString(): string {
    return `${this.kind} ${this.operationName}${this.#body}${[...new Set(textsIn(this.#uses))].join('')}`
  }
}

/** The document of a mutation that has one `input` and whose result is one fragment: most mutations. */
export function mutationOf<Result, Variables>(
  name: string,
  result: FragmentText,
): TypedDocumentString<Result, Variables> {
  const [, fragment] = String(result).split(' ')
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const body = `($input:${type}!){${name}(input:$input){...${fragment}}}`
  return new TypedDocumentString('mutation', name, body, result)
}

function textsIn(parts: FragmentText): readonly string[] {
  return parts.flatMap((part) => (typeof part === 'string' ? part : textsIn(part)))
}
