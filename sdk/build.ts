// dist/ for the registry: what tsc makes of src/, with the imports of its declarations spelled as every TypeScript reads them.

import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

process.chdir(import.meta.dirname)
rmSync('dist', { recursive: true, force: true })
execFileSync('tsc', ['--project', 'tsconfig.build.json'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})

// rewriteRelativeImportExtensions reaches the JavaScript only.
for (const path of globSync('dist/**/*.d.ts')) {
  const declarations = readFileSync(path, 'utf8')
  writeFileSync(path, declarations.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"))
}
