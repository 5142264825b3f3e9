import { Latchkey } from '@latchkey/sdk'

export function call(key: string): Promise<unknown> {
  return new Latchkey({ apiKey: key, url: 'https://latchkey.example/graphql' }).viewer()
}
