// Page object of the GraphiQL page, for the browser tests.

import type { Browser, Locator, Page } from 'playwright-core'

type Document = 'operation.graphql' | 'variables.json' | 'request-headers.json' | 'response.json'

/** Actions of a user on the GraphiQL page, in a separate browser profile. */
export class GraphiqlPage {
  /** Every request sent, as "METHOD URL". */
  readonly requests: string[] = []
  /** Uncaught errors and console errors. Includes content security policy violations. */
  readonly complaints: string[] = []
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
    page.on('request', (request) => this.requests.push(`${request.method()} ${request.url()}`))
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('console', (line) => line.type() === 'error' && this.complaints.push(line.text()))
  }

  static async open(browser: Browser): Promise<GraphiqlPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    return new GraphiqlPage(await context.newPage())
  }

  /** Wraps a page that is already open, for example after a sign-in. */
  static of(page: Page): GraphiqlPage {
    return new GraphiqlPage(page)
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url)
    await this.#editor('operation.graphql').waitFor()
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await this.#editor('operation.graphql').waitFor()
  }

  /** Enters a new key and waits for the result: the schema or an error. */
  async enterKey(key: string): Promise<void> {
    const field = this.page.getByLabel('API key (x-api-key)')
    const answered = this.page.waitForResponse('**/graphql')
    await field.fill(key)
    await field.press('Enter')
    await answered
    await this.page.locator('#schema-state:is([data-state=loaded], [data-state=refused])').waitFor()
  }

  async schemaIsLoaded(): Promise<void> {
    await this.page.locator('#schema-state[data-state=loaded]').waitFor()
  }

  /** The text next to the key: "Schema loaded", "Sign in or paste an API key ...", or the server's error. */
  async schemaState(): Promise<string> {
    return (await this.page.locator('#schema-state').textContent()) ?? ''
  }

  /** Replaces the query in the editor, runs it and waits for the response. */
  async runQuery(text: string): Promise<void> {
    await this.#write('operation.graphql', text)
    // GraphiQL registers a new operation with a delay, and would send the name of the old one.
    await this.page.waitForFunction((query) => Object.values(localStorage).includes(query), text)
    await this.run()
  }

  /** Runs the query in the editor and waits for the response. */
  async run(): Promise<void> {
    await this.page.getByRole('button', { name: 'Execute query' }).click()
    // The page removes the old response in the next frame.
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
    await this.#editor('response.json').locator('.view-line').filter({ hasText: /\S/ }).first().waitFor()
  }

  /** The response as shown. Of a long one, only the visible part. */
  /** The `data` of the response. (The editor shows what fits into its height, and `data` comes first.) */
  async resultData(): Promise<unknown> {
    const text = await linesOf(this.#editor('response.json'))
    const data = /^ {2}"data": (\{[\s\S]*?^ {2}\})/m.exec(text)?.[1]
    return data === undefined ? text : JSON.parse(data)
  }

  async queryText(): Promise<string> {
    return linesOf(this.#editor('operation.graphql'))
  }

  /** Replaces the text in the headers editor, e.g. `{ "x-trace": "1" }`. */
  async writeHeaders(json: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Headers', exact: true }).click()
    await this.#write('request-headers.json', json)
  }

  /** Replaces the text in the variables editor, e.g. `{ "x-trace": "1" }`. */
  async writeVariables(json: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Variables', exact: true }).click()
    await this.#write('variables.json', json)
  }

  async headersText(): Promise<string> {
    await this.page.getByRole('button', { name: 'Headers', exact: true }).click()
    return linesOf(this.#editor('request-headers.json'))
  }

  /** Everything the page left in the browser: local and session storage and cookies, as one text. */
  async storageDump(): Promise<string> {
    const stored = await this.page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }])
    return JSON.stringify([...stored, await this.page.context().cookies()], null, 2)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close()
  }

  /** The editor of one of GraphiQL's documents. Variables and headers share a region of the page. */
  #editor(document: Document): Locator {
    return this.page.locator(`.monaco-editor[data-uri$="${document}"]`)
  }

  async #write(document: Document, text: string): Promise<void> {
    await this.#editor(document).click()
    await this.page.keyboard.press('ControlOrMeta+A')
    // Paste the text, because Monaco closes typed brackets automatically.
    await this.#editor(document)
      .locator('textarea')
      .first()
      .evaluate((area, pasted) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', pasted)
        area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      }, text)
  }
}

/** Monaco stores lines in any order, positions them with CSS, and shows spaces as no-break spaces. */
async function linesOf(editor: Locator): Promise<string> {
  return editor.locator('.view-lines').evaluate((lines) =>
    [...lines.querySelectorAll<HTMLElement>('.view-line')]
      .sort((one, other) => Number.parseInt(one.style.top, 10) - Number.parseInt(other.style.top, 10))
      .map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' '))
      .join('\n'),
  )
}
