import path from 'node:path'
import process from 'node:process'
import { createApikley } from '@apikley/client'
import {
  klingV21MasterTextToVideo as kling,
  type KlingV21MasterTextToVideoInput,
} from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { readArguments, usage, type Wanted } from './arguments.ts'
import { connect, type Connection } from './connect.ts'
import { explain } from './explain.ts'
import { startProgress } from './progress.ts'

async function main(wanted: Wanted, connection: Connection, signal: AbortSignal): Promise<void> {
  const { baseUrl, apiKey } = connection
  const apikley = createApikley({ models: [kling], ...(baseUrl && { baseUrl }), ...(apiKey && { apiKey }) })
  console.log(connection.notice)

  // From here on there is a task, and its id is known before anything else can go wrong.
  const taskId =
    wanted.taskId ??
    (await apikley.tasks.create({ model: kling, input: inputFrom(wanted) }, { signal })).taskId
  const progress = startProgress(process.stdout, taskId)
  try {
    const done = await apikley.tasks.wait(taskId, {
      signal,
      intervalMs: baseUrl ? 500 : 3000,
      onUpdate: progress.update,
    })
    const file = wanted.out ?? fileName(wanted.prompt, taskId)
    const saved = await apikley.files.save(done.urls[0], file, { signal })
    progress.stop()
    console.log(`Saved ${path.resolve(saved.path)} (${Math.round(saved.bytes / 1024)} kB)`)
  } finally {
    progress.stop()
  }
}

/** The command line gives text; the client checks it against the model's limits before anything is sent. */
function inputFrom({ prompt, duration, ratio }: Wanted): KlingV21MasterTextToVideoInput {
  return {
    prompt,
    duration: duration as NonNullable<KlingV21MasterTextToVideoInput['duration']>,
    aspect_ratio: ratio as NonNullable<KlingV21MasterTextToVideoInput['aspect_ratio']>,
  }
}

function fileName(prompt: string, taskId: string): string {
  const words = prompt.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? ['video']
  return `${words.slice(0, 6).join('-')}-${taskId.slice(0, 8)}.mp4`
}

const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort())

let connection: Connection | undefined
try {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted.help) console.log(usage)
  else {
    connection = await connect(wanted)
    await main(wanted, connection, interrupt.signal)
  }
} catch (error) {
  const { text, exitCode } = explain(error, connection, interrupt.signal.aborted)
  console.error(text)
  process.exitCode = exitCode
} finally {
  await connection?.close()
}
