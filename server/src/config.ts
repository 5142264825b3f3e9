// readConfig: the only code that reads process.env. variables: every variable, for --help and the docs.

import { z } from 'zod'
import { SECTIONS } from './configuration/sections.ts'
import { INFO, type VariableInfo } from './configuration/variable-types.ts'

const SCHEMA = z
  .object({
    ...SECTIONS.Network,
    ...SECTIONS.Database,
    ...SECTIONS['Rate limits'],
    ...SECTIONS.Documents,
    ...SECTIONS.Retention,
    ...SECTIONS['Sign-in and email'],
    ...SECTIONS.Observability,
  })
  .transform((env) => ({
    port: env.PORT,
    keepAliveSeconds: env.KEEP_ALIVE_SECONDS,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    /** Null: Latchkey starts an embedded PostgreSQL in `dataDir`. */
    databaseUrl: env.DATABASE_URL ?? null,
    databaseConnections: env.DATABASE_CONNECTIONS,
    workers: env.WORKERS,
    /** Null: each server counts rate limits separately. */
    redisUrl: env.REDIS_URL ?? null,
    s3: {
      /** Null: documents are stored in `dataDir`/blobs. */
      bucket: env.S3_BUCKET ?? null,
      /** Null: AWS. */
      endpoint: env.S3_ENDPOINT ?? null,
      region: env.S3_REGION,
      accessKeyId: env.S3_ACCESS_KEY_ID ?? null,
      secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? null,
      prefix: env.S3_PREFIX,
    },
    /** Null: documents are not scanned. */
    clamd: env.CLAMD ?? null,
    /** 0: never. */
    retention: { draftDays: env.RETENTION_DRAFT_DAYS, closedMonths: env.RETENTION_CLOSED_MONTHS },
    allowedOrigins: env.ALLOWED_ORIGINS ?? [],
    /** Null: the address that the server listens on. */
    publicUrl: env.PUBLIC_URL ?? null,
    trustedProxies: env.TRUSTED_PROXIES,
    seedDemo: env.SEED_DEMO ?? env.DATABASE_URL === undefined,
    /** Null: the server writes mails as files to `dataDir`/mail. */
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM,
    mailbox: env.MAILBOX ?? (env.DATABASE_URL === undefined && env.SMTP_URL === undefined),
    /** Null: the server generates a secret once and stores it in `dataDir`. */
    authSecret: env.AUTH_SECRET ?? null,
    /** Null: the server generates a key once and stores it in `dataDir`. */
    encryptionKeys: env.ENCRYPTION_KEYS ?? null,
    logLevel: env.LOG_LEVEL,
    /** Null: /metrics accepts requests from this machine only. */
    metricsToken: env.METRICS_TOKEN ?? null,
    tracing: env.TRACING,
  }))

export type Config = Readonly<z.output<typeof SCHEMA>>

export class ConfigError extends Error {}

/** Throws one ConfigError that lists every invalid variable. It never repeats a value: many are secrets. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.entries(env).flatMap(([name, value]) => {
    const trimmed = value?.trim() ?? ''
    return trimmed === '' ? [] : [[name, trimmed] as const]
  })
  const { data, error } = SCHEMA.safeParse(Object.fromEntries(given))
  if (error === undefined) return data
  const faults = error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`)
  throw new ConfigError(`The configuration is invalid:\n${faults.join('\n')}`)
}

export interface Variable extends VariableInfo {
  readonly name: string
}

/** The variables by section, in the order of SECTIONS. */
export function variables(): readonly { readonly title: string; readonly variables: readonly Variable[] }[] {
  return Object.entries(SECTIONS).map(([title, section]) => ({
    title,
    variables: Object.entries<z.ZodType>(section).flatMap(([name, type]) => {
      const info = INFO.get(type)
      return info === undefined ? [] : [{ name, ...info }]
    }),
  }))
}
