import { bytesOf } from '../fit.ts'
import type { Tool } from '../tool.ts'

/** The most of a page, in bytes. */
const pageBytes = 5_000

export const models: Tool<{ readonly match?: string; readonly after?: string }> = {
  name: 'models',
  title: 'List models',
  description: 'Lists the models that can be used here, by their ids. Costs nothing.',
  schema: {
    type: 'object',
    properties: {
      match: { type: 'string', description: 'Only ids that have this text in them.' },
      after: { type: 'string', description: 'The last id of the page before, for the next one.' },
    },
  },
  hints: { readOnlyHint: true, openWorldHint: false },
  run: async ({ match = '', after = '' }, session) => {
    const all = await session.models()
    const found = all
      .filter(({ id }) => id.toLowerCase().includes(match.toLowerCase()) && id > after)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const page: { readonly id: string; readonly makes?: string }[] = []
    let bytes = 0
    for (const { id, kind } of found) {
      const entry = { id, ...(kind && { makes: kind }) }
      bytes += bytesOf(entry) + 1
      if (bytes > pageBytes) break
      page.push(entry)
    }
    const more = found.length - page.length
    const next = more ? `${more} more: call models again with after: '${page.at(-1)?.id}'.` : ''
    const none = all.length && !found.length ? `None of ${all.length} fits.` : ''
    const say = [
      `${page.length} of ${found.length} models.`,
      next,
      none,
      'model_schema tells the fields of one.',
    ]
    return { say: say.filter(Boolean).join(' '), data: { models: page } }
  },
}
