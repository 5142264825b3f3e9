// Scans responses, the log, mails and the database for secrets in places where they must not be.

import { createHash } from 'node:crypto'
import { dumpOf } from '../../support/dump-database.ts'
import type { Answer, World } from '../../support/world.ts'

/** A mail as it arrived, with its text already decoded. */
export interface Arrived {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export class LeakScan {
  readonly #canaries = new Map<string, string[]>()
  readonly #answers: (readonly [place: string, text: string])[] = []

  /** Registers `value` as a canary under `name`. Returns it. */
  plant(name: string, value: string): string {
    if (value.length < 8) throw new Error(`${name} is too short to search for.`)
    this.#canaries.set(name, [...(this.#canaries.get(name) ?? []), value])
    return value
  }

  /** Records a response. */
  saw(path: string, { status, headers, body }: Answer): void {
    const kind = status >= 400 || body?.errors ? 'refusal' : 'answer'
    this.#answers.push([`${kind} of ${path}`, JSON.stringify(body)])
    for (const [name, value] of headers) this.#answers.push([`header ${name} of ${path}`, value])
  }

  /** Returns every canary with the places where it was found, in any encoding. */
  async tenants(world: World, mails: readonly Arrived[]): Promise<Record<string, string[]>> {
    const all = [...this.#answers, ...textsOf(mails), ...(await columnsOf(world))]
    for (const line of world.log) all.push(['log', line])
    const seen: [string, string[]][] = []
    for (const [name, values] of this.#canaries) {
      const found = values.flatMap((value) =>
        Object.entries(spellings(value)).flatMap(([how, spelling]) =>
          all.flatMap(([place, text]) =>
            text.toLowerCase().includes(spelling.toLowerCase())
              ? [how === '' ? place : `${place}, ${how}`]
              : [],
          ),
        ),
      )
      seen.push([name, [...new Set(found)].sort()])
    }
    return Object.fromEntries(seen)
  }
}

/** By encoding name; "" is the value unchanged. */
function spellings(value: string): Record<string, string> {
  const others = {
    'in JSON': JSON.stringify(value).slice(1, -1),
    'in a URL': encodeURIComponent(value),
    'in a form': new URLSearchParams({ x: value }).toString().slice(2),
    'in hex': Buffer.from(value).toString('hex'),
    'in base64': Buffer.from(value).toString('base64').replace(/.?=+$/, ''),
    backwards: [...value].reverse().join(''),
    'as digest': createHash('sha256').update(value).digest('hex'),
    'as digest in base64': createHash('sha256').update(value).digest('base64url'),
  }
  return { '': value, ...Object.fromEntries(Object.entries(others).filter(([, text]) => text !== value)) }
}

function textsOf(mails: readonly Arrived[]): [string, string][] {
  return mails.flatMap(({ to, subject, text }): [string, string][] => {
    const link = /#\S+/.exec(text)?.[0] ?? ''
    return [
      ['address of a mail', to],
      ['subject of a mail', subject],
      ['link of a mail, behind the #', link],
      ['text of a mail', link === '' ? text : text.replace(link, '')],
    ]
  })
}

async function columnsOf(world: World): Promise<[string, string][]> {
  const texts: [string, string][] = []
  for (const [table, rows] of await dumpOf(world))
    for (const row of rows)
      for (const [column, value] of Object.entries(JSON.parse(row)))
        texts.push([
          `column ${table.replace('public.', '').replaceAll('"', '')}.${column}`,
          JSON.stringify(value),
        ])
  return texts
}
