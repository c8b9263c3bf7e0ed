import { type AST, RegExpParser } from '@eslint-community/regexpp'
import { type CharSet, JS } from 'refa'

/** The characters that one place of a text may hold. */
export type Characters = CharSet

/** A regular expression, as far as a finite automaton can be one. */
export type Expression =
  | { readonly kind: 'characters'; readonly characters: Characters }
  /** `^`, `$` and `\b`: they take no character. */
  | { readonly kind: 'start' | 'end' | 'boundary' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly part: Expression; readonly min: number; readonly max: number }

const flags = { unicode: true } as const
const parser = new RegExpParser({ ecmaVersion: 2025 })

/** Every character: what a search passes over before a match begins. */
export const anyCharacter: Characters = JS.createCharSet([{ kind: 'any' }], { ...flags, dotAll: true })

/**
 * Reads a regular expression as JSON Schema means it, with the flag `u`.
 * @returns `undefined` where it holds what no automaton can do, such as looking ahead or back at a group.
 * @throws an error when it is no regular expression.
 */
export function parseExpression(pattern: string): Expression | undefined {
  return choice(parser.parsePattern(pattern, 0, pattern.length, flags).alternatives)
}

function choice(alternatives: readonly AST.Alternative[]): Expression | undefined {
  const parts = alternatives.map(({ elements }) => all('sequence', elements.map(expressionOf)))
  return parts.length === 1 ? parts[0] : all('choice', parts)
}

function all(
  kind: 'sequence' | 'choice',
  parts: readonly (Expression | undefined)[],
): Expression | undefined {
  const known = parts.filter((part) => part !== undefined)
  return known.length === parts.length ? { kind, parts: known } : undefined
}

function expressionOf(element: AST.Element): Expression | undefined {
  switch (element.type) {
    case 'Character':
      return { kind: 'characters', characters: JS.parseCharSet(element, flags) }
    case 'CharacterClass':
      if (element.unicodeSets) return undefined
      return { kind: 'characters', characters: JS.parseCharSet(element, flags) }
    case 'CharacterSet':
      if (element.kind === 'property' && element.strings) return undefined
      return { kind: 'characters', characters: JS.parseCharSet(element, flags) }
    case 'Group':
      return element.modifiers === null ? choice(element.alternatives) : undefined
    case 'CapturingGroup':
      return choice(element.alternatives)
    case 'Quantifier': {
      const part = expressionOf(element.element)
      return part && { kind: 'repeat', part, min: element.min, max: element.max }
    }
    case 'Assertion':
      if (element.kind === 'word') return { kind: 'boundary' }
      return element.kind === 'start' || element.kind === 'end' ? { kind: element.kind } : undefined
    default:
      return undefined
  }
}
