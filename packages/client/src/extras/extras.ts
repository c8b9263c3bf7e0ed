import type { Model } from '@apikley/types/api'
import { getCredits } from '../account/get-credits.ts'
import type { BatchItem, BatchOptions, SettledItem } from '../batch/batch-item.ts'
import { generateMany } from '../batch/generate-many.ts'
import type { CallbackHandler, CallbackHandlerOptions } from '../callbacks/callback-options.ts'
import { createHandler } from '../callbacks/create-handler.ts'
import { createEvents } from '../events/create-events.ts'
import type { EventOptions, Events } from '../events/events.ts'
import { createFiles, type Files } from '../files/files.ts'
import type { GeneratedTask, GenerateOptions } from '../generate/generate-options.ts'
import { generate } from '../generate/generate.ts'
import type { Submission } from '../ledger/submission.ts'
import { checkCredits } from '../money/check-credits.ts'
import { beginWithinBudget, type Budget } from '../money/spend-guard.ts'
import type { CallOptions } from '../options/options.ts'
import { recover } from '../recovery/recover.ts'
import type { RecoverOptions, Recovery } from '../recovery/recovery.ts'
import { createSubmissions, type Submissions } from '../recovery/submissions.ts'
import type { SubmitOptions, SubmittedTask } from '../submit/create-options.ts'
import { submitKeyed, takeUp } from '../submit/keyed.ts'
import type { Wanted } from '../submit/wanted.ts'
import type { UncheckedTaskRequest } from '../tasks/create-task.ts'
import type { Task } from '../tasks/task.ts'
import type { WaitOptions } from '../tasks/wait-options.ts'
import { watchTask } from '../tasks/watch-task.ts'
import type { Workshop } from './workshop.ts'

/** What a client can do beyond creating tasks and looking after them. */
export interface Extras {
  readonly files: Files
  readonly submissions: Submissions
  beginWithinBudget(budget: Budget, intent: Submission): Promise<Submission>
  callbackHandler(options: CallbackHandlerOptions | undefined): CallbackHandler
  checkCredits(estimate: number | undefined, options: CallOptions): Promise<void>
  createEvents(options: EventOptions): Events
  credits(options: CallOptions | undefined): Promise<number>
  generate(task: UncheckedTaskRequest, options?: GenerateOptions): Promise<GeneratedTask>
  generateMany(items: Iterable<BatchItem<Model, Model>>, options?: BatchOptions): Promise<SettledItem[]>
  recover(options?: RecoverOptions): Promise<Recovery>
  submitKeyed(wanted: Wanted, options: SubmitOptions): Promise<SubmittedTask>
  takeUp(
    held: Submission,
    wanted: Wanted,
    options: SubmitOptions & { readonly key: string },
  ): Promise<SubmittedTask>
  readonly watchTask: (taskId: string, options?: WaitOptions) => AsyncIterableIterator<Task, undefined>
}

export function createExtras(workshop: Workshop): Extras {
  return {
    files: createFiles(workshop),
    submissions: createSubmissions(workshop),
    beginWithinBudget: (budget, intent) => beginWithinBudget(workshop, budget, intent),
    callbackHandler: (options) => createHandler(workshop, options),
    checkCredits: (estimate, options) => checkCredits(workshop, estimate, options),
    createEvents: (options) => createEvents(workshop, options),
    credits: (options) => getCredits(workshop, options),
    generate: (task, options) => generate(workshop, task, options),
    generateMany: (items, options) => generateMany(workshop, items, options),
    recover: (options) => recover(workshop, options),
    submitKeyed: (wanted, options) => submitKeyed(workshop, wanted, options),
    takeUp: (held, wanted, options) => takeUp(workshop, held, wanted, options),
    watchTask: (taskId, options) => watchTask(workshop, taskId, options),
  }
}
