import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'

/** What a person does on the pages about accounts, in a browser profile that nobody else uses. */
export class AccountPage {
  /** Uncaught errors and console errors, but for refusals; what the content security policy refuses is among them. */
  readonly complaints: string[] = []
  /** Requests that were refused, as "401 /auth/login". */
  readonly refusals: string[] = []
  /** Addresses that anything was asked of, and that the page had. */
  readonly addresses: string[] = []
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('console', (line) => {
      // The browser's own words for a refusal, which is kept below.
      if (
        line.type() === 'error' &&
        !line.text().startsWith('Failed to load resource: the server responded')
      ) {
        this.complaints.push(line.text())
      }
    })
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (response.status() >= 400) this.refusals.push(`${response.status()} ${pathname}`)
    })
    page.on('request', (request) => this.addresses.push(request.url()))
  }

  static async open(browser: Browser): Promise<AccountPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    return new AccountPage(await context.newPage())
  }

  /** Opens an address, and waits for what it is about. */
  async goto(url: string): Promise<void> {
    await this.page.goto(url)
    await this.page.getByRole('heading', { level: 1 }).waitFor()
  }

  async fill(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text)
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click()
  }

  async follow(link: string): Promise<void> {
    await this.page.getByRole('link', { name: link, exact: true }).click()
  }

  async logIn(url: string, username: string, password: string): Promise<void> {
    await this.goto(`${url}/login`)
    await this.fill('User name', username)
    await this.fill('Password', password)
    await this.press('Log in')
  }

  /** The words of a problem, as soon as there are any. */
  async problem(): Promise<string> {
    const alert = this.page.getByRole('alert').filter({ hasText: /\S/ })
    return (await alert.textContent()) ?? ''
  }

  /** The text of the status region, once loading has ended. */
  async outcome(): Promise<string> {
    const status = this.page.getByRole('status').filter({ hasText: /\S/, hasNotText: 'Looking …' })
    return (await status.textContent()) ?? ''
  }

  /** Where the keyboard is: the label or the role of the element. */
  async focus(): Promise<string> {
    return this.page.evaluate(() => {
      const at = document.activeElement
      if (at instanceof HTMLInputElement) return at.labels?.[0]?.textContent ?? ''
      return at?.getAttribute('role') ?? at?.tagName ?? ''
    })
  }

  /** What axe finds wrong in the page, or in a part of it, light and dark: rules and elements. */
  async violations(part = 'html'): Promise<string[]> {
    const found: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme })
      await this.page.evaluate(axe.source)
      const { violations } = await this.page.evaluate((within) => window.axe.run(within), part)
      for (const { id, nodes } of violations)
        found.push(...nodes.map(({ target }) => `${colorScheme}: ${id} ${target.join(' ')}`))
    }
    return found
  }

  /** Everything the pages have left where scripts can read it: storage, cookies, the title, the address. */
  async leftBehind(): Promise<string> {
    return this.page.evaluate(() =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        document.title,
        location.href,
      ]),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close()
  }
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
