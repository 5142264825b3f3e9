// Loaded before the program (`node --import`), which takes no limits: raises those that it has.

import { LIMITS } from '@latchkey/schema/auth/tier-limits.ts'
import { UNLIMITED } from './unlimited.ts'

Object.assign(LIMITS, UNLIMITED)
