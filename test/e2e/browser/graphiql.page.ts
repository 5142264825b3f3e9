import type { Browser, Locator, Page } from 'playwright-core'

type Document = 'operation.graphql' | 'variables.json' | 'request-headers.json' | 'response.json'

/** What a person does on the GraphiQL page, in a browser profile that nobody else uses. */
export class GraphiqlPage {
  /** Every request sent, as "METHOD address". */
  readonly requests: string[] = []
  /** Uncaught errors and console errors; what the content security policy refuses is among them. */
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

  /** The same of a page that is open already, such as that of somebody who has just logged in. */
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

  /** Gives a key other than the last one, and waits for what comes of it: the schema, or a refusal. */
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

  /** The words beside the key: "Schema loaded", "Log in or paste an API key ...", or why the server refused. */
  async schemaState(): Promise<string> {
    return (await this.page.locator('#schema-state').textContent()) ?? ''
  }

  /** Replaces what is in the query editor, runs it and waits for the answer. */
  async runQuery(text: string): Promise<void> {
    await this.#write('operation.graphql', text)
    // GraphiQL takes notice of a new operation a moment later, and would send the name of the old one.
    await this.page.waitForFunction((query) => Object.values(localStorage).includes(query), text)
    await this.run()
  }

  /** Runs what is in the query editor and waits for the answer. */
  async run(): Promise<void> {
    await this.page.getByRole('button', { name: 'Execute query' }).click()
    // The old answer is gone from the page after the next frame.
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
    await this.#editor('response.json').locator('.view-line').filter({ hasText: /\S/ }).first().waitFor()
  }

  /** The answer as shown; of a long one only what is in sight. */
  /** The `data` of the answer. (The editor shows what fits into its height, and `data` comes first.) */
  async resultData(): Promise<unknown> {
    const text = await linesOf(this.#editor('response.json'))
    const data = /^ {2}"data": (\{[\s\S]*?^ {2}\})/m.exec(text)?.[1]
    return data === undefined ? text : JSON.parse(data)
  }

  async queryText(): Promise<string> {
    return linesOf(this.#editor('operation.graphql'))
  }

  /** Replaces what is in the headers editor, e.g. `{ "x-trace": "1" }`. */
  async writeHeaders(json: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Headers', exact: true }).click()
    await this.#write('request-headers.json', json)
  }

  /** Replaces what is in the variables editor, e.g. `{ "x-trace": "1" }`. */
  async writeVariables(json: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Variables', exact: true }).click()
    await this.#write('variables.json', json)
  }

  async headersText(): Promise<string> {
    await this.page.getByRole('button', { name: 'Headers', exact: true }).click()
    return linesOf(this.#editor('request-headers.json'))
  }

  /** Everything the page has left in the browser: local and session storage and cookies, as one text. */
  async storageDump(): Promise<string> {
    const stored = await this.page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }])
    return JSON.stringify([...stored, await this.page.context().cookies()], null, 2)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close()
  }

  /** The editor of one of GraphiQL's documents; variables and headers are in the same region of the page. */
  #editor(document: Document): Locator {
    return this.page.locator(`.monaco-editor[data-uri$="${document}"]`)
  }

  async #write(document: Document, text: string): Promise<void> {
    await this.#editor(document).click()
    await this.page.keyboard.press('ControlOrMeta+A')
    // Pasted, since Monaco closes brackets that are typed.
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

/** Monaco keeps the lines in any order, puts them in place by style, and shows spaces as no-break spaces. */
async function linesOf(editor: Locator): Promise<string> {
  return editor.locator('.view-lines').evaluate((lines) =>
    [...lines.querySelectorAll<HTMLElement>('.view-line')]
      .sort((one, other) => Number.parseInt(one.style.top, 10) - Number.parseInt(other.style.top, 10))
      .map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' '))
      .join('\n'),
  )
}
