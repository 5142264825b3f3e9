// readConfig: the only code that reads process.env. variables: every variable, for --help and the docs.

import { isAbsolute, resolve } from 'node:path'
import { databaseUrlProblem } from '@latchkey/prisma'
import { z } from 'zod'
import { readMasterKeys } from './auth/master-keys.ts'
import { isSender } from './mail/mail-headers.ts'
import { readSmtpUrl } from './mail/smtp-url.ts'

interface VariableInfo {
  /** What a valid value is: "a number from 0 to 10". Error messages and docs/configuration.md use it. */
  readonly expects: string
  readonly description: string
  /** The value when the variable is not set. Null: none, or `derived`. */
  readonly default: string | null
  /** A phrase instead of a default value, if that depends on something else. */
  readonly derived: string | null
}

const INFO = new Map<z.ZodType, VariableInfo>()

/** A variable without a fixed default: undefined when it is not set. */
function optional<S extends z.ZodType>(
  expects: string,
  type: (error: string) => S,
  description: string,
  derived: string | null = null,
) {
  const schema = type(`must be ${expects}.`).optional()
  INFO.set(schema, { expects, description, default: null, derived })
  return schema
}

/** A variable with a fixed default, which is parsed like a given value. */
function withDefault<S extends z.ZodType<unknown, string>>(
  expects: string,
  type: (error: string) => S,
  description: string,
  otherwise: string,
) {
  const schema = z
    .string()
    .prefault(otherwise)
    .pipe(type(`must be ${expects}.`))
  INFO.set(schema, { expects, description, default: otherwise, derived: null })
  return schema
}

const number = (least: number, most: number) => (error: string) =>
  z
    .string()
    .regex(/^\d{1,6}$/, error)
    .transform(Number)
    .pipe(z.int(error).min(least, error).max(most, error))

const flag = (error: string) => z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive', error })

const text = (error: string) => z.string(error)

