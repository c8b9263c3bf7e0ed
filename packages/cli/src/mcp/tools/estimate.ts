import { costInWords } from '../../money/consent.ts'
import { formatNumber } from '../../terminal/words.ts'
import { checkJobs, costOf, type Job, jobsSchema } from '../job.ts'
import type { Tool } from '../tool.ts'

export const estimate: Tool<{ readonly jobs: readonly Job[] }> = {
  name: 'estimate',
  title: 'Check jobs and tell their price',
  description: 'Checks jobs as generate would, and tells what they will cost. Sends nothing, costs nothing.',
  schema: { type: 'object', properties: { jobs: jobsSchema }, required: ['jobs'] },
  hints: { readOnlyHint: true, openWorldHint: false },
  run: async ({ jobs }, session) => {
    const { allowance, confirmAbove } = session
    const checked = await checkJobs(session, jobs)
    const cost = costOf(checked)
    const left = allowance.most - (await allowance.spent())
    const known = checked.length - cost.tasks
    const say = [
      `Expected cost: ${costInWords(cost)}. Nothing was sent.`,
      known ? `${known} of ${checked.length} were ordered before: they cost nothing more.` : '',
      `Of the ${formatNumber(allowance.most)} credits of this session ${formatNumber(left)} are left; above ` +
        `${formatNumber(confirmAbove)} in one call, or where the price is not known, generate needs confirm: true.`,
    ]
    return {
      say: say.filter(Boolean).join(' '),
      data: {
        jobs: checked.map(({ key, price, held }) => ({
          idempotency_key: key,
          credits: held ? 0 : (price.credits ?? null),
          is_estimate: !held && price.history !== undefined,
          ordered_before: held !== undefined,
        })),
        credits: cost.unpriced ? null : cost.credits,
        credits_left: left,
        needs_confirm: cost.unpriced > 0 || cost.credits > confirmAbove,
      },
    }
  },
}
