// Exports `connectionProblem`: explains a failed connection without repeating parts of the URL.

const BY_STATE: Readonly<Record<string, string>> = {
  '28P01':
    'PostgreSQL rejects the user name or the password in DATABASE_URL. Correct them; percent-encode special characters.',
  '28000':
    'PostgreSQL rejects the user, host, database or encryption in DATABASE_URL. Correct them or pg_hba.conf; if TLS is required, add ?sslmode=verify-full.',
  '3D000': 'The database in DATABASE_URL does not exist. Create it: CREATE DATABASE latchkey',
  '42501':
    'The user in DATABASE_URL is not allowed to connect to the database. Run: GRANT CONNECT ON DATABASE ... TO ...',
  '53300':
    'PostgreSQL has no free connections. Raise max_connections, or lower DATABASE_CONNECTIONS on the Latchkey servers.',
  '57P03': 'PostgreSQL is starting or shutting down. Try again shortly.',
  '08P01':
    'A connection pooler rejects the settings that Latchkey sends when a session starts. Make it forward the startup parameter `options`, or use the address of PostgreSQL itself.',
}

const BY_CODE: Readonly<Record<string, string>> = {
  ENOTFOUND:
    'The host in DATABASE_URL was not found (ENOTFOUND). Correct it; percent-encode special characters in the password.',
  EAI_AGAIN:
    'The host in DATABASE_URL could not be resolved (EAI_AGAIN). Check your DNS server, then try again.',
  ECONNREFUSED:
    'No PostgreSQL is listening at DATABASE_URL (ECONNREFUSED). Start it, or correct the host and port.',
  ENOENT:
    'A file that DATABASE_URL names does not exist (ENOENT). Correct the path of the socket or certificate.',
}

export function connectionProblem(error: unknown): string {
  const code = codeOf(error)
  const known = BY_STATE[code] ?? BY_CODE[code]
  if (known !== undefined) return known
  const message = error instanceof Error ? error.message : ''
  if (/timeout/i.test(message))
    return 'PostgreSQL did not respond in time. Check the host and port in DATABASE_URL, and the firewall.'
  if (/does not support SSL/.test(message))
    return 'PostgreSQL does not offer TLS. Remove sslmode from DATABASE_URL, or turn TLS on.'
  if (/certificate|TLS|SSL/i.test(`${code} ${message}`))
    return `The TLS connection to PostgreSQL failed (${code || 'certificate'}). Check sslmode and sslrootcert in DATABASE_URL.`
  if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('08'))
    return `PostgreSQL rejects a request that Latchkey needs (SQLSTATE ${code}). See the log of PostgreSQL.`
  return `PostgreSQL could not be reached (${code || 'connection closed'}). Check DATABASE_URL and the log of PostgreSQL.`
}

/** The SQLSTATE or system code of an error. Empty if it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
