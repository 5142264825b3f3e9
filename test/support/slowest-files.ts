// Vitest reporter: prints the ten slowest test files. Used by vitest.config.ts.

import type { Reporter, TestModule } from 'vitest/node'

const COUNT = 10

export default class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length <= COUNT) return
    const timed = modules.map((module) => {
      const { duration, collectDuration } = module.diagnostic()
      return { file: module.relativeModuleId, ms: duration + collectDuration }
    })
    const slowest = timed.sort((a, b) => b.ms - a.ms).slice(0, COUNT)
    const lines = slowest.map(({ file, ms }) => `${(ms / 1000).toFixed(1).padStart(8)} s  ${file}`)
    console.log(`\nThe ${COUNT} slowest test files:\n${lines.join('\n')}`)
  }
}
