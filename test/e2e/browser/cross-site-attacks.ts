// Attacks that a foreign page can run without the server's permission. They run inside that page.

export interface Target {
  readonly url: string
  /** A JSON body that would have an effect on the server. */
  readonly body: string
}

/** Submits forms in each encoding into frames of the page. Returns what the page could read of the frames. */
export async function postForms(targets: readonly Target[]): Promise<string[]> {
  const types = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']
  const posts = targets.flatMap(({ url, body }) =>
    types.map((enctype, index) => {
      const frame = document.createElement('iframe')
      frame.name = `frame-${Math.random()}`
      document.body.append(frame)
      const form = Object.assign(document.createElement('form'), { action: url, method: 'post', enctype })
      form.target = frame.name
      const fields: [string, string][] =
        // The equals sign between name and value becomes part of a JSON string.
        index === 2 ? [[`${body.slice(0, -1)},"x":"`, '"}']] : Object.entries(JSON.parse(body))
      for (const [name, value] of fields)
        form.append(Object.assign(document.createElement('input'), { name, value }))
      document.body.append(form)
      return new Promise<string>((resolve) => {
        frame.addEventListener('load', () => {
          try {
            if (frame.contentWindow?.location.href !== 'about:blank')
              resolve(`read ${frame.contentDocument?.body.textContent}`)
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'unknown')
          }
        })
        form.submit()
      })
    }),
  )
  return Promise.all(posts)
}

/** Navigates the page to `url` with a form that writes JSON. */
export function navigateByForm({ url, body }: Target): void {
  const form = Object.assign(document.createElement('form'), {
    action: url,
    method: 'post',
    enctype: 'text/plain',
  })
  form.append(
    Object.assign(document.createElement('input'), { name: `${body.slice(0, -1)},"x":"`, value: '"}' }),
  )
  document.body.append(form)
  form.submit()
}

/**
 * Calls fetch and XMLHttpRequest with credentials, in both modes and with all content types. Returns what the
 * page could read.
 */
export async function fetchAll(targets: readonly Target[]): Promise<string[]> {
  const types = [
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain',
    'application/json',
    null,
  ]
  const fetched = targets.flatMap(({ url, body }) =>
    (['cors', 'no-cors'] as const).flatMap((mode) =>
      types.map((type) => {
        const headers: Record<string, string> = type === null ? {} : { 'content-type': type }
        const init: RequestInit = {
          method: 'POST',
          mode,
          credentials: 'include',
          headers,
          body,
          keepalive: true,
        }
        return fetch(url, init).then(
          async (response) => `${response.type} ${response.status} ${await response.text()}`,
          (error: Error) => error.name,
        )
      }),
    ),
  )
  const gets = targets.map(({ url }) =>
    fetch(url, { mode: 'cors', credentials: 'include', headers: { 'x-own': '1' } }).then(
      (response) => `${response.type} ${response.status}`,
      (error: Error) => error.name,
    ),
  )
  const byXhr = targets.map(
    ({ url, body }) =>
      new Promise<string>((resolve) => {
        const request = new XMLHttpRequest()
        request.withCredentials = true
        request.open('POST', url)
        request.onload = () => resolve(`read ${request.responseText}`)
        request.onerror = () => resolve(`${request.status} ${request.responseText}`)
        request.send(body)
      }),
  )
  return Promise.all([...fetched, ...gets, ...byXhr])
}

/** Sends beacons, which outlive the page. For JSON, the browser sends a preflight first, or refuses. */
export function sendBeacons(targets: readonly Target[]): number {
  let sent = 0
  for (const { url, body } of targets)
    for (const data of [
      body,
      new URLSearchParams(JSON.parse(body)),
      new Blob([body], { type: 'text/plain' }),
    ])
      if (navigator.sendBeacon(url, data)) sent += 1
  return sent
}

/**
 * Loads the URLs in every way a browser has: elements, windows, streams. Returns what the page could read.
 */
export async function loadEverywhere(addresses: readonly string[]): Promise<string[]> {
  const outcome = (element: HTMLElement) =>
    new Promise<string>((resolve) => {
      element.addEventListener('load', () => resolve('load'))
      element.addEventListener('error', () => resolve('error'))
      document.body.append(element)
    })
  const make = <K extends keyof HTMLElementTagNameMap>(name: K, fields: object) =>
    Object.assign(document.createElement(name), fields)
  const loads = addresses.flatMap((url) => [
    outcome(make('img', { src: url })),
    outcome(make('script', { src: url })),
    outcome(make('script', { src: url, type: 'module', crossOrigin: 'use-credentials' })),
    outcome(make('link', { href: url, rel: 'stylesheet' })),
    outcome(make('link', { href: url, rel: 'stylesheet', crossOrigin: 'use-credentials' })),
    outcome(make('link', { href: url, rel: 'prefetch' })),
    outcome(make('link', { href: url, rel: 'preload', as: 'fetch', crossOrigin: 'use-credentials' })),
    new Promise<string>((resolve) => {
      const stream = new EventSource(url, { withCredentials: true })
      stream.onmessage = () => resolve('read')
      stream.onerror = () => {
        stream.close()
        resolve('error')
      }
    }),
    ...['graphql-transport-ws', 'graphql-ws'].map(
      (protocol) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(url.replace('http', 'ws'), protocol)
          socket.onopen = () => resolve('open')
          socket.onerror = () => resolve('error')
        }),
    ),
  ])
  return Promise.all(loads)
}

/** Loads a URL in a frame. Returns what the page can see of it. */
export async function frame(url: string): Promise<string> {
  const element = document.createElement('iframe')
  element.src = url
  const loaded = new Promise((resolve) => element.addEventListener('load', resolve))
  document.body.append(element)
  await loaded
  return element.contentDocument === null ? 'nothing' : 'its document'
}

/** Opens a URL in a window. Returns what the page can see after it loads. */
export async function popUp(url: string): Promise<string> {
  const opened = window.open(url)
  if (opened === null) return 'not opened'
  for (;;) {
    try {
      // While the window is still empty, it has our origin.
      if (opened.location.href !== 'about:blank') return `read ${opened.document.body.textContent}`
    } catch (error) {
      opened.close()
      return error instanceof Error ? error.name : 'unknown'
    }
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}
