// runCommand: runs a bench until it ends or is stopped, and sets the exit code. Used by run.ts and sdk/run.ts.

/** `main` returns the exit code. A signal ends it: 130. It failed: 2. */
export async function runCommand(main: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const stopping = new AbortController()
  // A second signal ends this process at once.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stopping.abort())
  // The reader has closed the pipe (`| head`). Stop in order instead of crashing on EPIPE.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stopping.abort())
  try {
    process.exitCode = await main(stopping.signal)
  } catch (error) {
    const stopped = stopping.signal.aborted
    console.error(stopped ? 'Stopped.' : error instanceof Error ? error.message : String(error))
    process.exitCode = stopped ? 130 : 2
  }
}
