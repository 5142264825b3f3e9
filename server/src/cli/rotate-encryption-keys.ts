// Command `rotate-encryption-keys`: wraps the data keys of all submissions with the current master key.

import { rewrapDataKeys } from '@latchkey/schema/encryption/rewrap-data-keys.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { openMasterKeys } from '../auth/master-keys.ts'
import type { Parent, Run } from './command.ts'
import { openMigrated } from './open-database.ts'

export function addRotateEncryptionKeys(program: Parent, run: Run): void {
  program
    .command('rotate-encryption-keys')
    .description(
      'wrap the data keys of all submissions with the first key of ENCRYPTION_KEYS; can be stopped and run again',
    )
    .action(() =>
      run(async (config, opened) => {
        const { prisma } = await openMigrated(config, opened)
        const masterKeys = await openMasterKeys(config.encryptionKeys, config.dataDir)
        const used = await prisma.submission.groupBy({
          by: ['masterKeyId'],
          where: { masterKeyId: { not: null } },
        })
        const missing = used.flatMap(({ masterKeyId: id }) =>
          id === null || masterKeys.keys.has(id) ? [] : [id],
        )
        if (missing.length > 0)
          throw new Problem(
            'UNAVAILABLE',
            `Submissions are encrypted with keys that are missing here: ${missing.join(', ')}. Run this with the ENCRYPTION_KEYS (or the DATA_DIR) of the server.`,
          )
        const { currentId } = masterKeys
        const rewrapped = await rewrapDataKeys(prisma, masterKeys, {
          onBatch: (count) => void process.stderr.write(`${count} data keys re-wrapped\n`),
        })
        return {
          text: `All data keys are wrapped with key ${currentId}; ${rewrapped} were changed. If a server did not use the new key yet, restart it and run this again. Keep the last key of ENCRYPTION_KEYS: it hashes tax ids.`,
          json: { currentKeyId: currentId, rewrapped },
        }
      }),
    )
}
