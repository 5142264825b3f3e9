#!/usr/bin/env node
// The program behind `npx -y pnpm@12 admin`. A bin and no script of package.json: pnpm prints lines of its own around a
// script, on standard error, where `--json` prints problems.

import { generateClient } from '@latchkey/prisma/generate.ts'

try {
  await generateClient()
  // Only now: it imports what is generated.
  await import('./latchkey-admin.ts')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
