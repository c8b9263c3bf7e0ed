import { gather, type Gathered } from '../fetching/gather.ts'
import { printProgress } from '../text/print.ts'
import type { Lock } from '../sources/lock.ts'
import { SpecError } from '@apikley/pages/document'
import { type PageChoices, readChoice } from '@apikley/pages'

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
    progress: printProgress,
  })
  if (choose.length > 0 && gathered.intakes.length + gathered.refused.length !== 1) {
    throw new SpecError(['--choose decides about one page. Name that page alone.'])
  }
  return gathered
}

/**
 * What a person decided about a page: `model=kling/v2-1-master`, where the page contradicts itself about its model, and
 * `123=/info/title`, where line 123 can be read in two ways.
 * @throws SpecError when one has another form.
 */
export function readChoices(texts: readonly string[]): PageChoices {
  const isModel = (text: string) => text.startsWith('model=')
  const model = texts.findLast(isModel)?.slice('model='.length)
  const lines = texts.filter((text) => !isModel(text)).map(readChoice)
  return { ...(model !== undefined && { model }), ...(lines.length > 0 && { lines }) }
}
