// The content checks do a bounded amount of work, whatever a file contains.

import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCounted, SAMPLES, sample, type Work } from '../support/files/samples.ts'
import { zipOf } from '../support/files/zip.ts'
import { all, count } from '../support/repeat-counts.ts'

const png = sample('photo.png')
const text = (content: string) => Buffer.from(content)
const joined = (...parts: (Buffer | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part)))

// A real file with some bytes changed, removed, repeated or moved.
const mutated = fc
  .record({
    name: fc.constantFrom(...SAMPLES),
    changes: fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 1_000 }),
        kind: fc.constantFrom('flip', 'cut', 'repeat', 'insert', 'swap'),
        length: fc.integer({ min: 1, max: 64 }),
        byte: fc.integer({ min: 0, max: 255 }),
        word: fc.constantFrom(
          '/Encrypt 1 0 R',
          '/ObjStm',
          '/ID [(',
          '<<',
          'PK\x03\x04',
          '\xff\xd8',
          '%PDF-',
          'obj',
          '/Type /ObjStm stream\n',
        ),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    cutAt: fc.option(fc.integer({ min: 1, max: 1_000 }), { freq: 4 }),
  })
  .map(({ name, changes, cutAt }) => {
    let bytes: Buffer = sample(name)
    for (const { at, kind, length, byte, word } of changes) {
      const position = Math.floor((at / 1_000) * bytes.length)
      const [before, part, after] = [
        bytes.subarray(0, position),
        bytes.subarray(position, position + length),
        bytes.subarray(position + length),
      ]
      if (kind === 'flip') bytes = joined(before, Buffer.from(part.map((one) => one ^ byte)), after)
      if (kind === 'cut') bytes = joined(before, after)
      if (kind === 'repeat') bytes = joined(before, ...Array<Buffer>(8).fill(part), part, after)
      if (kind === 'insert') bytes = joined(before, Buffer.from(word, 'latin1'), part, after)
      if (kind === 'swap') bytes = joined(part, before, after)
    }
    return {
      name,
      bytes: cutAt === null ? bytes : bytes.subarray(0, Math.floor((cutAt / 1_000) * bytes.length)),
    }
  })

const FILES = count(400, 10_000)
const MB = 1_024 * 1_024

/** Every check reads a file a few times at most, and at most 32 MB of object streams of a PDF. */
function expectBounded({ reads, bytes, longestRead }: Work, size: number): void {
  expect(bytes).toBeLessThan(3 * size + 34 * MB)
  expect(reads).toBeLessThan(5_000 + size / 16_384)
  expect(longestRead).toBeLessThanOrEqual(MB / 2)
}

test(
  `${FILES} damaged files: always a verdict, never a crash or a hang`,
  async () => {
    const seen = new Map<string, number>()
    let slowest = 0
    await fc.assert(
      fc.asyncProperty(mutated, async ({ name, bytes }) => {
        const before = cpuMs()
        const { verdict, work } = await checkCounted(bytes, name)
        slowest = Math.max(slowest, cpuMs() - before)
        seen.set(verdict, (seen.get(verdict) ?? 0) + 1)
        expectBounded(work, bytes.length)
      }),
      { numRuns: FILES },
    )
    console.log(`slowest ${slowest.toFixed(0)} ms of CPU; ${JSON.stringify(Object.fromEntries(seen))}`)
    expect(seen.size).toBeGreaterThan(all ? 8 : 5)
  },
  count(60_000, 600_000),
)

const HOSTILE_MB = count(3, 25)
/** The MD5 of a file is the measure: about 35 ms for 25 MB. The worst files take 15 times as long. */
const MAX_COST = 60

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

// Only large files give a reliable ratio, so that the plain run asserts the bounds of the work alone.
test(
  `a hostile file of ${HOSTILE_MB} MB takes bounded work${all ? `, at most ${MAX_COST} times the CPU time of its MD5` : ''}`,
  async () => {
    const size = HOSTILE_MB * MB
    const part = (content: Buffer) =>
      joined('/Type /ObjStm /Filter /FlateDecode >> stream\n', content, '\nendstream\n')
    const pdfOf = (...parts: (Buffer | string)[]) => joined('%PDF-1.7\n1 0 obj\n', ...parts, '\n%%EOF')
    const filled = (piece: string) => pdfOf(Buffer.alloc(size, piece))
    const packed = (bytes: number) => part(deflateSync(Buffer.alloc(bytes, '/a ')))
    const chunk = Buffer.from('000000007445587400000000', 'hex')
    const files: readonly (readonly [string, Buffer])[] = [
      ...['/Encrypt 1 0 R ', '/Type /ObjStm >> stream\n', '/Type ', '1 ', '/ID [(', '#41', '/#4a#54 '].map(
        (piece) => ['a.pdf', filled(piece)] as const,
      ),
      ...['/', '/Linearized ', '1 0 obj ', '%'].map((piece) => ['a.pdf', filled(piece)] as const),
      ['a.pdf', pdfOf(...Array<Buffer>(50).fill(packed(64 * MB)))],
      ['a.pdf', pdfOf(...Array<Buffer>(200).fill(packed(4 * MB - 1)))],
      ['a.png', joined(png.subarray(0, 33), Buffer.alloc(size, chunk), png.subarray(33))],
      ['a.jpg', joined(Buffer.of(0xff, 0xd8), Buffer.alloc(size, 0xff))],
      ['a.csv', Buffer.alloc(size, ' ')],
      ['a.csv', joined(Buffer.alloc(size, 'a,1\n'), Buffer.of(0xfc, 0x0a))],
      [
        'a.xlsx',
        zipOf(
          Object.fromEntries(Array.from({ length: count(4_000, 19_000) }, (_, at) => [`${at}`, text('')])),
        ),
      ],
    ]
    const costs: number[] = []
    for (const [name, bytes] of files) {
      const before = cpuMs()
      const { work } = await checkCounted(bytes, name)
      const checked = cpuMs()
      // The limit of a file that is small, but full of entries, is that of a large one.
      createHash('md5').update(Buffer.alloc(size)).digest()
      costs.push((checked - before) / (cpuMs() - checked))
      expectBounded(work, bytes.length)
    }
    console.log(`costs: ${costs.map((cost) => cost.toFixed(0)).join(', ')}`)
    if (all) expect(Math.max(...costs)).toBeLessThan(MAX_COST)
  },
  count(60_000, 120_000),
)
