// Page object of the account pages, for the browser tests.

import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'

/** Actions of a user on the account pages, in a separate browser profile. */
export class AccountPage {
  /**
   * Uncaught errors and console errors, except rejected requests. Includes content security policy
   * violations.
   */
  readonly complaints: string[] = []
  /** Rejected requests, as "401 /auth/login". */
  readonly refusals: string[] = []
  /** URLs that were requested, and URLs that the page had. */
  readonly addresses: string[] = []
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('console', (line) => {
      // The browser's own console message for a rejected request. The request itself is recorded below.
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

  /** Opens a URL and waits until the page is ready. */
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
    await this.press('Sign in')
  }

  /** Waits for an error message and returns it. */
  async problem(): Promise<string> {
    const alert = this.page.getByRole('alert').filter({ hasText: /\S/ })
    return (await alert.textContent()) ?? ''
  }

  /** Waits until loading ends. Returns the text of the status region. */
  async outcome(): Promise<string> {
    const status = this.page.getByRole('status').filter({ hasText: /\S/, hasNotText: 'Looking …' })
    return (await status.textContent()) ?? ''
  }

  /** The label or role of the element with keyboard focus. */
  async focus(): Promise<string> {
    return this.page.evaluate(() => {
      const at = document.activeElement
      if (at instanceof HTMLInputElement) return at.labels?.[0]?.textContent ?? ''
      return at?.getAttribute('role') ?? at?.tagName ?? ''
    })
  }

  /** The axe violations in the page or a part of it, in light and dark mode: rules and elements. */
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

  /** Everything that scripts can read and the pages left behind: storage, cookies, title, URL. */
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
