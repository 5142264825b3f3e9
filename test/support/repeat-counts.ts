// How many times a test repeats a race: a few in `test` and `test:slow`, many in `test:soak`.

export const all = process.env['LATCHKEY_COUNTS'] === 'all'

export function count(few: number, many: number): number {
  return all ? many : few
}
