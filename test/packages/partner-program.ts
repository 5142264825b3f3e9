// callLatchkey: the program that every runtime runs with the packed SDK, as text.
// EXPECTED is what it returns with the server of server.ts.

export const callLatchkey = `
async function callLatchkey({ Latchkey, LatchkeyError }, apiKey, url) {
  // A runtime that is not a browser ignores the last option.
  const latchkey = new Latchkey({ apiKey, url, dangerouslyAllowBrowser: true })
  const { status } = await latchkey.submissions.create({ name: 'Corner Bakery, new oven' })
  const names = []
  for await (const { name } of latchkey.submissions.list({ first: 1 })) names.push(name)
  const error = await latchkey.submissions.get('sub_9').catch((error) => error)
  const invalid = await latchkey.submissions.create({ name: Number.NaN }).catch((error) => error)
  return {
    status,
    names,
    code: error.code,
    known: error instanceof LatchkeyError && invalid instanceof LatchkeyError,
  }
}
`

export const EXPECTED = {
  status: 'DRAFT',
  names: ['Corner Bakery, new oven', 'Corner Bakery, new oven'],
  code: 'SUBMISSION_NOT_FOUND',
  known: true,
}

const CALL = `${callLatchkey}
callLatchkey({ Latchkey, LatchkeyError }, process.env.LATCHKEY_API_KEY, process.env.LATCHKEY_URL)
  .then((result) => console.log(JSON.stringify(result)))`

/** The whole program, for runtimes with \`process.env\`. */
export const programs = {
  'main.mjs': `import { Latchkey, LatchkeyError } from '@latchkey/sdk'${CALL}`,
  'main.cjs': `const { Latchkey, LatchkeyError } = require('@latchkey/sdk')${CALL}`,
}
