// demoText: what `start` prints about the demo, with commands to paste into a shell. Used by main.ts.

import { patternOf } from '@latchkey/schema/keys/secret-format.ts'
import type { Demo } from './demo-credentials.ts'

export function demoText(demo: Demo, address: string): string {
  const { key, username, password } = demo
  return `
  API       ${address}/graphql
  GraphiQL  ${address}/graphiql
  Sign in   ${address}/login   ${username} / ${password ?? '(the password you chose)'}   (forgotten? password reset emails are at ${address}/mail)
  Key       ${key}   (a USER key of Harbor Street Capital, in DEVELOPMENT)

  Create an API key for a broker, and create a submission with it:

${keyLines(demo, address)}
${demo.relationshipId === null ? '' : `\n  Upload a PDF and submit an application. Its tax id plays an approval:\n\n${submitLines(demo, demo.relationshipId, address)}\n`}`
}

function keyLines({ key, domain }: Demo, address: string): string {
  const post = (credential: string, document: string) =>
    `curl -s ${address}/graphql -H 'content-type: application/json' -H "x-api-key: ${credential}" -d '${JSON.stringify({ query: document })}'`
  const create = post(key, `mutation { createBrokerKey(input: { email: "sam@${domain}" }) { secret } }`)
  const submit = post(
    '$BROKER_KEY',
    'mutation { createSubmission(input: { name: "Corner Bakery, new oven" }) { id name status } }',
  )
  return `BROKER_KEY=$(${create} | grep -o '${patternOf('BROKER', 'PARTNER')}')\n${submit}`
}

/** Needs only curl and grep. The shell function sends one mutation with its input. */
function submitLines({ key, pdf }: Demo, relationshipId: string, address: string): string {
  const draft = {
    name: 'Corner Bakery, new oven',
    relationshipId,
    company: { legalName: 'Corner Bakery LLC', taxId: { kind: 'EIN', number: '00-0000001' } },
    amount: { amountMinor: 2_500_000 },
    purpose: 'EQUIPMENT',
    owners: [{ firstName: 'Ana', lastName: 'Ruiz', ownershipPercent: 100 }],
  }
  const upload = '"fileName":"statement.pdf","class":"BANK_STATEMENT","byteSize":'
  // `!` only in single quotes: interactive shells would replace it in double quotes.
  return `PDF='${pdf}'
send() { curl -s -w '\\n' ${address}/graphql -H 'content-type: application/json' -H 'x-api-key: ${key}' -d '{"query":"mutation ($input: '"$1"'Input!) { '"$2"' }","variables":{"input":'"$3"'}}'; }
SUBMISSION=$(send CreateSubmission 'createSubmission(input: $input) { id }' '${JSON.stringify(draft)}' | grep -o 'sub_[0-9a-z]*')
UPLOAD=$(send RequestDocumentUpload 'requestDocumentUpload(input: $input) { id url }' '{"submissionId":"'"$SUBMISSION"'",${upload}'"$(wc -c < "$PDF")"'}')
curl -s --upload-file "$PDF" "$(echo "$UPLOAD" | grep -o 'http[^"]*')"
send CompleteDocumentUpload 'completeDocumentUpload(input: $input) { id status mediaType }' '{"uploadId":"'"$(echo "$UPLOAD" | grep -o 'upl_[0-9a-z]*')"'"}'
send SubmitSubmission 'submitSubmission(input: $input) { id status offers { product fundedAmount { amountMinor } } }' '{"id":"'"$SUBMISSION"'"}'`
}
