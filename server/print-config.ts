// configurationPage, envExample: docs/configuration.md and .env.example from the configuration schema.
// `node server/print-config.ts` writes both files.

import { writeFile } from 'node:fs/promises'
import { type Variable, variables } from './src/config.ts'

export function configurationPage(): string {
  const sections = variables().map(({ title, variables }) =>
    [
      `## ${title}`,
      '',
      '| variable | default | value | description |',
      '| --- | --- | --- | --- |',
      ...variables.map(
        (variable) =>
          `| \`${variable.name}\` | ${defaultCell(variable)} | ${variable.expects} | ${variable.description} |`,
      ),
      '',
    ].join('\n'),
  )
  return `# Configuration

<!-- Generated from server/src/configuration/sections.ts by \`npx -y pnpm@12 generate\`. -->

The server and \`latchkey-admin\` read environment variables. An empty variable counts as not set. A program with an invalid
variable doesn't start: it lists all invalid variables at once and never prints their values. \`npx -y pnpm@12 start --help\` prints this
list.

Both programs need the same \`DATABASE_URL\`, \`DATA_DIR\`, \`AUTH_SECRET\` and \`ENCRYPTION_KEYS\`. [.env.example](../.env.example) has every variable, for
\`compose.yaml\` ([deployment](deployment.md)).

${sections.join('\n')}`
}

export function envExample(): string {
  const sections = variables().map(({ title, variables }) =>
    [`# ${title}`, '', ...variables.map(envLines)].join('\n'),
  )
  return `# Generated from server/src/configuration/sections.ts by \`npx -y pnpm@12 generate\`.
#
# Copy this file to .env and uncomment what you change. compose.yaml reads .env. In a shell:
#   set -a; . ./.env; set +a; npx -y pnpm@12 start

${sections.join('\n')}`
}

function defaultCell({ default: fixed, derived }: Variable): string {
  return derived ?? (fixed === null ? 'none' : `\`${fixed}\``)
}

function envLines({ name, description, expects, default: fixed, derived }: Variable): string {
  const comment = `${description}${derived === null ? '' : ` Default: ${derived}.`} Value: ${expects}.`
  const value = fixed ?? ''
  const quoted = /[^\w.:/-]/.test(value) ? `'${value}'` : value
  return `# ${comment.replaceAll('`', '')}\n#${name}=${quoted}\n`
}

if (import.meta.main) {
  await writeFile(new URL('../docs/configuration.md', import.meta.url), configurationPage())
  await writeFile(new URL('../.env.example', import.meta.url), envExample())
}
