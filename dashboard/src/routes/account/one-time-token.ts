/**
 * Removes the one-time token from the URL, so that neither the history nor a person looking at the screen
 * sees it.
 */
export function takeToken(): string {
  const token = location.hash.slice(1)
  if (token !== '') history.replaceState(null, '', location.pathname + location.search)
  return token
}
