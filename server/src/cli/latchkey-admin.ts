// Entry point of latchkey-admin in the container image, where everything is generated.
// Exit codes: 0 done; 1 rejected, or a check failed; 2 invalid arguments.

import { runCommandLine } from './command-line.ts'

process.exitCode = await runCommandLine(process.argv.slice(2))
