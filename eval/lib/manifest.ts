// The list of files to judge: tab-separated, columns found by their header names.

export type ManifestRow = { readonly path: string; readonly expected: string }

/** Rows with a path and an expected result; other columns and their order do not matter. */
export function readManifest(text: string): readonly ManifestRow[] {
  const [header = '', ...lines] = text.split(/\r?\n/)
  const names = header.split('\t').map((name) => name.trim())
  const [path, expected] = [names.indexOf('path'), names.indexOf('expected')]
  if (path < 0 || expected < 0) throw new Error('the manifest needs the columns "path" and "expected"')
  return lines.flatMap((line) => {
    const cells = line.split('\t').map((cell) => cell.trim())
    const row = { path: cells[path] ?? '', expected: cells[expected] ?? '' }
    return row.path !== '' && row.expected !== '' ? [row] : []
  })
}
