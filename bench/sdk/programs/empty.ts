export function call(key: string): Promise<unknown> {
  return Promise.resolve(key)
}
