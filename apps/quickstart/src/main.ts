import path from 'node:path'
import process from 'node:process'
import { createApikley } from '@apikley/client'
import {
  klingV21MasterTextToVideo as kling,
  type KlingV21MasterTextToVideoInput,
} from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { readArguments, usage, type DemoArguments } from './arguments.ts'
import { connect, type Connection } from './connect.ts'
import { explain } from './explain.ts'
import { startProgress } from './progress.ts'

const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort())
const { signal } = interrupt

let connection: Connection | undefined
let taskId: string | undefined

async function makeVideo(options: DemoArguments, { baseUrl, apiKey, notice }: Connection): Promise<void> {
  const apikley = createApikley({ models: [kling], baseUrl, apiKey })
  console.log(notice)

  taskId =
    options.taskId ??
    (await apikley.tasks.create({ model: kling, input: inputFrom(options) }, { signal })).taskId

  const progress = startProgress(process.stdout, taskId)
  const done = await apikley.tasks
    .wait(taskId, { signal, intervalMs: baseUrl ? 500 : 3000, onUpdate: (task) => progress.update(task) })
    .finally(() => progress.stop())

  const saved = await apikley.files.save(done.urls[0], options.out ?? fileName(options.prompt, taskId), {
    signal,
  })
  console.log(`Saved ${path.resolve(saved.path)} (${Math.round(saved.bytes / 1024)} kB)`)
}

/** The command line gives text; the client checks it against the model's limits before anything is sent. */
function inputFrom({ prompt, duration, ratio }: DemoArguments): KlingV21MasterTextToVideoInput {
  return {
    prompt,
    duration: duration as NonNullable<KlingV21MasterTextToVideoInput['duration']>,
    aspect_ratio: ratio as NonNullable<KlingV21MasterTextToVideoInput['aspect_ratio']>,
  }
}

function fileName(prompt: string, id: string): string {
  const words = prompt.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? ['video']
  return `${words.slice(0, 6).join('-')}-${id.replaceAll(/\W/g, '').slice(0, 8)}.mp4`
}

try {
  const options = readArguments(process.argv.slice(2))
  if (options.help) console.log(usage)
  else {
    connection = await connect(options)
    await makeVideo(options, connection)
  }
} catch (error) {
  const { text, exitCode } = explain(error, { connection, taskId, interrupted: signal.aborted })
  console.error(text)
  process.exitCode = exitCode
} finally {
  await connection?.close()
}
