/** Beyond these a pattern is not checked: characters of it, and steps, so many of which take some tenths of a second. */
const most = { length: 1_000, steps: 100_000_000 }

/** As far as it tells how often a part can be gone through: the rest of an escape or of `(?<name>` counts as characters. */
const tokens = /\\.|\[(?:\\.|[^\]\\])*\]|\(\??|[*+?]\??|\{\d+,?\d*\}\??|./gsu

/** What a part of a pattern costs an engine at most: in how many ways it can be gone through, with how many steps each. */
interface Cost {
  readonly ways: number
  readonly steps: number
}

/**
 * Whether a text holds what a pattern describes (ECMA-262, flag `u`). An engine tries one way through the pattern after
 * the other: one that is made for it, in a schema that was found somewhere, would keep the program busy for hours. True
 * where it cannot be excluded that this takes long: then the API decides.
 * @throws SyntaxError when it is no regular expression.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  const expression = new RegExp(pattern, 'u')
  if (pattern.length > most.length) return true
  const places = text.length + 1
  const { ways, steps } = costOf(pattern.matchAll(tokens), places)
  const starts = pattern.startsWith('^') && !pattern.includes('|') ? 1 : places
  // What is no number is too much, too.
  return !(starts * ways * steps <= most.steps) || expression.test(text)
}

/** Reads up to the closing parenthesis. */
function costOf(rest: Iterator<RegExpExecArray, undefined>, places: number): Cost {
  const forms: Cost[][] = [[]]
  for (let token = rest.next().value?.[0]; token && token !== ')'; token = rest.next().value?.[0]) {
    const form = forms.at(-1)!
    if (token === '|') forms.push([])
    else if (token[0] === '(') form.push(costOf(rest, places))
    else if (/^(?:[*+?]|\{\d)/.test(token)) form.push(repeated(form.pop()!, token, places))
    // A group that is referred to may be as long as the text.
    else form.push({ ways: 1, steps: /^\\[1-9k]/.test(token) ? places : 1 })
  }
  return {
    ways: forms.reduce((sum, form) => sum + form.reduce((product, { ways }) => product * ways, 1), 0),
    steps: forms.flat().reduce((sum, { steps }) => sum + steps, 1),
  }
}

function repeated({ ways, steps }: Cost, token: string, places: number): Cost {
  const [, counted, comma, limit] = /^\{(\d+)(,?)(\d*)/.exec(token) ?? []
  const min = Number(counted ?? (token[0] === '+' ? 1 : 0))
  const upTo = counted ? limit || (comma ? Infinity : min) : token[0] === '?' ? 1 : Infinity
  // No engine goes on when nothing is left to take.
  const times = Math.min(Number(upTo), Math.max(min, places))
  return { ways: (times - min + 1) * ways ** times, steps: (steps + 1) * times }
}
