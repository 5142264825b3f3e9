// Findings: the results of probes, and the functions that record them. Used by all probes.

/** `ok`: null if it does not apply. `note`: what was seen. */
export interface Finding {
  readonly ok: boolean | null
  readonly note?: string | undefined
  /** Not found by a program: `note` names the source. */
  readonly isRead?: true
}

export type Findings = Record<string, Finding>

/** Longest time that a probe waits for an SDK. */
const PATIENCE_MS = 20_000

/** Runs one check. An SDK that throws or does not finish fails it. */
export async function check(
  findings: Findings,
  id: string,
  run: () => Promise<boolean | Finding>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  try {
    const result = await within(patienceMs, run())
    findings[id] = typeof result === 'boolean' ? { ok: result } : result
  } catch (error) {
    findings[id] = { ok: false, note: nameOf(error) }
  }
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no result within ${ms} ms`)), ms)
  })
  return await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** An SDK without a timeout would wait for minutes. */
const LONGEST_CALL_MS = 25_000

/** The error that `run` throws or rejects with; null if it succeeds. */
export async function errorOf(run: () => unknown, longestMs = LONGEST_CALL_MS): Promise<unknown> {
  try {
    await within(longestMs, Promise.resolve(run()))
    return null
  } catch (error) {
    return error ?? new Error('An empty error.')
  }
}

/** Class and start of the message, for notes. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return `${error.constructor.name}: ${error.message.split('\n')[0]?.slice(0, 100)}`
}
