// Build script of the SDK: compiles src/ to dist/ with tsc and fixes the imports in .d.ts files.

import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

process.chdir(import.meta.dirname)
rmSync('dist', { recursive: true, force: true })
execFileSync('tsc', ['--project', 'tsconfig.build.json'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})

// rewriteRelativeImportExtensions rewrites the JavaScript files only, not the .d.ts files.
for (const path of globSync('dist/**/*.d.ts')) {
  const declarations = readFileSync(path, 'utf8')
  writeFileSync(path, declarations.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"))
}
