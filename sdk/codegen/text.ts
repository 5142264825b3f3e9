// Words that both generated files share.

export const banner =
  '// Generated from schema/schema.graphql and sdk/operations by `pnpm generate`. Do not edit.\n'

/** A description of the schema as a doc comment, on lines of its own; nothing for none. */
export function comment(description: string | null | undefined, indent = ''): string {
  if (!description) return ''
  const lines = description.replaceAll('*/', '*\\/').split('\n')
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}
