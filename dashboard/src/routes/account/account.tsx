// Entry point of the account pages: one program that selects the page by the URL path.

import '../../theme.css'
import './account.css'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import icon from '../../icon.svg'
import { ChangePassword } from './change-password.tsx'
import { ForgotPassword } from './forgot-password.tsx'
import { LogIn } from './log-in.tsx'
import { Mailbox } from './mailbox.tsx'
import { takeToken } from './one-time-token.ts'
import { SetPassword } from './set-password.tsx'

function pageAt(path: string): { title: string; page: ReactNode } {
  switch (path) {
    case '/forgot-password':
      return { title: 'Reset your password', page: <ForgotPassword /> }
    case '/set-password':
      return invited
        ? { title: 'Welcome to Latchkey', page: <SetPassword first={takeToken()} invited /> }
        : { title: 'Set your password', page: <SetPassword first={takeToken()} invited={false} /> }
    case '/change-password':
      return { title: 'Change your password', page: <ChangePassword /> }
    case '/mail':
      return { title: 'Emails sent by this server', page: <Mailbox /> }
    default:
      return { title: 'Sign in', page: <LogIn /> }
  }
}

// Invitation links have this parameter.
const invited = new URLSearchParams(location.search).has('invitation')
const { title, page } = pageAt(location.pathname)
document.title = `${title} – Latchkey`

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <>
      <header>
        <img src={icon} alt="" width="24" height="24" /> Latchkey
      </header>
      <main>
        <h1>{title}</h1>
        {page}
      </main>
    </>,
  )
