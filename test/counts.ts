// How often: a few times in `test`, as often as the issues name in `test:all`.

export const all = process.env['LATCHKEY_COUNTS'] === 'all'

export function count(few: number, many: number): number {
  return all ? many : few
}
