// Splits the target of a request into its path and its parameters. Used for routing, and for queries by GET.

export interface RequestTarget {
  /** As it was sent: `/a/../b` and `/%61` are not rewritten, so that each page has one address. */
  readonly path: string
  readonly parameters: URLSearchParams
}

/** `target`: the `url` of a Node request. A target that is no URL has no parameters, and no route has its path. */
export function readTarget(target: string): RequestTarget {
  // Proxies and some programs send the absolute form. Two slashes at the start would otherwise be read as a host.
  const url = URL.parse(target.startsWith('/') ? `http://localhost${target}` : target)
  if (url === null) return { path: target, parameters: new URLSearchParams() }
  const [path = ''] = target.startsWith('/') ? target.split(/[?#]/, 1) : [url.pathname]
  return { path, parameters: url.searchParams }
}
