// The environment of a page, in words and in colour: nobody takes PRODUCTION for DEVELOPMENT.

const MEANING: Readonly<Record<string, string>> = { DEVELOPMENT: 'test data', PRODUCTION: 'live data' }

/** Keeps its place while the environment is unknown (null), so that nothing moves when it is known. */
export function EnvironmentBadge({ environment }: { environment: string | null }) {
  return (
    <p className="environment" data-environment={environment ?? 'unknown'}>
      {environment !== null && (
        <>
          <strong>{environment}</strong> {MEANING[environment]}
        </>
      )}
    </p>
  )
}
