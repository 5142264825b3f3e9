// The content checks: whatever ordinary viewers open is accepted; everything else gets a reason.

import { describe, expect, test } from 'vitest'
import { expected } from '../support/files/expected-types.ts'
import { SAMPLES, sample, verdictOn } from '../support/files/samples.ts'
import { zipOf } from '../support/files/zip.ts'

test.each(SAMPLES)('%s', async (name) => {
  expect(await verdictOn(sample(name), name)).toBe(expected(name))
})

const pdf = sample('statement.pdf')
const png = sample('photo.png')
const jpeg = sample('photo.jpg')
const text = (content: string) => Buffer.from(content)
const OBJECT_STREAM = /\/Type\s*\/ObjStm/
const joined = (...parts: (Buffer | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part)))

describe('untidy files that viewers open are accepted', () => {
  test.each<[string, Buffer, string, string]>([
    [
      'a PDF after 900 bytes of a mail header',
      joined('X: y\r\n'.repeat(150), pdf),
      'a.pdf',
      'application/pdf',
    ],
    ['a PDF with bytes after %%EOF', joined(pdf, '\n'.repeat(3_000), '\0\0'), 'a.pdf', 'application/pdf'],
    ['a PDF with two %%EOF', joined(pdf, '\nstartxref\n0\n%%EOF\n'), 'a.pdf', 'application/pdf'],
    ['a PDF without an extension', pdf, 'statement', 'application/pdf'],
    ['a PDF with an extension that means nothing', pdf, 'statement.final', 'application/pdf'],
    ['a JPEG with data after its end', joined(jpeg, 'appended by a camera'), 'a.jpg', 'image/jpeg'],
    ['a HEIC photo named .jpg', sample('photo.heic'), 'IMG_1.JPG', 'image/heic'],
    ['a PNG named .jpeg', png, 'scan.jpeg', 'image/png'],
    ['a PNG with data after its end', joined(png, 'more'), 'a.png', 'image/png'],
    ['a CSV with one column', text('Amount\n1\n2\n'), 'a.csv', 'text/csv'],
    ['a CSV named .txt', text('a;b\n1;2\n'), 'a.txt', 'text/csv'],
  ])('%s', async (_title, bytes, name, media) => {
    expect(await verdictOn(bytes, name)).toBe(media)
  })
})

