// Command `key list`: lists API keys with their displayed prefixes, never a secret or a digest.

import { Option } from '@commander-js/extra-typings'
import { Environment, KeyKind, KeyState, type SecretState } from '@latchkey/prisma'
import type { Parent, Run } from '../command.ts'
import { readAsPlatform } from '../open-database.ts'
import { AFTER, funderIdOf, LIMIT, minute, readPage } from './page.ts'

export function addKeyList(key: Parent, run: Run): void {
  key
    .command('list')
    .description('list the API keys of all funders or one funder, oldest first, without secrets')
    .option('--funder <id or name>', 'only this funder: id (fun_...) or full name')
    .addOption(
      new Option('--environment <environment>', 'only this environment').choices(Object.values(Environment)),
    )
    .addOption(new Option('--kind <kind>', 'only this kind').choices(Object.values(KeyKind)))
    .addOption(new Option('--state <state>', 'only this state').choices(Object.values(KeyState)))
    .option('--prefix <prefix>', 'only keys with this displayed prefix, such as bft_1a2b')
    .option('--limit <number>', LIMIT, '50')
    .option('--after <id>', AFTER)
    .action(({ funder, environment, kind, state, prefix, ...page }) =>
      run((config, opened) =>
        readAsPlatform(config, opened, async (prisma) => {
          const funderId = await funderIdOf(prisma, funder)
          const where = {
            ...(funderId === undefined ? {} : { funderId }),
            ...(environment === undefined ? {} : { environment }),
            ...(kind === undefined ? {} : { kind }),
            ...(state === undefined ? {} : { state }),
            ...(prefix === undefined ? {} : { secrets: { some: { prefix } } }),
          }
          return readPage(page, {
            name: 'keys',
            find: (keyset, take) =>
              prisma.apiKey.findMany({
                where: { ...where, ...keyset },
                orderBy: { id: 'asc' },
                take,
                select: SHOWN,
              }),
            columns: {
              id: ({ id }) => id,
              name: ({ name }) => name,
              kind: ({ kind }) => kind,
              tier: ({ tier }) => tier,
              state: ({ state }) => state,
              environment: ({ environment }) => environment,
              prefix: ({ secrets }) =>
                accepted(secrets)
                  .map((one) => one.prefix)
                  .join(', ') || '-',
              funder: ({ funder }) => funder.name,
              'used by': ({ user, relationship }) => user?.username ?? relationship?.broker.name ?? '-',
              expires: ({ expiresAt }) => minute(expiresAt),
              'last used': ({ secrets }) => minute(lastUse(secrets)),
            },
            json: ({ secrets, relationship, ...key }) => ({
              ...key,
              broker: relationship?.broker ?? null,
              secrets: accepted(secrets).map((one) => ({ prefix: one.prefix, state: one.state })),
              lastUsedAt: lastUse(secrets),
            }),
          })
        }),
      ),
    )
}

const SHOWN = {
  ...{ id: true, name: true, kind: true, tier: true, state: true, environment: true, scopes: true },
  ...{ allowList: true, expiresAt: true, createdAt: true, deletedAt: true },
  funder: { select: { id: true, name: true } },
  user: { select: { id: true, username: true } },
  relationship: { select: { broker: { select: { id: true, name: true } } } },
  secrets: {
    orderBy: { createdAt: 'asc' },
    select: { prefix: true, state: true, use: { select: { usedAt: true } } },
  },
} as const

function accepted<T extends { readonly state: SecretState }>(secrets: readonly T[]): T[] {
  return secrets.filter(({ state }) => state !== 'DEAD')
}

/** Latest use of any secret of the key, as `lastUsedAt` in the API. */
function lastUse(secrets: readonly { use: { usedAt: Date } | null }[]): Date | null {
  const times = secrets.flatMap(({ use }) => (use === null ? [] : [use.usedAt]))
  return times.sort((one, other) => other.getTime() - one.getTime())[0] ?? null
}
