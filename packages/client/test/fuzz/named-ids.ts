/** The ids that an answer to a create names, told apart from the client's own reading. */
export interface NamedIds {
  /** What stands in `data.taskId`. */
  readonly usual: string | undefined
  /** All that are called a task's. */
  readonly sure: readonly string[]
  /** Those that may be one: `data` itself, its `id` and its `recordId`. */
  readonly likely: readonly string[]
}

/** How deep an id is looked for. */
const deepest = 5

export function namedIds(text: string): NamedIds {
  const body = parse(text)
  if (body === undefined) {
    const [, cut] = /"task[_-]?id"\s*:\s*(?:"([^"\\]+)|\d+)/i.exec(text) ?? []
    const [, digits] = /"task[_-]?id"\s*:\s*(\d+)/i.exec(text) ?? []
    const found = cut ?? digits
    return { usual: undefined, sure: found?.trim() ? [found] : [], likely: [] }
  }
  const { data, code } = fieldsOf(body)
  const inner = within(data)
  const likely = (Array.isArray(inner) ? inner : [inner]).flatMap((one: unknown) => {
    const isBare = Object(one) !== one && (isSuccess(code) || codeOf(code) === undefined)
    const bare = isBare && /^(?=.*\d)[\w.:-]{1,200}$/.test(String(one)) ? [one] : []
    return [...bare, ...(Array.isArray(one) ? [] : [fieldsOf(one)['id'], fieldsOf(one)['recordId']])]
  })
  const { taskId } = Array.isArray(data) ? {} : (fieldsOf(data) as { taskId?: unknown })
  return {
    usual: toId(taskId),
    sure: unique(taskIds(body, 0)),
    likely: unique(likely.map(toId)),
  }
}

export const codeOf = (code: unknown): number | undefined => {
  if (typeof code === 'string') return /^\s*\d{3}\s*$/.test(code) ? Number(code) : undefined
  return typeof code === 'number' ? code : undefined
}

/** JSON, with whole numbers as texts where JavaScript would change their digits. `undefined` if it is none. */
export function parse(text: string): unknown {
  try {
    JSON.parse(text)
    const digits = /("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/gi
    return JSON.parse(
      text.replace(digits, (found: string, quoted: string | undefined, number = '') => {
        const isHeld = quoted !== undefined || !/^-?\d+$/.test(number) || Number.isSafeInteger(Number(number))
        return isHeld ? found : `"${number}"`
      }),
    )
  } catch {
    return undefined
  }
}

const isSuccess = (code: unknown): boolean => codeOf(code) === 200

function taskIds(value: unknown, depth: number): (string | undefined)[] {
  return membersOf(value, depth).flatMap(([name, one]) => {
    if (/^task[_-]?id$/i.test(name)) return idsIn(one, depth)
    return /^(input|param|request|config|option)/i.test(name) ? [] : taskIds(one, depth + 1)
  })
}

function idsIn(value: unknown, depth: number): (string | undefined)[] {
  const id = toId(value)
  return id === undefined ? membersOf(value, depth).flatMap(([, one]) => idsIn(one, depth + 1)) : [id]
}

function membersOf(value: unknown, depth: number): [string, unknown][] {
  const inner = within(value)
  return depth < deepest && typeof inner === 'object' && inner !== null ? Object.entries(inner) : []
}

function within(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? parse(value) : value
}

function toId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value ? String(value) : undefined
  return typeof value === 'string' && value.trim() ? value : undefined
}

const fieldsOf = (value: unknown): Record<string, unknown> => Object(value)
const unique = (ids: readonly (string | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== undefined)),
]
