import OpenAI from 'openai'

export function call(key: string): Promise<unknown> {
  return new OpenAI({ apiKey: key }).models.retrieve('model-1')
}
