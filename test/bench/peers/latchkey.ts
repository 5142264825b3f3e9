// Latchkey, opened as server/src/main.ts opens it, with its defaults. It logs every request; standard output is /dev/null.

import { openDatabase } from '@latchkey/prisma'
import { authKeysOf } from '@latchkey/server/auth-secret.ts'
import { readConfig } from '@latchkey/server/config.ts'
import { createLog } from '@latchkey/server/log.ts'
import { createServer } from '@latchkey/server/server.ts'
import { databaseUrl, serveAt } from '../peer.ts'

const url = databaseUrl()
const { databaseConnections, logLevel, allowedOrigins, publicUrl } = readConfig({ DATABASE_URL: url })
const log = createLog(logLevel)
const onError = (error: Error) => log.warn({ err: error }, 'a connection to the database broke')
const database = openDatabase({ url, connections: databaseConnections, onError })
const authKeys = authKeysOf('not a secret: for the bench')
const mailer = { send: () => Promise.reject(new Error('Nothing here sends mail.')) }
const server = createServer({ database, log, authKeys, mailer, allowedOrigins, publicUrl })
serveAt(await server.listen(0, '127.0.0.1'))
