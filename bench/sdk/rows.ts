// ROWS: the rows of the comparison and their checks. Used by document.ts.
// A check is named by the id of its finding. The probes and package-checks.ts make the findings.

export interface Check {
  readonly id: string
  readonly text: string
  /** Shows what was seen beside the result. */
  readonly showsNote?: true
}

export interface Row {
  readonly title: string
  readonly checks: readonly Check[]
}

const row = (title: string, checks: Readonly<Record<string, string>>): Row => ({
  title,
  // `!` at the end of a text: show the note.
  checks: Object.entries(checks).map(([id, text]) =>
    text.endsWith('!') ? { id, text: text.slice(0, -1), showsNote: true } : { id, text },
  ),
})

export const ROWS: readonly Row[] = [
  row('Construction', {
    missingKey: 'the constructor names a missing key',
    malformedKey: 'the constructor rejects a key with a line break',
    mistypedKey: 'the constructor rejects a mistyped key by its checksum',
    badOption: 'the constructor rejects a negative timeout',
    unknownOption: 'the constructor names a misspelt option',
    refusesBrowser: 'refuses a secret key in a browser unless asked',
    copyWithOptions: 'a copy of the client with other options',
    ownFetch: 'accepts another `fetch`',
    appInfo: 'names the calling program in its headers',
    userAgent: 'names its version and the runtime in its headers',
  }),
  row('Environment variables', {
    environmentKey: 'reads the key from a variable',
    environmentUrl: 'reads the address from a variable',
  }),
  row('Options of each call', {
    callSignal: '`signal`',
    callTimeout: 'timeout',
    callRetries: 'number of retries',
    callIdempotencyKey: 'idempotency key',
    callHeaders: 'headers',
  }),
  row('Response details', {
    responseRequestId: 'request id, as a property',
    responseStatus: 'status',
    responseHeaders: 'headers',
    responseRateLimit: 'rate limit, as numbers',
  }),
  row('Raw requests', {
    raw: 'a request that has no method',
    rawRetried: 'with the same retries',
  }),
  row('Paging', {
    listItems: '`for await` over all items',
    listLazy: 'stops requesting when the loop ends',
    listPages: '`for await` over pages',
    listToArray: 'the first n items as an array, without requesting more pages',
    listTotal: 'total count',
  }),
  row('Retries', {
    retryLost: 'retries a query without a response',
    retryLostWrite: 'retries a change without a response',
    retry408: 'retries 408',
    retry429: 'retries 429 with Retry-After',
    retry503: 'retries 503',
    retry503Write: 'retries a change after 503',
    keep409: 'does not retry 409',
    keep422: 'does not retry 422',
    retryAfterSeconds: 'waits for `Retry-After: 3`!',
    retryAfterDate: 'waits for a Retry-After date in 3 to 4 s!',
    retryAfterGarbled: 'ignores a garbled Retry-After',
    retryJitter: 'varies its delays by more than 15 %!',
    retryDeadline: 'a deadline of 1 s over all attempts!',
  }),
  row('Pacing: 200 calls at once, 20 per second allowed', {
    paceAll: 'all calls succeed!',
    paceRejected: 'no request is rejected!',
    paceTime: 'in at most 1.4 times the shortest time!',
  }),
  row('Idempotency', {
    idempotencyAutomatic: 'sends a key with each change',
    idempotencySame: 'the same key in all attempts',
    idempotencyFresh: 'another key for another change',
  }),
  row('Lost changes', {
    maybeApplied: 'an error tells a lost change from one that was never sent!',
    maybeAppliedStatus: 'also after 503, unlike 422!',
  }),
  row('Error types', {
    errorClasses: 'a class each for 401, 403, 404, 409, 422 and 429',
    errorConnection: 'a class for failed connections',
    errorTimeout: 'a class or reason for timeouts',
    errorStatus: '`status`',
    errorCode: '`code` or `type`',
    errorRequestId: 'request id, as a property',
    errorPath: 'shows the invalid field',
    errorDocUrl: 'shows the address of the documentation',
    errorRetryAfter: 'the delay that the server asks for, as a number',
    errorRetryable: 'tells whether a retry can help',
    errorJson: 'JSON contains the message',
    errorGuard: 'an exported function recognizes its errors!',
  }),
  row('Safe logging', {
    errorHidesKey: 'no error shows the key',
    errorHidesInput: 'no error shows the input',
    errorHidesHeaders: 'no error shows headers of the request',
    errorMasksEcho: 'masks a key that the server repeats in its message',
    clientHidesKey: 'a printed client does not show the key',
    logHidesSecrets: 'the most detailed log shows neither key nor input nor headers',
  }),
  row('Hooks', {
    logger: 'accepts a logger, which reports a retried call',
    'hook-request': 'an event for each request, also of a retry',
    'hook-response': 'an event for each response, also of a retried one',
    'hook-retry': 'an event for each retry',
    headersPerAttempt: 'a function that adds headers to each attempt (`traceparent`)',
  }),
  row('Files', {
    uploadPath: 'uploads a path or file stream of Node',
    uploadBlob: 'uploads bytes or a Blob',
    uploadStream: 'uploads a stream',
    uploadProgress: 'reports progress',
    uploadMany: 'uploads several files in one call, with a result each',
    downloadToFile: 'downloads to a file',
  }),
  row('Key rotation', {
    keyFunction: 'the key may be a function',
    keyList: 'uses the next key of a list when the server rejects one',
    rotationDue: 'tells the program that its key is about to end',
  }),
  row('Webhooks', {
    webhookAccepts: 'verifies a signature',
    webhookRejects: 'rejects a changed body',
    webhookOld: 'rejects an old timestamp',
    webhookHandler: 'a handler for servers and frameworks',
    webhookSigns: 'signs deliveries for tests',
  }),
  row('Test double', { testDouble: 'an export for unit tests of its users!' }),
  row('Module formats', {
    formatEsm: 'ES modules',
    formatCjs: 'CommonJS',
    typesNodeNext: 'types: `nodenext`, ES modules!',
    typesNode16Cjs: 'types: `node16`, CommonJS!',
    typesBundler: 'types: `bundler`!',
    typesNode10: 'types: `node10` (TypeScript 5.9)!',
    formatManifest: '`package.json` is exported',
    formatSideEffects: '`sideEffects: false`',
    formatSourceMaps: 'source maps',
  }),
  row('Runtimes', {
    runtimeNode20: 'declares support of Node 20!',
    runtimeBrowser: 'bundles for browsers without replacements of Node modules',
    runtimeDeno: 'README or exports name Deno',
    runtimeBun: 'README or exports name Bun',
    runtimeWorkers: 'README or exports name Cloudflare Workers or workerd',
  }),
  row('Documentation in the package', {
    docsReadme: 'README on errors, retries and paging',
    docsExamples: '`@example` in the types!',
    docsThrows: '`@throws` in the types!',
    docsLlms: '`llms.txt`',
    docsChangelog: '`CHANGELOG.md`',
  }),
]
