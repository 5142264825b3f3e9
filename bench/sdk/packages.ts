// The compared SDKs: names, packages, and what their minimal program calls. Used by all parts of bench/sdk.

export interface Sdk {
  /** Name of its adapter and its program. */
  readonly name: string
  readonly package: string
  /** The call of its program, for the document. */
  readonly call: string
}

export const OURS = 'latchkey'

/** Ours first. Their versions are in pinned/package.json. */
export const SDKS: readonly Sdk[] = [
  { name: OURS, package: '@latchkey/sdk', call: '`new Latchkey()`, `viewer()`' },
  { name: 'stripe', package: 'stripe', call: '`new Stripe()`, `customers.retrieve()`' },
  { name: 'openai', package: 'openai', call: '`new OpenAI()`, `models.retrieve()`' },
  { name: 'linear', package: '@linear/sdk', call: '`new LinearClient()`, `viewer`' },
  { name: 'octokit', package: 'octokit', call: '`new Octokit()`, `rest.repos.get()`' },
  { name: 'unkey', package: '@unkey/api', call: '`new Unkey()`, `apis.getApi()`' },
]

/** A second valid API key, for the probe of rotation. It belongs to nobody. */
export const OTHER_KEY = 'bft_89abcdef0123456789abcdef0123456789abcdef7a708aa8'
