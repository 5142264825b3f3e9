// Submission.timeline: the events of a submission, as the caller may see them. Loaded by schema.ts.

import { builder } from '../builder.ts'
import { EventConnection } from '../events/event.ts'
import { readTimeline } from '../events/timeline.ts'
import { pageArguments } from '../graphql/connection.ts'

builder.prismaObjectField('Submission', 'timeline', (t) =>
  t.field({
    type: EventConnection,
    args: pageArguments,
    select: { id: true },
    description:
      "Events of the submission, newest first. A BROKER key doesn't see internal events, such as assignments.",
    resolve: ({ id }, args, context) => readTimeline(context, id, args),
  }),
)
