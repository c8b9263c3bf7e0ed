import { catalogue } from '../src/faults/catalogue/index.ts'
import { optionRules } from '../src/faults/options.ts'
import { wanted, type Rule } from '../src/faults/rules.ts'

const preamble = '// Made by `pnpm run generate` from src/faults: do not edit.'

/** The TypeScript types of the faults, with what the catalogue says of them. */
export function faultTypes(): string {
  const kinds = Object.entries(catalogue).map(
    ([kind, { summary, fields }]) =>
      `  /** ${sentence(summary)} */\n  | {\n      kind: '${kind}'\n${members(fields, '      ')}    }`,
  )
  return `${preamble}

/** What every fault can have beside its kind and its kind's own fields. */
export interface FaultOptions {
${members(optionRules, '  ')}}

/** Something that shall go wrong. Plain JSON. */
export type Fault = FaultOptions & (
${kinds.join('\n')}
)
`
}

function members(rules: Readonly<Record<string, Rule>>, indent: string): string {
  return Object.entries(rules)
    .map(([name, rule]) => `${indent}/** ${about(rule)} */\n${indent}${name}?: ${typeOf(rule)}\n`)
    .join('')
}

function about(rule: Rule): string {
  const isClear = 'enum' in rule || ('type' in rule && rule.type === 'boolean')
  const range = isClear ? '' : `; ${wanted(rule)}`
  const fallback = rule.default === undefined ? '' : ` Default: ${JSON.stringify(rule.default)}.`
  return sentence(rule.description + range) + fallback
}

function typeOf(rule: Rule): string {
  if ('anyOf' in rule) return rule.anyOf.map(typeOf).join(' | ')
  if ('enum' in rule)
    return rule.enum.map((one) => (typeof one === 'string' ? `'${one}'` : String(one))).join(' | ')
  return rule.type === 'integer' ? 'number' : rule.type
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
