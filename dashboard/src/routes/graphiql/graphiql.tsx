import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import '../../theme.css'
import './graphiql.css'
import { GraphiQL } from 'graphiql'
import { useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createFetchers } from '../../lib/fetcher.ts'
import { askSession, environmentOf, type Session } from '../../lib/session.ts'
import { storageWithoutSecrets } from '../../lib/storage.ts'
import { ClearSchemaError } from './clear-schema-error.tsx'
import { EnvironmentBadge } from './environment.tsx'
import { KeyBar } from './key-bar.tsx'
import { loading, nobody, type SchemaState } from './schema-state.ts'
import { KeyHolder, SessionBar } from './session-bar.tsx'

const firstQuery = `# Sign in or paste an API key above, then run this query.
query WhoAmI { viewer { funder { name } environment } }
`

/**
 * The GraphiQL page. It keeps the key in memory only: closing or reloading the page discards it. Without a
 * key, the browser session authenticates requests.
 */
function Page() {
  const [key, setKey] = useState('')
  const [session, setSession] = useState<Session>({ is: 'asking' })
  const [holder, setHolder] = useState<Session>({ is: 'asking' })
  const [schema, setSchema] = useState<SchemaState>(loading)
  const [fetcherWith] = useState(() => createFetchers(setSchema, () => setSession({ is: 'nobody' })))
  const mayAsk = key !== '' || session.is === 'somebody'
  // GraphiQL loads the schema when the fetcher changes, so create one per key and one after a sign-in. With a
  // null schema it never loads it.
  const fetcher = useMemo(() => fetcherWith(key), [fetcherWith, key, mayAsk])

  useEffect(() => {
    askSession().then(setSession)
  }, [])

  useEffect(() => {
    if (key === '') return
    let latest = true
    setHolder({ is: 'asking' })
    askSession(key).then((found) => latest && setHolder(found))
    return () => {
      latest = false
    }
  }, [key])

  const environment = environmentOf(key === '' ? session : holder)
  useEffect(() => {
    document.title = environment === 'PRODUCTION' ? 'PRODUCTION – Latchkey GraphiQL' : 'Latchkey GraphiQL'
    document.documentElement.dataset['environment'] = environment ?? 'unknown'
  }, [environment])

  return (
    <>
      <KeyBar onKey={setKey} schema={mayAsk ? schema : nobody}>
        <EnvironmentBadge environment={environment} />
        {key === '' ? <SessionBar session={session} /> : <KeyHolder holder={holder} />}
      </KeyBar>
      <main>
        <GraphiQL
          fetcher={fetcher}
          {...(!mayAsk && { schema: null })}
          storage={storageWithoutSecrets}
          shouldPersistHeaders={false}
          inputValueDeprecation
          schemaDescription
          defaultQuery={firstQuery}
          defaultEditorToolsVisibility="variables"
        >
          <GraphiQL.Logo>
            <ClearSchemaError />
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Page />)
