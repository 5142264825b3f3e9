// Exports `withSchemaEngine`: Prisma's schema engine as WebAssembly, without a binary to download.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import type pg from 'pg'

// Node has WebAssembly, but @types/node leaves the declaration to the DOM types.
declare global {
  namespace WebAssembly {
    function instantiate(
      bytes: Uint8Array,
      imports: Record<string, Record<string, unknown>>,
    ): Promise<{ instance: { exports: Record<string, unknown> } }>
  }
}

/**
 * PrismaPg splits a script at every semicolon, which breaks function bodies. This class sends the script
 * whole. PostgreSQL parses the statements itself and runs them in one transaction.
 */
class UnsplitScripts extends PrismaPg {
  /** The cause of a failed script. The engine itself reports only that an external error occurred. */
  failure: unknown

  override async connect() {
    const adapter = await super.connect()
    adapter.executeScript = async (script: string) => {
      try {
        await adapter.underlyingDriver().query(script)
      } catch (error) {
        this.failure = error
        throw error
      }
    }
    return adapter
  }
}

let instantiated: Promise<void> | undefined

async function instantiate(): Promise<void> {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports() })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start !== 'function')
    throw new Error('The schema engine has no start function. Check whether its version was changed.')
  start()
}

// The engine never clears the timer of its lock, which would keep the process alive for ten seconds.
function imports(): Record<string, unknown> {
  const all: Record<string, unknown> = { ...bindings }
  for (const [name, start] of Object.entries(all)) {
    if (!name.startsWith('__wbg_setTimeout_') || typeof start !== 'function') continue
    all[name] = (...args: unknown[]) => {
      const timer: unknown = Reflect.apply(start, undefined, args)
      if (timer instanceof Object && 'unref' in timer && typeof timer.unref === 'function') timer.unref()
      return timer
    }
  }
  return all
}

/** Runs `use` with an engine on the database of `pool`. `models` are pairs of file name and content. */
export async function withSchemaEngine<T>(
  pool: pg.Pool,
  models: [string, string][],
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  instantiated ??= instantiate()
  await instantiated
  const scripts = new UnsplitScripts(pool)
  const adapter = bindMigrationAwareSqlAdapterFactory(scripts)
  const engine = await bindings.SchemaEngine.new({ datamodels: models }, () => undefined, adapter)
  try {
    return await use(engine)
  } catch (error) {
    throw scripts.failure ?? error
  } finally {
    engine.free()
  }
}
