// CONTEXTS: what the examples of sdk/README.md use but do not declare, by heading. Used by sdk-readme.test.ts.

export interface Context {
  /** Whose key the client has. */
  readonly as: 'broker' | 'funder'
  /** Declarations in front of the example. `fixture` has ids of existing objects. */
  readonly before?: string
  /** What the example prints. */
  readonly prints?: RegExp
}

/** A reason instead of a context: another test runs the example, or it is no program. */
export type Example = Context | string

const ANY_ID = 'const { submissionId: id } = fixture'

/** The examples below each heading, in their order. */
export const CONTEXTS: Readonly<Record<string, readonly Example[]>> = {
  'Create a submission': [{ as: 'broker', prints: /^sub_\w+ DRAFT\n$/ }],
  'Submit with documents': [
    'test/e2e/stories/submission-life.test.ts',
    { as: 'broker', before: 'const ask = async (text: string) => text', prints: /SUBMISSION_CREATED/ },
  ],
  'Upload and download documents': [
    {
      as: 'broker',
      before: `import { readFile } from 'node:fs/promises'
const { submissionId } = fixture
const bytes = await readFile('lease.pdf')`,
    },
  ],
  'Receive webhooks': ['needs Express; test/e2e/sdk/webhooks/handlers.test.ts runs the handler'],
  'Read lists': [
    { as: 'funder', before: 'const save = async (_nodes: readonly unknown[]) => {}' },
    { as: 'funder', before: 'const after = null' },
  ],
  'Use enums': [{ as: 'broker', before: ANY_ID, prints: /^DRAFT|^undefined/ }],
  'Rotate a key': [
    {
      as: 'funder',
      before: `const { apiKeyId: id, url } = fixture
const deploy = (secret: string) => new Latchkey({ apiKey: secret, url }).viewer()`,
      prints: /RETIRING/,
    },
  ],
  'Deploy a new secret without downtime': [
    { as: 'broker', before: 'const notifyTeam = (text: string) => console.log(text)' },
  ],
  'Configure the client': [{ as: 'broker' }],
  'Read the response': [{ as: 'broker', before: ANY_ID, prints: /^[\w-]{36} 200 / }],
  'Send your own GraphQL': [
    {
      as: 'broker',
      before: `${ANY_ID}
const nameDocument = 'query name($id: ID!) { submission(id: $id) { name } }'`,
    },
    { as: 'broker', prints: /SUBMISSIONS/ },
  ],
  'Log, measure and trace': [
    {
      as: 'broker',
      before: `const logger = console
const histogram = { record: (...values: unknown[]) => console.log(values) }`,
    },
  ],
  'Log a user in': [{ as: 'funder', before: 'const { url, username, password } = fixture' }],
  Retries: [
    { as: 'broker', before: "const input = { name: 'Corner Bakery, new oven' }\nconst job = { id: 118 }" },
  ],
  'Stay within the rate limits': [
    { as: 'broker', before: 'const ids = Array(10).fill(fixture.submissionId)', prints: /^\d+\n$/ },
  ],
  'Handle errors': [
    { as: 'broker', before: "const input = { name: '' }", prints: /^VALIDATION_FAILED .* [\w-]{36}\nname / },
  ],
  'Test your integration': ['a test of the user, with code of the user'],
}
