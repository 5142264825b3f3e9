import { type ReactNode, useEffect, useRef } from 'react'

/** Success message that replaces the form. It takes the focus, because the removed form had it. */
export function Done({ children }: { children: ReactNode }) {
  const words = useRef<HTMLDivElement>(null)
  useEffect(() => words.current?.focus(), [])
  return (
    <div role="status" ref={words} tabIndex={-1}>
      {children}
    </div>
  )
}
