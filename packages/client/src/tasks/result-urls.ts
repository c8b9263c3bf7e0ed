import { parsedJson } from '../schema/parse-json.ts'
import { isPlainObject } from '../schema/values.ts'

/** How deep a result is looked into, texts that are JSON included, and at how many of its values. */
const deepest = 12
const most = 10_000

/**
 * Names of fields that hold results, the surest first, in small letters and without `_`: of the addresses in a result
 * those count whose field, or what it lies in, comes first here.
 */
const ranks: readonly RegExp[] = [
  /^(?:result|output)(?:video|audio|image|file)?urls?$/,
  /^videos?(?:urls?)?$/,
  /^audios?(?:urls?)?$/,
  /^images?(?:urls?)?$/,
  /^(?:urls?|fileurls?|files?|downloadurls?|mediaurls?|media)$/,
  /^(?:outputs?|results?|data)$/,
]

/** Beside results stand pictures of them, what they were made from, and where somebody is told of them. */
const beside =
  /thumb|cover|poster|preview|frame|avatar|logo|icon|callback|webhook|notify|^(?:input|param|prompt|request|config|option|reference|mask|init)|^(?:source|origin)|stream/

/** What has no name but its place in a list. */
const listed = 4

/** What lies in no such field, and, if there is nothing else, what has a mark on it. */
const unnamed = ranks.length
const last = unnamed + 1

/** Finds the addresses of a result wherever they stand in it. `inputs`: those that were sent, which are no result. */
export function findUrls(result: unknown, inputs: ReadonlySet<string>): string[] {
  const found: { readonly url: string; readonly rank: number }[] = []
  let seen = 0
  const visit = (value: unknown, rank: number, depth: number): void => {
    if (depth > deepest || (seen += 1) > most) return
    if (typeof value === 'string') {
      const inner = /^\s*["[{]/.test(value) ? parsedJson(value) : undefined
      if (inner !== undefined) return visit(inner, rank, depth + 1)
      // The name alone can make an address of what has no scheme.
      for (const url of addressesIn(value, rank < unnamed)) {
        if (rank === 0 || !inputs.has(url)) found.push({ url, rank })
      }
    } else if (Array.isArray(value)) {
      // What stands in a list by itself is as good as what has an `url` in it.
      for (const one of value)
        visit(one, typeof one === 'string' ? (rank === unnamed ? listed : rank) : rank, depth + 1)
    } else if (isPlainObject(value)) {
      for (const [name, field] of Object.entries(value)) {
        const own = rankOf(name)
        if (own !== undefined)
          visit(field, Math.max(rank, own) > unnamed ? last : Math.min(rank, own), depth + 1)
      }
    }
  }
  visit(result, unnamed, 0)
  const best = Math.min(...found.map(({ rank }) => rank))
  return [...new Set(found.filter(({ rank }) => rank === best).map(({ url }) => url))]
}

/** All addresses in what was sent. */
export function urlsIn(value: unknown, depth = 0): string[] {
  if (depth > deepest) return []
  if (typeof value === 'string') {
    const inner = /^\s*["[{]/.test(value) ? parsedJson(value) : undefined
    return inner === undefined ? addressesIn(value, false) : urlsIn(inner, depth + 1)
  }
  const isNested = typeof value === 'object' && value !== null
  return isNested ? Object.values(value).flatMap((one) => urlsIn(one, depth + 1)) : []
}

/** How sure a field is to hold the result: the lower the surer. `undefined`: it holds none. */
function rankOf(name: string): number | undefined {
  const plain = name.toLowerCase().replaceAll(/[_-]/g, '')
  if (plain.includes('watermark')) return last
  if (beside.test(plain)) return undefined
  const rank = ranks.findIndex((each) => each.test(plain))
  return rank < 0 ? unnamed : rank
}

/** The addresses in a text that is nothing else: one, or several between commas or spaces. */
function addressesIn(text: string, hasName: boolean): string[] {
  return text
    .split(/[\s,;](?=https?:\/\/)/i)
    .map((part) => part.replace(/[,;]$/, '').trim())
    .flatMap((part) => {
      if (/^https?:\/\/[^\s/]+\S*$/i.test(part) && URL.canParse(part)) return [part]
      const isBare = hasName && /^(?:\/\/)?[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}(?::\d+)?\/\S+$/i.test(part)
      return isBare ? [`https://${part.replace(/^\/\//, '')}`] : []
    })
}
