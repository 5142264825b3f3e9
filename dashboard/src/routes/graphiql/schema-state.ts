/** What became of the schema, in the words shown beside the key. */
export type SchemaState = { readonly is: 'missing' | 'loading' | 'loaded' | 'refused'; readonly says: string }

export const nobody: SchemaState = { is: 'missing', says: 'Log in or paste an API key to load the schema' }
export const loading: SchemaState = { is: 'loading', says: 'Loading the schema …' }
export const loaded: SchemaState = { is: 'loaded', says: 'Schema loaded' }
export const refused = (why: string): SchemaState => ({ is: 'refused', says: why })
