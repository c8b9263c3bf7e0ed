/** The ids that an answer to a create names, told apart from the client's own reading. */
export interface NamedIds {
  /** What stands in `data.taskId`. */
  readonly usual: string | undefined
  /** All that are called a task's. */
  readonly sure: readonly string[]
  /** Those that may be one: `data` itself, its `id`, a `recordId` or `jobId`, and what words name. */
  readonly likely: readonly string[]
}

/** How deep an id is looked for. */
const deepest = 5

export function namedIds(text: string): NamedIds {
  const body = parse(text)
  if (body === undefined) return { usual: undefined, sure: [], likely: unique(inWords(text)) }
  const { data, code, msg, message } = fieldsOf(body)
  const words = [msg, message].find((one) => typeof one === 'string' && one)
  const mayBeBare = !Array.isArray(body) && (isSuccess(code) || codeOf(code) === undefined)
  const { taskId } = Array.isArray(data) ? {} : (fieldsOf(data) as { taskId?: unknown })
  const likely = [
    ...likelyIds(body, 0, false),
    ...(mayBeBare ? bareIds(within(data)) : []),
    ...(typeof words === 'string' && !Array.isArray(body) ? inWords(words) : []),
  ]
  return { usual: toId(taskId), sure: unique(taskIds(body, 0)), likely: unique(likely) }
}

/** The ids that a text names which is no JSON. */
function inWords(text: string): string[] {
  const [, cut, digits] = /"task[_-]?id"\s*:\s*(?:"([^"\\]+)|(\d+))/i.exec(text) ?? []
  const [, said] = /\btask[ _-]?id\b["']?\s*[:=>]\s*["']?(?=[\w.-]*\d)([\w.-]+)/i.exec(text) ?? []
  return [cut ?? digits ?? '', said ?? ''].filter(Boolean)
}

/** What is called `id` in what is a task, and what is called a job's id or a record's anywhere. */
function likelyIds(value: unknown, depth: number, isTask: boolean): (string | undefined)[] {
  const isList = Array.isArray(within(value))
  return membersOf(value, depth).flatMap(([name, one]) => {
    if (isTaskId(name)) return []
    const isNamed =
      /^(task|job|generation|prediction|record)[_-]?(ids?|uuid|no|number|key)$/i.test(name) ||
      (isTask && /^_?(id|uuid)$/i.test(name))
    const own = isNamed ? [one].flat().map(toId) : /^(task|job)s?$/i.test(name) ? bareIds(one) : []
    const isOfTask = isList ? isTask : /^(data|(task|job|generation|prediction|record)s?)$/i.test(name)
    return [...own, ...(isAsked(name) ? [] : likelyIds(one, depth + 1, isOfTask))]
  })
}

function bareIds(value: unknown): (string | undefined)[] {
  return [value]
    .flat()
    .map(toId)
    .filter((id) => id !== undefined && /^(?=.*\d)[\w.:-]{1,200}$/.test(id))
}

const isTaskId = (name: string): boolean => /^task[ _-]?id$/i.test(name)
const isAsked = (name: string): boolean => /^(input|param|request|config|option)/i.test(name)

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
    if (isTaskId(name)) return idsIn(one, depth)
    return isAsked(name) ? [] : taskIds(one, depth + 1)
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
