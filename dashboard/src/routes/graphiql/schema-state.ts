/** State of the schema and its text, which the key bar shows. */
export type SchemaState = { readonly is: 'missing' | 'loading' | 'loaded' | 'refused'; readonly says: string }

export const nobody: SchemaState = { is: 'missing', says: 'Sign in or paste an API key to load the schema' }
export const loading: SchemaState = { is: 'loading', says: 'Loading the schema …' }
export const loaded: SchemaState = { is: 'loaded', says: 'Schema loaded' }
export const refused = (why: string): SchemaState => ({ is: 'refused', says: why })
