import { type ApikleyError, isApikleyError } from '@apikley/client'
import { accountPage } from '../account-page.ts'
import { shellWord } from '../terminal/words.ts'

/** What is known of the work that failed beside its error. */
export interface WorkFacts {
  /** Its client key. */
  readonly key?: string | undefined
  /** Whether the key was given by the user: it stays with its task then, also when that has failed. */
  readonly hasOwnKey?: boolean
  /** Its task, where the error does not name it: then the task was accepted. */
  readonly taskId?: string | undefined
  /** Where its result goes. */
  readonly saveTo?: string | undefined
}

/** What to do now, as sentences and commands. */
export function nextStep(error: ApikleyError, work: WorkFacts = {}): string {
  const taskId = error.taskId ?? work.taskId
  const save = work.saveTo === undefined ? '' : ` --save ${shellWord(work.saveTo)}`
  const task = taskId === undefined ? '' : shellWord(taskId)
  if (isApikleyError(error, 'unknown-submit')) return lookFor(work.key ?? error.key, error)
  switch (error.kind) {
    case 'task-pending':
    case 'aborted':
    case 'ledger':
      return task ? `It goes on. To wait for it again: apikley wait ${task}${save}` : whenNothingSent(error)
    case 'server':
    case 'network':
    case 'rate':
    case 'maintenance':
      return task
        ? `Do not order it again. To get it: apikley save ${task}${save ? save.slice(7) : ' <path>'}`
        : retry(error)
    case 'expired':
      return task
        ? `To look for a newer address: apikley save ${task} <path>. If there is none, its result is gone: ` +
            `apikley forget ${shellWord(work.key ?? '<key>')} --reason 'it has expired'`
        : 'Save it by the id of its task: apikley save <task> <path>'
    case 'file':
      return task
        ? `The result is still there. To save it: apikley save ${task} <path>`
        : forPeople(error, 'Save it again, to another path.')
    case 'credits':
      return 'Top up, then repeat the command.'
    case 'authentication':
      return 'Check the key: apikley doctor'
    case 'task-failed':
      return work.hasOwnKey
        ? `${error.nextStep} Under another --key: this one stays with the task.`
        : error.nextStep
    case 'not-found':
      return forPeople(error, 'Check the id. What this machine has ordered: apikley tasks')
    case 'validation':
      return forPeople(error, 'What the ledger knows: apikley tasks')
    default:
      return forPeople(error, 'Correct the command.')
  }
}

function lookFor(key: string, { taskId }: ApikleyError): string {
  const name = shellWord(key)
  return [
    taskId === undefined
      ? `Do not order it again under another key. Look for it in your list of tasks (${accountPage}), or see whether the`
      : `Do not order it again under another key. See whether ${taskId} is this task (apikley wait ${taskId}), or whether the`,
    'credits fell (apikley credits). Then say what you found; the same key sends nothing until then:',
    `  apikley settle ${name} --task ${taskId ?? '<id>'}`,
    `  apikley settle ${name} --not-created`,
  ].join('\n')
}

function retry(error: ApikleyError): string {
  return forPeople(error, 'Try again later. To see what is wrong: apikley doctor')
}

function whenNothingSent(error: ApikleyError): string {
  return error.kind === 'ledger'
    ? 'Nothing was sent. To see what is wrong with it: apikley doctor'
    : 'Nothing was sent. Repeat the command.'
}

/** The client's own words, unless they speak of its functions, which are for programs. */
function forPeople({ nextStep: said }: ApikleyError, instead: string): string {
  return /\w\(|\{|create\b|baseUrl/.test(said) ? instead : said
}
