// pdfOf: a small PDF of text lines, without a library. Used by the demo documents.

/** A line of text. Positions in points from the top left corner of a US Letter page. */
export interface PdfLine {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly font?: Font
}

const FONTS = { regular: 'Helvetica', bold: 'Helvetica-Bold', mono: 'Courier' } as const

type Font = keyof typeof FONTS

const WIDTH = 612
const HEIGHT = 792

/** One page. Characters outside of Latin-1 become question marks. */
export function pdfOf(lines: readonly PdfLine[]): Buffer {
  const content = lines.map(operatorsOf).join('\n')
  const names = Object.keys(FONTS)
  const fonts = Object.values(FONTS).map(
    (name) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`,
  )
  const fontReferences = names.map((name, index) => `/${name} ${index + 5} 0 R`).join(' ')
  return fileOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R /Resources << /Font << ${fontReferences} >> >> >>`,
    `<< /Length ${bytesOf(content).length} >>\nstream\n${content}\nendstream`,
    ...fonts,
  ])
}

function operatorsOf({ text, x, y, size, font = 'regular' }: PdfLine): string {
  const escaped = text.replace(/[\\()]/g, '\\$&')
  return `BT /${font} ${size} Tf ${x} ${HEIGHT - y} Td (${escaped}) Tj ET`
}

/** Objects with the numbers 1, 2, 3 …; the first one is the catalog. */
function fileOf(objects: readonly string[]): Buffer {
  const parts = ['%PDF-1.4\n']
  const offsets: number[] = []
  let length = bytesOf(parts.join('')).length
  for (const [index, object] of objects.entries()) {
    const part = `${index + 1} 0 obj\n${object}\nendobj\n`
    offsets.push(length)
    length += bytesOf(part).length
    parts.push(part)
  }
  const size = objects.length + 1
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
  )
  return bytesOf(parts.join(''))
}

function bytesOf(text: string): Buffer {
  const latin = text.replaceAll('’', "'").replaceAll('–', '-')
  return Buffer.from(latin.replace(/[^\p{ASCII}\u00a0-\u00ff]/gu, '?'), 'latin1')
}
