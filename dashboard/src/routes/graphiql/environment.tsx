// Badge that shows the environment as text and colour, so that nobody mistakes PRODUCTION.

const MEANING: Readonly<Record<string, string>> = { DEVELOPMENT: 'test data', PRODUCTION: 'live data' }

/** Keeps its size while the environment is unknown (null), so that the layout does not shift. */
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
