import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Release } from './plan.ts'

/**
 * Why the next upgrade of the spec would be compared with something else than what is published now. The types say
 * which version of the spec they were made from, and `specs/released.json` has to hold that one.
 */
export function baselineProblems(root: string, releases: readonly Release[]): string[] {
  if (!releases.some(({ name }) => name === '@apikley/types')) return []
  const stamp = readJson(root, 'packages/types/package.json')?.['x-openapi-version']
  const info = readJson(root, 'specs/released.json')?.['info']
  const baseline = typeof info === 'object' && info !== null && 'version' in info ? info.version : undefined
  if (stamp === baseline && stamp !== undefined) return []
  return [
    `specs/released.json holds version ${String(baseline)} of the spec, @apikley/types ${String(stamp)}: ` +
      'raise versions with `pnpm run version`, which writes both',
  ]
}

function readJson(root: string, file: string): Record<string, unknown> | undefined {
  const target = path.join(root, file)
  if (!existsSync(target)) return undefined
  const value: Record<string, unknown> = JSON.parse(readFileSync(target, 'utf8'))
  return value
}
