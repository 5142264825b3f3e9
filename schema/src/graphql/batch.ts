// Loads what a field needs for all items of a list in one statement; used by fields that no relation can load.

import DataLoader from 'dataloader'
import type { Context } from '../context.ts'

/** `load` gets the keys of one tick of the event loop and returns one value for each, in the same order. */
export function batched<Key, Value>(
  load: (context: Context, keys: readonly Key[]) => Promise<readonly Value[]>,
): (context: Context, key: Key) => Promise<Value> {
  const loaders = new WeakMap<Context, DataLoader<Key, Value>>()
  return (context, key) => {
    let loader = loaders.get(context)
    if (loader === undefined) {
      // No cache: it would keep failures, and a transaction may be tried a second time with the same context.
      loader = new DataLoader((keys) => load(context, keys), { cache: false })
      loaders.set(context, loader)
    }
    return loader.load(key)
  }
}
