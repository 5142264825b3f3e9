import { pick, useGraphiQL } from '@graphiql/react'
import { useEffect, useRef } from 'react'

/**
 * GraphiQL shows why a schema was refused in the response pane, and leaves it there when the next key is accepted. This
 * takes it away, unless there is something else by then. Rendered within GraphiQL.
 */
export function ClearRefusal() {
  const { fetchError, responseEditor } = useGraphiQL(pick('fetchError', 'responseEditor'))
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (fetchError === null && shown.current !== null && responseEditor?.getValue() === shown.current)
      responseEditor.setValue('')
    shown.current = fetchError
  }, [fetchError, responseEditor])
  return null
}
