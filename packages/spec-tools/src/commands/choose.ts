import type { PageChoices } from '../pages/page.ts'
import { readChoice } from '../recovery/choices.ts'

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
