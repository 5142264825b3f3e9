// Makes Git use the hooks of this folder. Runs after each install and never fails it.

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const git = (...args) => execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })

// Without `.git` in this folder, Git would change the settings of a repository that contains this one.
if (existsSync(join(root, '.git'))) {
  try {
    git('config', 'core.hooksPath', '.githooks')
  } catch {
    // No Git, or its settings are read-only: commits are then not checked.
  }
}
