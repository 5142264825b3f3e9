import { EnvironmentBadge } from '../graphiql/environment.tsx'

/** A band in the colour of the environment, and who works in it if that is known. */
export function EnvironmentNotice({ environment, who }: { environment: string; who?: string }) {
  return (
    <div className="notice" data-environment={environment}>
      <EnvironmentBadge environment={environment} />
      {who && <span>{who}</span>}
    </div>
  )
}
