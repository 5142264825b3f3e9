// Turns a response into short strings that tests compare.

import type { Answer } from './world.ts'

/** Returns "404 API_KEY_NOT_FOUND", or "200" for a response without errors. */
export function outcome({ status, body }: Answer): string {
  const code = body?.errors?.[0]?.extensions?.code
  return code === undefined ? `${status}` : `${status} ${code}`
}

/** Returns the issues of a VALIDATION_FAILED problem, each as "path CODE". */
export function issues({ body }: Answer): string[] {
  return (body?.errors?.[0]?.extensions?.issues ?? []).map(
    (issue: { path: string; code: string }) => `${issue.path} ${issue.code}`,
  )
}
