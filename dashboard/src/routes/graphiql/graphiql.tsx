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
import { ClearRefusal } from './clear-refusal.tsx'
import { EnvironmentBadge } from './environment.tsx'
import { KeyBar } from './key-bar.tsx'
import { loading, nobody, type SchemaState } from './schema-state.ts'
import { KeyHolder, SessionBar } from './session-bar.tsx'

const firstQuery = `# Log in or paste a key above, then run this.
query WhoAmI { viewer { funder { name } environment } }
`

/** The key lives here, in memory, and nowhere else: closing or reloading the page forgets it. Without one, the session asks. */
function Page() {
  const [key, setKey] = useState('')
  const [session, setSession] = useState<Session>({ is: 'asking' })
  const [holder, setHolder] = useState<Session>({ is: 'asking' })
  const [schema, setSchema] = useState<SchemaState>(loading)
  const [fetcherWith] = useState(() => createFetchers(setSchema, () => setSession({ is: 'nobody' })))
  const mayAsk = key !== '' || session.is === 'somebody'
  // GraphiQL fetches the schema when it is given another fetcher, hence one for each key, and one for whoever logged in;
  // with a null schema, never.
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
            <ClearRefusal />
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Page />)
