import type { CompleteFault } from './fault.ts'
import { InvalidInput } from './invalid-input.ts'
import { issueText, parseFault } from './parse-fault.ts'
import type { Rule } from './rules.ts'
import { rulesOf } from './validate-fault.ts'

/** The request header that asks for faults. */
export const faultHeader = 'x-mock-fault'

// The header concerns the one request that carries it.
const notInHeader = ['operation', 'times', 'skip', 'afterMs']

/**
 * Reads `<kind>[;field=value…]`, or several of them with commas between. Throws a TypeError that says what was
 * expected.
 */
export function parseFaultHeader(header: string): CompleteFault[] {
  const parts = header.split(',').filter((part) => part.trim() !== '')
  return parts.map((part) => {
    const [kind = '', ...fields] = part.split(';').map((item) => item.trim())
    const rules = rulesOf(kind)
    const entries = fields.filter((field) => field !== '').map((field) => fieldOf(rules, field))
    const misplaced = entries.find(([name]) => notInHeader.includes(name))?.[0]
    if (misplaced !== undefined)
      throw new InvalidInput(
        issueText(faultHeader, {
          at: [misplaced],
          message: `the header is about its own request alone; ask for ${misplaced} by POST /_mock/faults`,
        }),
      )
    return parseFault({ kind, ...Object.fromEntries(entries) }, faultHeader)
  })
}

function fieldOf(rules: Record<string, Rule>, field: string): [string, unknown] {
  const equals = field.indexOf('=')
  if (equals < 1)
    throw new InvalidInput(
      `${faultHeader}: "${field.slice(0, 60)}" must be field=value, for example ${faultHeader}: slowBody;ms=2000`,
    )
  const name = field.slice(0, equals).trim()
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
  return [name, valueOf(rule, field.slice(equals + 1).trim())]
}

// Everything in a header is text; the rule says what it stands for. What fits no rule stays text, for the check to report.
function valueOf(rule: Rule | undefined, text: string): unknown {
  if (!rule || ('type' in rule && rule.type === 'string')) return text
  if ('enum' in rule) return rule.enum.find((one) => String(one) === text) ?? text
  if ('type' in rule && rule.type === 'boolean')
    return text === 'true' ? true : text === 'false' ? false : text
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}
