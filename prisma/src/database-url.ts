// Exports `databaseUrlProblem`, which validates DATABASE_URL for the server and latchkey-admin.
// Messages never repeat any part of the URL, because the password may be in any part of a malformed URL.

const PARAMETERS = [
  'host',
  'options',
  'ssl',
  'sslmode',
  'sslcert',
  'sslkey',
  'sslrootcert',
  'sslnegotiation',
  'uselibpqcompat',
  'channel_binding',
]
const FORM = 'a URL such as postgresql://user:password@host:5432/database'
const SOCKET = `It must be ${FORM}; for a Unix socket, postgresql://user:password@localhost/database?host=/var/run/postgresql.`
const ENCODE =
  'Percent-encode special characters in the user name and the password: # is %23, % is %25, / is %2F, : is %3A, ? is %3F, @ is %40.'

/** Returns one or two sentences that say what to do, or null if the URL is usable. */
export function databaseUrlProblem(given: string): string | null {
  const faulty = unencodedCharacter(given)
  if (faulty !== null) return `DATABASE_URL contains an unencoded ${faulty}. ${ENCODE}`
  if (/@\/|^\w+:\/\/\//.test(given)) return `DATABASE_URL has no host. ${SOCKET}`
  if (!URL.canParse(given)) return `DATABASE_URL is not ${FORM}. ${ENCODE}`
  const { protocol, username, hostname, pathname, searchParams } = new URL(given)
  if (!/^postgres(ql)?:$/.test(protocol)) return `DATABASE_URL is not ${FORM}.`
  if (username === '') return `DATABASE_URL has no user. It must be ${FORM}.`
  if (hostname === '' && !searchParams.has('host')) return `DATABASE_URL has no host. ${SOCKET}`
  if (pathname.length < 2) return `DATABASE_URL has no database name. It must be ${FORM}.`
  return parameterProblem(searchParams)
}

function parameterProblem(parameters: URLSearchParams): string | null {
  const names = new Set(parameters.keys())
  if (names.has('schema') && parameters.get('schema') !== 'public')
    return 'DATABASE_URL has ?schema=, which Latchkey does not support: it uses the schema public. Remove the parameter and use a separate database for Latchkey.'
  names.delete('schema')
  if (names.has('pgbouncer'))
    return 'DATABASE_URL has ?pgbouncer=, which is for a pooler in transaction mode. Latchkey does not support one. Use the address of PostgreSQL itself, or of a pooler in session mode.'
  if (names.has('connection_limit') || names.has('pool_timeout'))
    return 'DATABASE_URL has ?connection_limit= or ?pool_timeout=, which Latchkey does not support. Remove them and set DATABASE_CONNECTIONS.'
  if ([...names].some((name) => !PARAMETERS.includes(name)))
    return `DATABASE_URL has a query parameter that Latchkey does not support. It supports ${PARAMETERS.join(', ')}. If the ? is part of the password, write it as %3F.`
  return null
}

/**
 * Finds characters that URL parsers read differently or take for the end of the password. A parser would then
 * print the rest of the password in its error.
 */
function unencodedCharacter(given: string): '#' | '%' | '@' | '/' | '?' | null {
  if (given.includes('#')) return '#'
  if (!isDecodable(given)) return '%'
  const rest = given.replace(/^\w+:\/\//, '')
  const authority = /^[^/?]*/.exec(rest)?.[0] ?? ''
  if (authority.split('@').length > 2) return '@'
  const path = /^[^?]*/.exec(rest.slice(authority.length))?.[0] ?? ''
  if (path.includes('@') || path.slice(1).includes('/')) return '/'
  return rest.slice(authority.length + path.length).includes('@') ? '?' : null
}

function isDecodable(given: string): boolean {
  try {
    decodeURIComponent(given)
    return true
  } catch {
    return false
  }
}
