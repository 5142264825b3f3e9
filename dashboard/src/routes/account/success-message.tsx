import { type ReactNode, useEffect, useRef } from 'react'

/** What was done, in place of the form that asked for it. The focus goes there, as the form took it away. */
export function Done({ children }: { children: ReactNode }) {
  const words = useRef<HTMLDivElement>(null)
  useEffect(() => words.current?.focus(), [])
  return (
    <div role="status" ref={words} tabIndex={-1}>
      {children}
    </div>
  )
}