describe('other files get a reason', () => {
  const ole = (name: string) =>
    joined(Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600_000), Buffer.from(name, 'utf16le'))
  test.each<[string, Buffer, string, string]>([
    ['an empty file', text(''), 'a.pdf', 'FILE_EMPTY'],
    ['a program named .pdf', joined('MZ', Buffer.alloc(500), pdf), 'a.pdf', 'FILE_TYPE_NOT_ALLOWED'],
    ['a page named .pdf', joined('<html><script>1</script>', pdf), 'a.pdf', 'FILE_TYPE_NOT_ALLOWED'],
    ['a page named .csv', text('  <!DOCTYPE html><p>,</p>'), 'a.csv', 'FILE_TYPE_NOT_ALLOWED'],
    ['a program named .csv', joined('a,b\n', Buffer.of(0, 1, 2, 3)), 'a.csv', 'FILE_TYPE_NOT_ALLOWED'],
    ['random bytes named .csv', Buffer.of(0x81, 0x8d, 0xff, 0xc0), 'a.csv', 'FILE_TYPE_NOT_ALLOWED'],
    ['a blank CSV', text('\n \n'), 'a.csv', 'FILE_TYPE_NOT_ALLOWED'],
    ['a picture named .pdf', png, 'a.pdf', 'FILE_TYPE_MISMATCH'],
    ['a PDF named .docx', pdf, 'a.docx', 'FILE_TYPE_MISMATCH'],
    [
      'a PDF with the header after 1,024 bytes',
      joined(' '.repeat(1_100), pdf),
      'a.pdf',
      'FILE_TYPE_NOT_ALLOWED',
    ],
    ['a PDF of which half is missing', pdf.subarray(0, pdf.length / 2), 'a.pdf', 'FILE_TRUNCATED'],
    [
      'a linearized PDF of which a third is missing',
      sample('linearized.pdf').subarray(0, (sample('linearized.pdf').length * 2) / 3),
      'a.pdf',
      'FILE_TRUNCATED',
    ],
    ['a PDF without objects', text('%PDF-1.7\n%%EOF'), 'a.pdf', 'FILE_CORRUPT'],
    ['a PNG of which half is missing', png.subarray(0, png.length / 2), 'a.png', 'FILE_TRUNCATED'],
    ['a JPEG of which half is missing', jpeg.subarray(0, jpeg.length / 2), 'a.jpg', 'FILE_TRUNCATED'],
    ['a HEIC of which half is missing', sample('photo.heic').subarray(0, 800), 'a.heic', 'FILE_TRUNCATED'],
    ['an XLSX of which half is missing', sample('table.xlsx').subarray(0, 2_000), 'a.xlsx', 'FILE_CORRUPT'],
    ['an XLSX with a password', ole('EncryptedPackage'), 'a.xlsx', 'FILE_ENCRYPTED'],
    ['an old Word file', ole('WordDocument'), 'a.doc', 'FILE_TYPE_NOT_ALLOWED'],
  ])('%s', async (_title, bytes, name, code) => {
    expect(await verdictOn(bytes, name)).toBe(code)
  })

  test('a ZIP archive, macros and unknown office types', async () => {
    const archive = (types: string | null) =>
      zipOf({ 'a.txt': text('a'), ...(types === null ? {} : { '[Content_Types].xml': text(types) }) })
    expect(await verdictOn(archive(null), 'a.zip')).toBe('FILE_TYPE_NOT_ALLOWED')
    const main = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
    expect(await verdictOn(archive(`<Override ContentType="${main}"/>`), 'a.xlsm')).toBe(
      'FILE_TYPE_NOT_ALLOWED',
    )
    expect(await verdictOn(archive('<Types/>'), 'a.pptx')).toBe('FILE_TYPE_NOT_ALLOWED')
  })

  test('a ZIP bomb in [Content_Types].xml is never inflated', async () => {
    const bomb = zipOf({ '[Content_Types].xml': Buffer.alloc(20_000_000, 'x') })
    expect(bomb.length).toBeLessThan(30_000)
    expect(await verdictOn(bomb, 'a.xlsx')).toBe('FILE_CORRUPT')
  })
})

test('a script written with hex escapes is found', async () => {
  const hidden = Buffer.from(
    sample('script.pdf').toString('latin1').replace('/JavaScript', '/J#61vaScript').replace('/JS ', '/#4aS '),
    'latin1',
  )
  expect(await verdictOn(hidden, 'a.pdf')).toBe('application/pdf active')
})

test.each<[string, string, RegExp, string, string]>([
  ['behind a comment', 'launch.pdf', /\/S \/Launch/, '/S %x\n/Launch', 'dangerous'],
  ['behind two comments', 'launch.pdf', /\/S \/Launch/, '/S%(\r%/S >>\r\n /L#61unch', 'dangerous'],
  ['in a separate object', 'launch.pdf', /\/S \/Launch/, '/S 9 0 R >> 9 0 obj/Launch', 'dangerous'],
  ['in an array', 'launch.pdf', /\/S \/Launch/, '/S [/Launch]', 'active'],
  [
    'in a commented object stream',
    'launch-in-object-stream.pdf',
    OBJECT_STREAM,
    '/Type%\n/ObjStm',
    'dangerous',
  ],
  ['at the end of an address', 'statement.pdf', /$/, '(https://bank.example/Launch)', 'active'],
])('the name /Launch %s', async (_title, name, from, to, verdict) => {
  const before = sample(name).toString('latin1')
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  expect(await verdictOn(Buffer.from(after, 'latin1'), 'a.pdf')).toBe(`application/pdf ${verdict}`)
})
