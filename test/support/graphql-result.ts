// What an answer says, in the few words a test compares.

import type { Answer } from './world.ts'

/** "404 API_KEY_NOT_FOUND", or "200" for an answer without errors. */
export function outcome({ status, body }: Answer): string {
  const code = body?.errors?.[0]?.extensions?.code
  return code === undefined ? `${status}` : `${status} ${code}`
}

/** The issues of a VALIDATION_FAILED, each as "path CODE". */
export function issues({ body }: Answer): string[] {
  return (body?.errors?.[0]?.extensions?.issues ?? []).map(
    (issue: { path: string; code: string }) => `${issue.path} ${issue.code}`,
  )
}
