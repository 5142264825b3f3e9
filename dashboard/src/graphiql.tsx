import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './theme.css'
import './graphiql.css'
import { GraphiQL } from 'graphiql'
import { useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createFetchers } from './fetcher.ts'
import { KeyBar } from './key-bar.tsx'
import { noKey, type SchemaState } from './schema-state.ts'
import { storageWithoutSecrets } from './storage.ts'

const firstQuery = `# Paste a key above, then run this.
query WhoAmI { viewer { funder { name } environment } }
`

/** The key lives here, in memory, and nowhere else: closing or reloading the page forgets it. */
function Page() {
  const [key, setKey] = useState('')
  const [schema, setSchema] = useState<SchemaState>(noKey)
  const [fetcherWith] = useState(() => createFetchers(setSchema))
  // GraphiQL fetches the schema when it is given another fetcher, hence one for each key; with a null schema, never.
  const fetcher = useMemo(() => fetcherWith(key), [fetcherWith, key])

  return (
    <>
      <KeyBar onKey={setKey} schema={key === '' ? noKey : schema} />
      <main>
        <GraphiQL
          fetcher={fetcher}
          {...(key === '' && { schema: null })}
          storage={storageWithoutSecrets}
          shouldPersistHeaders={false}
          inputValueDeprecation
          schemaDescription
          defaultQuery={firstQuery}
          defaultEditorToolsVisibility="variables"
        >
          <GraphiQL.Logo> </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Page />)
