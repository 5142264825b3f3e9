import { pick, useGraphiQL } from '@graphiql/react'
import { useEffect, useRef } from 'react'

/**
 * GraphiQL shows a schema error in the response pane and leaves it there when the next key is accepted. This
 * component clears it, unless the pane shows something else by then. Must be rendered within GraphiQL.
 */
export function ClearSchemaError() {
  const { fetchError, responseEditor } = useGraphiQL(pick('fetchError', 'responseEditor'))
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (fetchError === null && shown.current !== null && responseEditor?.getValue() === shown.current)
      responseEditor.setValue('')
    shown.current = fetchError
  }, [fetchError, responseEditor])
  return null
}
