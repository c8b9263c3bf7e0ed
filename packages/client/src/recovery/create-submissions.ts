import type { GenerateContext } from '../generate/context.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Submission } from '../ledger/submission.ts'
import { normalKey } from '../submit/check-key.ts'
import { readLedger } from './decide.ts'
import { forget } from './forget.ts'
import { settle } from './settle.ts'
import type { Submissions } from './submissions.ts'

export function createSubmissions(context: GenerateContext): Submissions {
  const { ledger } = context
  return {
    list: () => readLedger(context, listed(ledger)),
    get: (key) => readLedger(context, ledger.get(normalKey(key))),
    settle: (key, verdict) => settle(context, normalKey(key), verdict),
    forget: (key, reason) => forget(context, normalKey(key), reason),
  }
}

async function listed(ledger: Ledger): Promise<Submission[]> {
  const found: Submission[] = []
  for await (const submission of ledger.list()) found.push(submission)
  return found
}
