import { EnvironmentBadge } from '../graphiql/environment.tsx'

/** A banner in the colour of the environment, with the user if known. */
export function EnvironmentNotice({ environment, who }: { environment: string; who?: string }) {
  return (
    <div className="notice" data-environment={environment}>
      <EnvironmentBadge environment={environment} />
      {who && <span>{who}</span>}
    </div>
  )
}
