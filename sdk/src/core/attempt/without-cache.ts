// withoutCache: keeps a request out of the caches of browsers and frameworks. Used by attempt.ts.

/**
 * Next.js caches responses of `fetch`, and could show a revoked key as valid. Cloudflare Workers with a
 * compatibility date before 2024-11-11 throw if `cache` is set, and cache nothing without it.
 */
export function withoutCache(init: RequestInit | undefined): RequestInit {
  supportsCache ??= acceptsCache()
  return supportsCache ? { ...init, cache: 'no-store' } : { ...init }
}

let supportsCache: boolean | undefined

function acceptsCache(): boolean {
  try {
    new Request('https://localhost', { cache: 'no-store' })
    return true
  } catch {
    return false
  }
}
