/** Takes the one-time token out of the address, so that neither the history nor a look over the shoulder has it. */
export function takeToken(): string {
  const token = location.hash.slice(1)
  if (token !== '') history.replaceState(null, '', location.pathname + location.search)
  return token
}
