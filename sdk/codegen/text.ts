// Text helpers for both codegen plugins: the file banner and doc comments.

export const banner =
  '// Generated from schema/schema.graphql and sdk/operations by `pnpm generate`. Do not edit.\n'

/**
 * Formats a schema description as a doc comment that ends with a line break. Returns '' without a
 * description.
 */
export function comment(description: string | null | undefined, indent = ''): string {
  if (!description) return ''
  const lines = description.replaceAll('*/', '*\\/').split('\n')
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}
