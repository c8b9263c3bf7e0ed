import { type AST, RegExpParser } from '@eslint-community/regexpp'
import { type CharSet, JS } from 'refa'

/** The characters that one place of a text may hold. */
export type Characters = CharSet

/** A step through a pattern: it takes a character, or none, or is the end. */
export interface Step {
  takes?: Characters
  /** Holds in some places only, as `^`, `$` and `\b` do, and takes no character. */
  isCondition?: true
  isEnd?: true
  to: Step[]
}

const flags = { unicode: true } as const
const parser = new RegExpParser({ ecmaVersion: 2025 })

/** Every character: what a search passes over before a match begins. */
export const anyCharacter: Characters = JS.createCharSet([{ kind: 'any' }], { ...flags, dotAll: true })

/**
 * The way through a regular expression as JSON Schema means it, with the flag `u`; every repetition that has an end is
 * written out.
 * @throws an error when there are too many steps, when it is no regular expression, and when it holds what no automaton
 * can do, such as looking ahead or back at a group.
 */
export function stepsOf(pattern: string, most: number): Step {
  const { alternatives } = parser.parsePattern(pattern, 0, pattern.length, flags)
  const characters = new Map<AST.Element, Characters>()
  let left = most
  const count = () => {
    left -= 1
    if (left < 0) throw new Error(`more than ${most} steps`)
  }

  const choice = (ways: readonly AST.Alternative[], next: Step): Step => {
    const steps = ways.map(({ elements }) => {
      count()
      return elements.reduceRight((after, element) => step(element, after), next)
    })
    if (steps.length > 1) count()
    return steps.length === 1 && steps[0] ? steps[0] : { to: steps }
  }
  const take = (element: Parameters<typeof JS.parseCharSet>[0] & AST.Element, next: Step): Step => {
    const takes = characters.get(element) ?? JS.parseCharSet(element, flags)
    characters.set(element, takes)
    return { takes, to: [next] }
  }
  const step = (element: AST.Element, next: Step): Step => {
    if (element.type === 'Group' && element.modifiers === null) return choice(element.alternatives, next)
    if (element.type === 'CapturingGroup') return choice(element.alternatives, next)
    count()
    if (element.type === 'Character') return take(element, next)
    if (element.type === 'CharacterClass' && !element.unicodeSets) return take(element, next)
    if (element.type === 'CharacterSet' && !(element.kind === 'property' && element.strings))
      return take(element, next)
    if (element.type === 'Quantifier') return repeat(element, next)
    if (element.type !== 'Assertion' || element.kind.startsWith('look'))
      throw new Error(`no automaton can do ${element.raw}`)
    return { isCondition: true, to: [next] }
  }
  const repeat = ({ element, min, max }: AST.Quantifier, next: Step): Step => {
    let after = next
    let copies = min
    if (max === Number.POSITIVE_INFINITY) {
      const again: Step = { to: [] }
      const body = step(element, again)
      again.to.push(body, next)
      after = min === 0 ? again : body
      copies = Math.max(0, min - 1)
    } else {
      for (let copy = min; copy < max; copy += 1) after = { to: [step(element, after), next] }
    }
    for (let copy = 0; copy < copies; copy += 1) after = step(element, after)
    return after
  }

  const entry: Step = { to: [choice(alternatives, { isEnd: true, to: [] })] }
  // A search passes over any number of characters first.
  if (!alternatives.every(startsAtStart)) entry.to.unshift({ takes: anyCharacter, to: [entry] })
  return entry
}

function startsAtStart({ elements: [first] }: AST.Alternative): boolean {
  const element = first?.type === 'Quantifier' && first.min > 0 ? first.element : first
  if (element?.type === 'Group' || element?.type === 'CapturingGroup')
    return element.alternatives.every(startsAtStart)
  return element?.type === 'Assertion' && element.kind === 'start'
}