const textIf = (isValid: (given: string) => boolean) => (error: string) =>
  z.string().refine(isValid, { error })

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Every variable with its type, default and description, by section of docs/configuration.md. */
const SECTIONS = {
  Network: {
    PORT: withDefault(
      'a number from 0 to 65535',
      number(0, 65_535),
      'Port to listen on. 0 uses any free port.',
      '4000',
    ),
    HOST: withDefault(
      'an address',
      text,
      'Address to listen on. The default accepts connections from this machine only; `0.0.0.0` or `::` accepts them from everywhere.',
      '127.0.0.1',
    ),
    PUBLIC_URL: optional(
      'a URL such as https://api.example.com',
      (error) => textIf(isWebUrl)(error).transform((url) => url.replace(/\/+$/, '')),
      'URL under which clients reach the server. Links in emails, error links and the origin check use it. Required for links in emails when `HOST` is every address.',
      'the address that the server listens on',
    ),
    TRUSTED_PROXIES: withDefault(
      'a number from 0 to 10',
      number(0, 10),
      'Number of proxies that every request passes. The server takes the client address from that many entries of `X-Forwarded-For`; with 0 it ignores the header.',
      '0',
    ),
    KEEP_ALIVE_SECONDS: withDefault(
      'a number from 1 to 900',
      number(1, 900),
      'Seconds that an idle connection stays open. Set it higher than the idle timeout of your load balancer.',
      '75',
    ),
    ALLOWED_ORIGINS: optional(
      'a list of origins such as https://app.example.com, separated by commas',
      (error) =>
        z
          .string()
          .transform((list) => list.split(',').map((origin) => origin.trim()))
          .refine((origins) => origins.every(isOrigin), { error }),
      'Other origins whose web pages may call `/graphql` and `/auth/token` (CORS). Cookies are never accepted from them.',
    ),
  },
  Database: {
    DATABASE_URL: optional(
      'a URL such as postgresql://user:password@host:5432/database',
      () => z.string().superRefine(checkDatabaseUrl),
      'PostgreSQL 15 or newer. Without it, Latchkey starts an embedded PostgreSQL in `DATA_DIR`.',
    ),
    DATABASE_CONNECTIONS: withDefault(
      'a number from 4 to 500',
      number(4, 500),
      'Maximum number of connections that one server opens to the database.',
      '10',
    ),
    DATA_DIR: withDefault(
      'a folder',
      (error) => text(error).transform(fromRoot),
      'Folder of the embedded PostgreSQL, `auth.secret`, `encryption.key`, `demo.env` and `mail`. A relative path starts at the root of the checkout.',
      '.data',
    ),
    WORKERS: withDefault(
      'true or false',
      flag,
      'Whether this server runs jobs, such as sending mails. At least one server of a database must.',
      'true',
    ),
    SEED_DEMO: optional(
      'true or false',
      flag,
      'Whether to create the demo funder, user, broker and API key.',
      'true without `DATABASE_URL`',
    ),
  },
  'Rate limits': {
    REDIS_URL: optional(
      'a URL such as redis://user:password@host:6379 or rediss://',
      textIf(isRedisUrl),
      'Redis in which all servers count rate limits together. Without it, each server counts separately.',
    ),
  },
  Documents: {
    S3_BUCKET: optional(
      'a name of a bucket',
      textIf((name) => /^[a-zA-Z0-9._-]{3,255}$/.test(name)),
      'S3 bucket for documents. Several servers need it, unless they share `DATA_DIR/blobs`.',
      'documents are stored in `DATA_DIR/blobs`',
    ),
    S3_ENDPOINT: optional(
      'a URL such as https://s3.example.com',
      (error) => textIf(isWebUrl)(error).transform((url) => url.replace(/\/+$/, '')),
      'URL of an S3-compatible service. Clients must reach it too: they send and read files there.',
      'AWS in `S3_REGION`',
    ),
    S3_REGION: withDefault('the name of a region', text, 'Region of the bucket.', 'us-east-1'),
    S3_ACCESS_KEY_ID: optional(
      'an access key id',
      text,
      'Access key for the bucket, together with `S3_SECRET_ACCESS_KEY`.',
      "the AWS SDK's own search: shared files, the role of the machine",
    ),
    S3_SECRET_ACCESS_KEY: optional('a secret access key', text, 'Secret of `S3_ACCESS_KEY_ID`.'),
    S3_PREFIX: withDefault(
      'empty, or a path such as latchkey/ that ends with a slash',
      textIf((prefix) => /^([a-zA-Z0-9_.-]+\/)*$/.test(prefix)),
      'Start of the keys of all objects in the bucket.',
      '',
    ),
    CLAMD: optional(
      'a host and port such as localhost:3310, or the absolute path of a socket',
      textIf((address) => /^(\/.+|(\[[0-9a-f:]+\]|[^\s:/]+):\d{1,5})$/i.test(address)),
      'clamd, the virus scanner of ClamAV. Documents cannot be downloaded before it found them clean. Without it, documents are not scanned.',
    ),
  },
  'Sign-in and email': {
    AUTH_SECRET: optional(
      'at least 32 characters, such as `openssl rand -hex 32` prints',
      (error) => z.string().min(32, error),
      'Secret that signs bearer tokens. All servers of one database need the same secret.',
      'generated once, stored in `DATA_DIR/auth.secret`',
    ),
    ENCRYPTION_KEYS: optional(
      'a list such as k2:<64 hex digits>,k1:<64 hex digits>, the current key first',
      textIf((text) => readMasterKeys(text) !== null),
      'Keys that encrypt tax ids, file names and notes, the current one first. Keep the old ones: the last one also hashes tax ids. All servers of one database need the same keys.',
      'generated once, stored in `DATA_DIR/encryption.key`',
    ),
    SMTP_URL: optional(
      'a URL such as smtp://user:password@host:587, with ?requireTLS=false to allow an unencrypted connection',
      textIf((url) => readSmtpUrl(url) !== null),
      'Mail server (`smtp://` or `smtps://`). Without it, the server writes emails to files in `DATA_DIR/mail`.',
    ),
    MAIL_FROM: withDefault(
      'a sender such as Name <name@example.com>',
      textIf(isSender),
      'Sender of all emails.',
      'Latchkey <latchkey@localhost>',
    ),
    MAILBOX: optional(
      'true or false',
      flag,
      'Whether `/mail` shows the emails in `DATA_DIR/mail` to requests from this machine.',
      'true without `DATABASE_URL` and `SMTP_URL`',
    ),
  },
  Observability: {
    LOG_LEVEL: withDefault(
      `one of ${LOG_LEVELS.join(', ')}`,
      (error) => z.enum(LOG_LEVELS, error),
      'Least severe level that is logged.',
      'info',
    ),
    METRICS_TOKEN: optional(
      'at least 16 ASCII characters without spaces, such as `openssl rand -hex 16` prints',
      (error) => z.string().regex(/^[!-~]{16,}$/, error),
      'Bearer token that `/metrics` requires. Without it, only programs on this machine can read `/metrics`.',
    ),
    TRACING: withDefault(
      'true or false',
      flag,
      'Whether to create OpenTelemetry spans. You load the SDK that records them with `node --import`.',
      'false',
    ),
  },
}

const SCHEMA = z
  .object({
    ...SECTIONS.Network,
    ...SECTIONS.Database,
    ...SECTIONS['Rate limits'],
    ...SECTIONS.Documents,
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

/** Resolves a relative DATA_DIR from the root of the repository, not from the current directory. */
function fromRoot(folder: string): string {
  return isAbsolute(folder) ? folder : resolve(import.meta.dirname, '../..', folder)
}

function checkDatabaseUrl(given: string, context: z.RefinementCtx<string>): void {
  const problem = databaseUrlProblem(given)
  // The message of a variable continues its name.
  if (problem !== null) context.addIssue(problem.replace(/^DATABASE_URL /, ''))
}

// A password with an unencoded # or / splits the URL: the rest becomes the fragment or path, and the start of
// the password becomes the host, which connection errors name. So a URL with a fragment or with a path other
// than a database number is rejected.
function isRedisUrl(given: string): boolean {
  if (!URL.canParse(given)) return false
  const { protocol, hash, pathname } = new URL(given)
  return /^rediss?:$/.test(protocol) && hash === '' && /^\/?\d*$/.test(pathname)
}

function isWebUrl(given: string): boolean {
  return URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)
}

function isOrigin(given: string): boolean {
  return isWebUrl(given) && new URL(given).origin === given
}
