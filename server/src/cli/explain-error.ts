// Formats an error as one line for the person who started the program.

export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'The port is already in use. Choose another one: PORT=4001 npx -y pnpm@12 start'
  return error.message
}
