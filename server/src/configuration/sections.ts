// SECTIONS: every environment variable. Used by config.ts.

import { z } from 'zod'
import { readMasterKeys } from '../auth/master-keys.ts'
import { isSender } from '../mail/mail-headers.ts'
import { readSmtpUrl } from '../mail/smtp-url.ts'
import { checkDatabaseUrl, fromRoot, isOrigin, isRedisUrl, isWebUrl } from './values.ts'
import { flag, number, optional, text, textIf, withDefault } from './variable-types.ts'

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Every variable with its type, default and description, by section of docs/configuration.md. */
export const SECTIONS = {
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
      'Folder of the embedded PostgreSQL with `postgres.log` and `postgres-password`, of `blobs` (documents), `mail`, `auth.secret`, `encryption.key`, `demo.env` and `server.json`. A relative path starts at the root of the checkout.',
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
      'Whether to create the demo funder with users, brokers, submissions and an API key.',
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
      'the default credential chain of the AWS SDK',
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
      'clamd, the virus scanner of ClamAV. Documents cannot be downloaded until it reports them clean. Without it, documents are not scanned.',
    ),
  },
  Retention: {
    RETENTION_DRAFT_DAYS: withDefault(
      'a number from 0 to 3650',
      number(0, 3_650),
      'Days after its last change when the data of a draft is erased. 0: never. Not under a legal hold.',
      '90',
    ),
    RETENTION_CLOSED_MONTHS: withDefault(
      'a number from 0 to 240',
      number(0, 240),
      'Months after it was declined, withdrawn or funded when the data of a submission is erased. 0: never. Not under a legal hold.',
      '25',
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
      'Keys that encrypt tax ids, file names, notes, messages and other typed text, the current one first. Keep the old ones: the last one also hashes tax ids. All servers of one database need the same keys.',
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
