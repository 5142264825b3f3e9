// What went wrong, in a line for whoever started a program of ours.

export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'The port is taken. Choose another: PORT=4001 npx -y pnpm@12 start'
  return error.message
}
