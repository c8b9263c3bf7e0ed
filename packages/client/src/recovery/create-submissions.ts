import type { GenerateContext } from '../generate/context.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Submission } from '../ledger/submission.ts'
import { checkArguments } from '../options/check-arguments.ts'
import { keyFault, normalKey } from '../submit/check-key.ts'
import { readLedger, refuse } from './decide.ts'
import { forget } from './forget.ts'
import { settle } from './settle.ts'
import type { Submissions } from './submissions.ts'

export function createSubmissions(context: GenerateContext): Submissions {
  const { ledger } = context
  return {
    list: async (...given: readonly []) => {
      checkArguments('submissions.list', given)
      return readLedger(context, listed(ledger))
    },
    get: async (key) => readLedger(context, ledger.get(keyOf(key))),
    settle: async (key, verdict) => settle(context, keyOf(key), verdict),
    forget: async (key, reason) => forget(context, keyOf(key), reason),
  }
}

/** A client key as it is kept. Throws for what can be none, which a ledger need not understand. */
function keyOf(key: string): string {
  const fault = keyFault(key)
  if (fault) refuse(`the key ${fault}`)
  return normalKey(key)
}

async function listed(ledger: Ledger): Promise<Submission[]> {
  const found: Submission[] = []
  for await (const submission of ledger.list()) found.push(submission)
  return found
}
