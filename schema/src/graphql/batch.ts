// batched: loads a field for all list items in one query. For fields that no relation can load.

import DataLoader from 'dataloader'
import type { Context } from '../context.ts'

/** `load` gets the keys of one event loop tick and returns one value per key, in the same order. */
export function batched<Key, Value>(
  load: (context: Context, keys: readonly Key[]) => Promise<readonly Value[]>,
): (context: Context, key: Key) => Promise<Value> {
  const loaders = new WeakMap<Context, DataLoader<Key, Value>>()
  return (context, key) => {
    let loader = loaders.get(context)
    if (loader === undefined) {
      // No cache: it would keep failures, and a transaction may be retried with the same context.
      loader = new DataLoader((keys) => load(context, keys), { cache: false })
      loaders.set(context, loader)
    }
    return loader.load(key)
  }
}
