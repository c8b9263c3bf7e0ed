import path from 'node:path'
import { repositoryRoot } from '../specs-folder.ts'

/** Path of the repository that a command is about: what follows `--root`, or the one that these tools belong to. */
export function rootIn(args: readonly string[]): string {
  const given = args.find((arg) => arg.startsWith('--root='))?.slice('--root='.length)
  const index = args.indexOf('--root')
  const named = given ?? (index === -1 ? undefined : args[index + 1])
  return named === undefined ? repositoryRoot : path.resolve(named)
}
