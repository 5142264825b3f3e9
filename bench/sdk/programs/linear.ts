import { LinearClient } from '@linear/sdk'

export function call(key: string): Promise<unknown> {
  return new LinearClient({ apiKey: key }).viewer
}
