import { formatNumber } from '../../terminal/words.ts'
import type { Tool } from '../tool.ts'

export const credits: Tool<object> = {
  name: 'credits',
  title: 'Tell what is left',
  description: 'Tells what is left on the account, and of the limit of this session. Costs nothing.',
  schema: { type: 'object', properties: {} },
  hints: { readOnlyHint: true, openWorldHint: true },
  run: async (_, session, { signal }) => {
    const { allowance } = session
    const { apikley } = await session.online()
    const account = await apikley.credits({ signal, timeoutMs: 45_000 })
    const spent = await allowance.spent()
    return {
      say:
        `The account has ${formatNumber(account)} credits. This session may spend ${formatNumber(allowance.most)}, and ` +
        `has spent or reserved ${formatNumber(spent)}.`,
      data: { account, session_limit: allowance.most, session_spent: spent },
    }
  },
}
