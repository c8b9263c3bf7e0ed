import type { SavedFile, Submission } from '@apikley/client'
import { join, parse, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Connection } from '../../connection/connect.ts'
import { findSubmission } from '../../task/find-submission.ts'
import { recoverOne } from '../../task/recover-one.ts'
import { saveFiles } from '../../task/save-files.ts'
import { extensionOf, fileName } from '../../task/target.ts'
import { targetBelow } from '../below.ts'
import { OrderError } from '../failure.ts'
import { withoutTask } from '../outcome.ts'
import type { AgentSession } from '../session.ts'
import type { Tool } from '../tool.ts'

export const save: Tool<{ readonly id: string; readonly path?: string }> = {
  name: 'save',
  title: 'Save a result',
  description:
    'Saves the result of a task that has ended to a file in the folder of this server, and answers its path. Never ' +
    'writes over a file. Costs nothing.',
  schema: {
    type: 'object',
    properties: {
      id: { type: 'string', minLength: 1, description: 'A task id, or an idempotency_key.' },
      path: {
        type: 'string',
        minLength: 1,
        description: 'Where to, below the folder: clips/lighthouse.mp4. Default: named by the order.',
      },
    },
    required: ['id'],
  },
  hints: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
  run: async ({ id, path }, session) => {
    const connection = await session.online()
    const held = await findSubmission(connection.ledger, id)
    const given = path ?? fileName(held?.key ?? id, extensionOf({ id: held?.model ?? '' }))
    const saved = await session.once(`save ${id} ${given}`, async () => {
      const target = await targetBelow(session.folder, given)
      return finish(session, connection, { id, held, target })
    })
    if (!saved) {
      const say = 'It is still being saved. Call save again with the same id and path to hear of its end.'
      return { say, data: { id, path: given, state: 'saving' } }
    }
    return {
      say: `Saved: ${saved.value.map((file) => relative(session.folder, file.path)).join(', ')}.`,
      data: {
        id,
        files: saved.value.map(({ path: file, bytes, contentType }) => ({
          path: file,
          bytes,
          type: contentType,
        })),
      },
      links: saved.value.map(({ path: file, contentType }) => ({
        uri: pathToFileURL(file).href,
        name: relative(session.folder, file),
        ...(contentType && { mimeType: contentType }),
      })),
    }
  },
}

interface Work {
  readonly id: string
  readonly held: Submission | undefined
  readonly target: string
}

async function finish(
  { ended: signal, folder }: AgentSession,
  { apikley, ledger, baseUrl }: Connection,
  { id, held, target }: Work,
): Promise<readonly SavedFile[]> {
  if (held && held.taskId === undefined) throw withoutTask(held)
  const taskId = held?.taskId ?? id
  const { state, failure, urls: found } = await apikley.tasks.get(taskId, { signal })
  if (state !== 'success' && !failure) {
    const what = `The task has not ended, and nothing was saved: its state is '${state}'.`
    throw new OrderError(what, 'Call wait, then save.', 'yes')
  }
  // Further files go beside the first one.
  const { dir, name, ext } = parse(target)
  for (let further = 2; further <= found.length; further++) {
    await targetBelow(folder, join(dir, `${name}-${further}${ext}`))
  }
  const how = { signal, onUpdate: () => {} }
  const known = held && (await recoverOne({ apikley, ledger, baseUrl }, held, target, how))
  if (known?.files.length) return known.files
  const { urls } = await apikley.tasks.wait(taskId, how)
  return saveFiles(apikley, urls, target, signal)
}
