/** Beyond these a pattern is not checked: characters of it, states, and steps, a million of which take some tenths of a second. */
const most = { length: 1000, states: 2000, steps: 1_000_000 }

/** A character, `^`, `$` or `\b` of a pattern, or a point where ways part; `next` are indexes. */
interface State {
  readonly token: string
  readonly takes?: RegExp | undefined
  readonly next: number[]
}

/** Writes the states of a part in front of the state that follows it, and answers the first of them. */
interface Part {
  /** How many states it writes. */
  readonly size: number
  readonly write: (next: number) => number
}

const tokens =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB]..\\u[dD][c-fC-F]..|u.{4}|x..|c.|k<[^>]*>|.)|\[(?:\\.|[^\]\\])*\]|\(\?(?::|<[^=!>][^>]*>)?|[*+?]\??|\{\d+,?\d*\}\??|./gsu
/** What looks further than one character, or back at a group. */
const beyond = /^(?:\(\?|\\[1-9]\d*|\\k.*)$/

/**
 * Whether a text holds what a pattern describes (ECMA-262, flag `u`). All ways through the pattern are gone at once, a
 * character at a time, since the engine's own search would try them one after the other: a pattern that is made for it,
 * in a schema that was found somewhere, would keep the program busy for hours. True where that cannot tell: then the
 * API decides.
 * @throws SyntaxError when it is no regular expression.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  const { source } = new RegExp(pattern, 'u')
  const found = source.match(tokens) ?? []
  if (source.length > most.length || found.some((token) => beyond.test(token))) return true
  const states: State[] = [{ token: 'end', next: [] }]
  const whole = readPart(found.values(), (state) => states.push(state) - 1)
  return whole.size > most.states || run(states, whole.write(0), Array.from(text))
}

/** Reads up to the closing parenthesis. */
function readPart(rest: Iterator<string, undefined>, add: (state: State) => number): Part {
  const forms: Part[][] = [[]]
  for (let token = rest.next().value; token && token !== ')'; token = rest.next().value) {
    const form = forms.at(-1)!
    if (token === '|') forms.push([])
    else if (token[0] === '(') form.push(readPart(rest, add))
    else if (/^(?:[*+?]|\{.)/.test(token)) form.push(repeat(form.pop()!, token, add))
    else form.push({ size: 1, write: (next) => add(stateOf(token, next)) })
  }
  return {
    size: forms.flat().reduce((sum, { size }) => sum + size, 1),
    write: (next) =>
      add({
        token: '|',
        next: forms.map((form) => form.reduceRight((after, part) => part.write(after), next)),
      }),
  }
}

function stateOf(token: string, next: number): State {
  const isPlace = /^(?:[$^]|\\b)$/i.test(token)
  return { token, takes: isPlace ? undefined : new RegExp(`^(?:${token})$`, 'u'), next: [next] }
}

function repeat({ size, write }: Part, token: string, add: (state: State) => number): Part {
  const [, counted, comma, limit] = /^\{(\d+)(,?)(\d*)/.exec(token) ?? []
  const min = Number(counted ?? (token[0] === '+' ? 1 : 0))
  const upTo = counted ? limit || (comma ? Infinity : min) : token[0] === '?' ? 1 : Infinity
  const max = Number(upTo)
  return {
    size: (size + 1) * (max === Infinity ? min + 1 : max),
    write(next) {
      let first = next
      if (max === Infinity) {
        const again: State = { token: '|', next: [next] }
        first = add(again)
        again.next.push(write(first))
      } else for (let n = min; n < max; n++) first = add({ token: '|', next: [write(first), next] })
      for (let n = 0; n < min; n++) first = write(first)
      return first
    },
  }
}

function run(states: readonly State[], first: number, text: readonly string[]): boolean {
  let steps = 0
  let active = new Set<number>()
  const isWord = (at: number): boolean => /^\w/.test(text[at] ?? '')
  const holds = (token: string, at: number): boolean => {
    if (token === '^') return at === 0
    if (token === '$') return at === text.length
    return token === '|' || (token === '\\b') === (isWord(at - 1) !== isWord(at))
  }
  for (let at = 0; at <= text.length && steps < most.steps; at++) {
    const upcoming = new Set<number>()
    // A Set is walked to its end, what is added on the way included.
    for (const index of active.add(first)) {
      const { token, takes, next } = states[index]!
      steps++
      if (token === 'end') return true
      if (takes) {
        if (at < text.length && takes.test(text[at]!)) upcoming.add(next[0]!)
      } else if (holds(token, at)) for (const other of next) active.add(other)
    }
    active = upcoming
  }
  return steps >= most.steps
}
