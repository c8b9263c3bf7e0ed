import type { Submission } from './submission.ts'

/** Whether a submission was sent to another API than that of this client: it is looked at, never used or changed. */
export function isForeign(
  { baseUrl }: { readonly baseUrl: string },
  submission: Pick<Submission, 'baseUrl'>,
): boolean {
  return submission.baseUrl !== baseUrl
}
