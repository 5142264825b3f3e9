import { Octokit } from 'octokit'

export function call(key: string): Promise<unknown> {
  return new Octokit({ auth: key }).rest.repos.get({ owner: 'o', repo: 'r' })
}
