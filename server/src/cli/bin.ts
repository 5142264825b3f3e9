#!/usr/bin/env node
// Entry point of `npx -y pnpm@12 admin`: generates the Prisma client, then runs latchkey-admin.
// It is a bin and not a script of package.json, because pnpm prints extra lines to standard error around a
// script, and `--json` prints problems there.

import { generateClient } from '@latchkey/prisma/generate.ts'

try {
  await generateClient()
  // Import it only now, because it imports the generated client.
  const { runCommandLine } = await import('./command-line.ts')
  process.exitCode = await runCommandLine(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
