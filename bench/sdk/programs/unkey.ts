import { Unkey } from '@unkey/api'

export function call(key: string): Promise<unknown> {
  return new Unkey({ rootKey: key }).apis.getApi({ apiId: 'api_1' })
}
