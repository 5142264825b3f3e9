// Runs the parts of the bench and returns the floors of each.

import { compare, type Line } from './comparison.ts'
import { type FindLine, measureFind } from './find/measure.ts'
import { type FlatLine, measureFlat, SMALL } from './flat/measure.ts'
import { type Flooded, measureFlood } from './flood/measure.ts'
import { type LogIns, measureLogIns } from './log-in.ts'
import type { Stage } from './measure.ts'
import type { Part } from './options.ts'
import { measureRedis, type RedisTimes } from './redis/measure.ts'
import { atLeast, atMost, type Floor, goal } from './report/floors.ts'
import { BARE_TRANSACTION, BETTER_AUTH, CREATE, STOCK, TUNED, VIEWER, VIEWERS } from './subjects.ts'
import { measureUploads, type Uploads, uploadFloors } from './upload/measure.ts'

export interface Measured {
  viewers?: readonly Line[]
  logIns?: LogIns
  betterAuth?: readonly Line[]
  create?: readonly Line[]
  flat?: readonly FlatLine[]
  find?: readonly FindLine[]
  uploads?: Uploads
  flood?: Flooded
  redis?: RedisTimes | null
}

/** `keys`: size of the large world. Stores the results in `measured` and returns the floors. */
export async function measurePart(
  part: Part,
  stage: Stage,
  keys: number,
  measured: Measured,
): Promise<Floor[]> {
  switch (part) {
    case 'viewer': {
      const viewers = await compare(stage, VIEWERS, VIEWER, async (running) => {
        stage.report('Measuring rejected sign-ins')
        const latchkey = running.find(({ name }) => name === VIEWER.name)
        measured.logIns = await measureLogIns(latchkey?.url ?? '', stage.databaseUrl)
      })
      measured.viewers = viewers
      return [
        atLeast('viewer / stock Yoga hello', 1, viewers, STOCK),
        atLeast('viewer / tuned Yoga with one lookup', 0.8, viewers, TUNED),
      ]
    }
    case 'better-auth': {
      const lines = await compare(stage, [BETTER_AUTH, VIEWER], VIEWER)
      measured.betterAuth = lines
      return [atLeast("viewer / better-auth's verifyApiKey", 8, lines, BETTER_AUTH)]
    }
    case 'create': {
      const lines = await compare(stage, [BARE_TRANSACTION, CREATE], CREATE)
      measured.create = lines
      return [atLeast('createSubmission / hand-written SQL', 0.4, lines, BARE_TRANSACTION)]
    }
    case 'flat': {
      const lines = await measureFlat(stage, stage.databaseUrl, keys)
      measured.flat = lines
      return lines.map(({ name, ratio }) => atMost(`${name}: time at ${keys} / at ${SMALL}`, 1.25, ratio))
    }
    case 'find': {
      const lines = await measureFind(stage)
      measured.find = lines
      return lines.flatMap(({ name, by, ratio, atMost: bound }) =>
        bound === null ? [] : [atMost(`${name}, ${by}: time / first page`, bound, ratio)],
      )
    }
    case 'upload': {
      measured.uploads = await measureUploads(stage)
      return uploadFloors(measured.uploads)
    }
    case 'flood': {
      measured.flood = await measureFlood(stage)
      return [goal('valid keys: latency with / without flood', 2, measured.flood.ratio)]
    }
    case 'redis': {
      measured.redis = await measureRedis(stage)
      return []
    }
  }
}
