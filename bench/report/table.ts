// Formats rows as text columns: the first column left-aligned, the others right-aligned.

export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, at) => aligned(cell, at, widths[at] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
}

function aligned(cell: string, at: number, width: number): string {
  return at === 0 ? cell.padEnd(width) : cell.padStart(width)
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
