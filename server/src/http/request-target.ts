// readTarget: splits a request target into path and parameters. Used by server.ts for routing.

export interface RequestTarget {
  /** As sent: `/a/../b` and `/%61` are not normalized, so that each page has exactly one address. */
  readonly path: string
  readonly parameters: URLSearchParams
}

/**
 * `target`: `url` of a Node request. An invalid target gets no parameters and a path that no route matches.
 */
export function readTarget(target: string): RequestTarget {
  // Proxies and some programs send absolute URLs. The prefix keeps a leading `//` from being parsed as a
  // host.
  const url = URL.parse(target.startsWith('/') ? `http://localhost${target}` : target)
  if (url === null) return { path: target, parameters: new URLSearchParams() }
  const [path = ''] = target.startsWith('/') ? target.split(/[?#]/, 1) : [url.pathname]
  return { path, parameters: url.searchParams }
}
