// WorldOptions: how a test can set up its World. Used by world.ts.

import type { Limits } from '@latchkey/schema/auth/tier-limits.ts'
import type { Mailer } from '@latchkey/schema/mailer.ts'
import type { Timeouts } from '@latchkey/server/http/timeouts.ts'
import type { Limiter } from '@latchkey/server/rate-limit/limiter.ts'
import type { BlobStore } from '@latchkey/server/storage/blob-store.ts'
import type { Scanner } from '@latchkey/server/storage/scanner.ts'

export interface WorldOptions {
  readonly servers?: number
  readonly allowedOrigins?: readonly string[]
  readonly publicUrl?: string
  readonly trustedProxies?: number
  readonly logLevel?: string
  /** Replaces the folder that `mails` reads. */
  readonly mailer?: Mailer
  readonly connections?: number
  readonly limits?: Limits
  readonly metricsToken?: string
  readonly tracing?: boolean
  readonly workers?: boolean
  /** Default: 0, a mail for each change. */
  readonly noticeSeconds?: number
  /** Creates the limiter of each server, by server index. Default: in memory. */
  readonly limiter?: (server: number) => Limiter
  readonly timeouts?: Partial<Timeouts>
  /** Replaces the store of documents: a folder that all servers share. */
  readonly blobs?: BlobStore
  readonly scanner?: Scanner
  /** Use database settings that the code must not depend on. */
  readonly hostileSettings?: boolean
}
