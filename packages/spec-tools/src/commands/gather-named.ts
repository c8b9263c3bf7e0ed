import { gather, type Gathered } from '../fetching/gather.ts'
import { progressTo } from '../fetching/progress.ts'
import type { Lock } from '../sources/lock.ts'
import { SpecError } from '../spec-error.ts'
import { readChoices } from './choose.ts'

/**
 * Gathers what a person named, with a progress line.
 * @param choose What they decided, as it stands behind `--choose`.
 * @throws SpecError when they decided something and named more than one page: nobody knows which one was meant.
 */
export async function gatherNamed(
  sources: readonly string[],
  lock: Pick<Lock, 'pages'>,
  choose: readonly string[] = [],
  rate?: number,
): Promise<Gathered> {
  const gathered = await gather(sources, lock, {
    ...(rate !== undefined && { rate }),
    choices: readChoices(choose),
    progress: progressTo(process.stderr),
  })
  if (choose.length > 0 && gathered.intakes.length + gathered.refused.length !== 1) {
    throw new SpecError(['--choose decides about one page. Name that page alone.'])
  }
  return gathered
}
