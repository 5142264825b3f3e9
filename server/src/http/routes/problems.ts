// sendProblems: page with every problem code, the target of `docUrl`. Used by the router.

import type { ServerResponse } from 'node:http'
import { PROBLEMS } from '@latchkey/schema/graphql/problem.ts'
import { send } from '../http-response.ts'

const rows = Object.entries(PROBLEMS)
  .map(
    ([code, [status, meaning]]) =>
      `<dt id="${code}">${code} <small>${status}</small></dt><dd>${escaped(meaning)}</dd>`,
  )
  .join('\n')

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Latchkey error codes</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
dt { font-weight: 600; margin-top: 1rem } dt:target { background: #ffec99; color: #000 } dd { margin: 0 }
</style>
</head>
<body>
<h1>Error codes</h1>
<p>The values of <code>extensions.code</code> in an error. New codes may be added.</p>
<dl>
${rows}
</dl>
</body>
</html>
`

export function sendProblems(res: ServerResponse): void {
  res.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  )
  send(res, 200, 'text/html; charset=utf-8', page)
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}
