// Command `open-production`: enables PRODUCTION credentials of a funder; --close disables them.

import { PLATFORM_ACTOR, recordEvents } from '@latchkey/schema/events/record-event.ts'
import type { Parent, Run } from './command.ts'
import { findByIdOrName } from './find-record.ts'
import { platformTransaction } from './platform-transaction.ts'

export function addOpenProduction(program: Parent, run: Run): void {
  program
    .command('open-production')
    .description('open PRODUCTION for a funder, or close it with --close')
    .requiredOption('--funder <id or name>', 'id (fun_...) or full name of the funder')
    .option(
      '--close',
      'close PRODUCTION: no server accepts its credentials, and no write in progress becomes visible',
    )
    .action(({ funder: wanted, close = false }) =>
      run((config, opened) =>
        platformTransaction(config, opened, async (tx) => {
          const where = { OR: [{ id: wanted }, { name: wanted }] }
          const { id, name } = findByIdOrName('funder', wanted, await tx.funder.findMany({ where }))
          // One statement. Its trigger takes the funder's exclusive revocation lock: it waits for
          // transactions in progress, and later ones fail their credential re-verification.
          const changed = close
            ? await tx.$executeRaw`
                UPDATE funder SET production_opened_at = NULL WHERE id = ${id} AND production_opened_at IS NOT NULL`
            : await tx.$executeRaw`
                UPDATE funder SET production_opened_at = app_now() WHERE id = ${id} AND production_opened_at IS NULL`
          if (changed > 0)
            await recordEvents(tx, [
              {
                type: close ? 'funder.production_closed' : 'funder.production_opened',
                environment: 'PRODUCTION',
                funderId: id,
                relationshipId: null,
                subjectId: id,
                actor: PLATFORM_ACTOR,
              },
            ])
          const { productionOpenedAt } = await tx.funder.findUniqueOrThrow({ where: { id } })
          const already = changed === 0 ? 'already ' : ''
          const state =
            productionOpenedAt === null ? 'closed' : `open since ${productionOpenedAt.toISOString()}`
          return {
            text: `PRODUCTION of ${name} (${id}) is ${already}${state}.`,
            json: { funder: { id, name, productionOpenedAt }, changed: changed > 0 },
          }
        }),
      ),
    )
}
