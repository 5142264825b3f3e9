// Preload (`node --import`) that raises the rate limits of a program that has no option for them.

import { LIMITS } from '@latchkey/schema/auth/tier-limits.ts'
import { UNLIMITED } from './unlimited.ts'

Object.assign(LIMITS, UNLIMITED)
