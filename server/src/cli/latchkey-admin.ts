// Entry point of latchkey-admin, the platform staff's command-line tool. It uses the server's database.
// Exit codes: 0 done; 1 rejected, or a check failed; 2 invalid arguments.

import { runCommandLine } from './command-line.ts'

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  out(text) {
    process.stdout.write(text)
  },
  err(text) {
    process.stderr.write(text)
  },
})
