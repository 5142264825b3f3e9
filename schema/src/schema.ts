// Loads every domain, in the order in which they may know of each other, and exports the schema; nothing else.

import { lexicographicSortSchema } from 'graphql'
import { builder } from './builder.ts'
import './scalars.ts'
import './problem-code.ts'
import './accounts/funder.ts'
import './accounts/user.ts'
import './accounts/invite-user.ts'
import './accounts/change-role.ts'
import './accounts/disable-user.ts'
import './accounts/enable-user.ts'
import './brokers/broker.ts'
import './brokers/relationship.ts'
import './brokers/pause-relationship.ts'
import './brokers/resume-relationship.ts'
import './keys/api-key.ts'
import './keys/viewer.ts'
import './keys/secret.ts'
import './keys/create-user-key.ts'
import './keys/create-tiered-key.ts'
import './keys/create-broker-key.ts'
import './keys/update-api-key.ts'
import './keys/rotate-api-key.ts'
import './keys/finish-rotation.ts'
import './keys/cancel-rotation.ts'
import './keys/deactivate-api-key.ts'
import './keys/reactivate-api-key.ts'
import './keys/delete-api-key.ts'
import './keys/end-relationship.ts'
import './submissions/owner.ts'
import './submissions/submission.ts'
import './submissions/create-submission.ts'
import './submissions/update-submission.ts'

builder.queryType({ description: 'What can be read.' })
builder.mutationType({ description: 'What can be done. One mutation field per document.' })

export const schema = lexicographicSortSchema(builder.toSchema())
