// Runs a history on two servers and compares each response with the model.
// After every step it tries every secret that ever existed on both servers.

import type { Choice, History } from './history.ts'
import type { HistoryWorld } from './history-world.ts'
import { type Act, admission, type By, isPending, type Model, momentsOf } from './key-model.ts'
import { KnownObjects } from './known-objects.ts'
import { type AppliedAct, findPossibleStates } from './possible-states.ts'

const SERVERS = [0, 1]

/** Throws at the first response that the model does not allow, with the whole history. Counts responses. */
export async function runHistory(
  { kind, steps }: History,
  historyWorld: HistoryWorld,
  counts = new Map<string, number>(),
): Promise<void> {
  const knownObjects = new KnownObjects(kind, await historyWorld.domain())
  const began = historyWorld.now
  const told: string[] = []
  let hours = 0
  let models: Model[] = [{ kind, now: 0, relationship: 'ACTIVE', keys: {} }]

  function keep(possible: Model[]): void {
    if (possible.length > 0) models = possible
    else
      throw new Error(
        [
          ...told,
          'The model does not allow this response. Possible states before it:',
          ...models.map(show),
        ].join('\n'),
      )
  }

  async function apply(act: Act, by: By, server: number): Promise<AppliedAct & { readonly line: string }> {
    const inHours = act.do === 'expire' ? act.in : null
    const expiresAt = inHours === null ? null : new Date(began + (hours + inHours) * 3_600_000)
    const { code, made } = await historyWorld.apply(act, by, knownObjects, server, expiresAt)
    if (made && 'makes' in act) {
      const key = 'key' in act ? act.key : act.makes
      if (act.do === 'create') knownObjects.keys.set(key, made.id)
      knownObjects.secrets.set(act.makes, { key, secret: made.secret })
      knownObjects.relationshipId = made.relationshipId
    }
    const answer = `${act.do}: ${code ?? 'done'}`
    counts.set(answer, (counts.get(answer) ?? 0) + 1)
    return { moments: momentsOf(act, by), answer: code, line: `${describe(act, by)} ${code ?? 'done'}` }
  }

  async function atOnce(acts: readonly { act: Act; by: By; server: number }[]): Promise<void> {
    const applied = await Promise.all(acts.map(({ act, by, server }) => apply(act, by, server)))
    told.push(applied.map(({ line }) => line).join('; at the same time '))
    keep(findPossibleStates(models, applied))
  }

  /** Chooses the target before any action of this step gets a response. */
  function settle(choice: Choice) {
    // Actions without a live key are mostly uninteresting, so the history ends soon.
    const isOver = models.every(({ keys }) => Object.values(keys).every(({ state }) => state === 'DELETED'))
    const { server, what } = choice
    return {
      server,
      ...(isOver && what === 'rotate' ? knownObjects.creation() : knownObjects.settle(choice)),
    }
  }

  /** Skips secrets for which the attempt would be the first use. */
  async function tryAll(): Promise<void> {
    const names = [...knownObjects.secrets.keys()].filter(
      (name) => !models.some((model) => isPending(model, name)),
    )
    const tried = names.flatMap((name) => SERVERS.map((server) => ({ name, server })))
    const answers = await Promise.all(
      tried.map(async ({ name, server }) => {
        const { code } = await historyWorld.apply({ do: 'use' }, { secret: name }, knownObjects, server, null)
        return { name, code }
      }),
    )
    told.push(`tried: ${answers.map(({ name, code }) => `${name} ${code ?? 'accepted'}`).join(', ')}`)
    keep(models.filter((model) => answers.every(({ name, code }) => admission(model, name) === code)))
  }

  await atOnce([{ ...knownObjects.creation(), server: 0 }])
  for (const step of steps) {
    if ('acts' in step) await atOnce(step.acts.map(settle))
    else {
      await historyWorld.pass(step.hours)
      hours += step.hours
      for (const model of models) model.now = hours
      told.push(`${step.hours} hours pass`)
    }
    await tryAll()
  }
  // Finally tries the pending secrets too.
  for (const secret of knownObjects.secrets.keys())
    await atOnce([{ act: { do: 'use' }, by: { secret }, server: 1 }])
  await tryAll()
}

function describe({ do: what, ...details }: Act, by: By): string {
  const who = typeof by === 'object' ? by.secret : by
  return `${who}: ${[what, ...Object.entries(details).map(([name, value]) => `${name} ${value}`)].join(', ')}:`
}

function show({ now, relationship, keys }: Model): string {
  return JSON.stringify({ now, relationship, keys })
}
