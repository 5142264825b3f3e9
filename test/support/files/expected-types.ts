// expected: the verdict that a sample file must get. Used by the tests of the content checks.

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const EXPECTED: Record<string, string> = {
  'launch.pdf': 'application/pdf dangerous',
  'launch-in-object-stream.pdf': 'application/pdf dangerous',
  'script.pdf': 'application/pdf active',
  'script-in-object-stream.pdf': 'application/pdf active',
  'letter.docx': DOCX,
  'streamed.docx': DOCX,
  'table.xlsx': XLSX,
  'streamed.xlsx': XLSX,
  'photo.heic': 'image/heic',
  'photo.jpg': 'image/jpeg',
  'photo.png': 'image/png',
}

/** The media type with its flag, or the code of the issue. */
export function expected(name: string): string {
  if (name.startsWith('user-password')) return 'FILE_ENCRYPTED'
  return EXPECTED[name] ?? (name.endsWith('.csv') ? 'text/csv' : 'application/pdf')
}
