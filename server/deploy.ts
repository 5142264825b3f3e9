// `pnpm build:server <folder>`: writes the server with its production dependencies, for the container image.
//
// pnpm copies the workspace packages into node_modules, where Node refuses to run TypeScript. They are moved out,
// so that the folder has the layout of the repository, and linked.

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const [folder] = process.argv.slice(2)

if (folder === undefined || existsSync(join(folder, 'server'))) {
  console.error('Usage: npx -y pnpm@12 build:server <folder>\n\nThe folder must not contain a build yet.')
  process.exitCode = 2
} else {
  deploy(resolve(folder))
}

function deploy(target: string): void {
  const server = join(target, 'server')
  // With pnpm's default linker, a moved package would not find its dependencies.
  const args = ['--filter', '@latchkey/server', '--config.node-linker=hoisted', 'deploy', '--prod', server]
  execFileSync('pnpm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  const modules = join(target, 'node_modules')
  renameSync(join(server, 'node_modules'), modules)
  for (const name of ['prisma', 'schema']) {
    renameSync(join(modules, '@latchkey', name), join(target, name))
    symlinkSync(join('../..', name), join(modules, '@latchkey', name))
  }
  // Files of pnpm, which contain paths of this machine.
  const left = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(server, name))
  left.push(...['.modules.yaml', '.pnpm', '.pnpm-workspace-state-v1.json'].map((name) => join(modules, name)))
  for (const path of left) rmSync(path, { recursive: true, force: true })
  cpSync(join(root, 'server/package.json'), join(server, 'package.json'))
  cpSync(join(root, 'dashboard/dist'), join(target, 'dashboard/dist'), { recursive: true })
}
