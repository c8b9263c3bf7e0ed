import { readYaml } from '@apikley/pages'
import { pathOf } from '@apikley/pages/document'
import type { Texts } from './contents.ts'
import type { Blocker } from './plan.ts'

/** `/paths/~1a/get …`, `… at /paths/~1a/get, …`, and `action 1, …` of an overlay. */
const placeIn = /(?:^|\bat )(?<place>\/[^\s,]+)|^action (?<action>\d+)/

/** A blocker with the line of our own YAML file that it is about, where its text names a place. */
export function withLine(blocker: Blocker, present: Texts): Blocker {
  const { file = '', text, line } = blocker
  const yaml = /^specs\/(overlays|supplements)\//.test(file) ? present.get(file) : undefined
  const { place, action } = placeIn.exec(text)?.groups ?? {}
  if (yaml === undefined || line !== undefined || (place === undefined && action === undefined))
    return blocker
  const { value, lines } = readYaml(yaml, file)
  const found = lines.of(value, place === undefined ? ['actions', Number(action)] : pathOf(place))
  return found === undefined ? blocker : { ...blocker, line: found }
}
