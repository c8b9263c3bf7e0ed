import {
  type Apikley,
  type ApikleyOptions,
  createApikley,
  type FetchFunction,
  uncheckedModel,
} from '@apikley/client'
import type { Simulation, Strategy } from './strategy.ts'
import type { PlannedTask } from './tasks.ts'

const models = {
  image: uncheckedModel('bench/text-to-image'),
  video: uncheckedModel('bench/text-to-video'),
}

/** The client itself, as its users get it: only clock, `fetch` and the limit over all requests are handed in. */
export function ours(simulation: Simulation): Strategy {
  return strategyOf(createApikley(optionsFor(simulation, fetchOf(simulation))))
}

/** The same with a handler of callbacks, which come as soon as a task has ended. */
export function oursWithCallbacks(simulation: Simulation): Strategy {
  const callBack = async (task: PlannedTask, callBackUrl: string): Promise<void> => {
    await simulation.clock.sleep(task.durationMs)
    const record = recordOf(simulation, task.index, true)
    const body = JSON.stringify({ code: 200, msg: 'success', data: record })
    const { status } = await handler(new Request(callBackUrl, { method: 'POST', body }))
    if (status !== 200) throw new Error(`The callback was answered with ${status}.`)
  }
  const apikley = createApikley({
    ...optionsFor(simulation, fetchOf(simulation, callBack)),
    callbacks: { url: 'https://client.example.com/callback' },
  })
  const handler = apikley.callbacks.handler()
  return strategyOf(apikley)
}

function optionsFor({ clock, limit }: Simulation, fetch: FetchFunction): ApikleyOptions {
  return {
    apiKey: 'fake-key-for-benchmarks',
    baseUrl: 'https://api.example.com',
    clock,
    fetch,
    limits: { all: limit ?? null },
  }
}

function strategyOf(apikley: Apikley): Strategy {
  return async ({ index, kind }) => {
    const { taskId } = await apikley.tasks.create(
      { model: models[kind], input: { index } },
      { submitWithinMs: null, timeoutMs: null },
    )
    await apikley.tasks.wait(taskId)
  }
}

/** Speaks the API's HTTP before the virtual one. */
function fetchOf(
  simulation: Simulation,
  callBack?: (task: PlannedTask, callBackUrl: string) => Promise<void>,
): FetchFunction {
  const { api, tasks } = simulation
  return async (url, init) => {
    if (url.endsWith('/createTask')) {
      const body = JSON.parse(await new Response(init?.body).text()) as {
        input: { index: number }
        callBackUrl?: string
      }
      const task = tasks[body.input.index]
      if (!task) throw new Error(`There is no task ${body.input.index} in the scenario.`)
      if (!(await api.create(task))) return rateLimited()
      if (body.callBackUrl !== undefined) void callBack?.(task, body.callBackUrl)
      return answer({ taskId: String(task.index) })
    }
    const index = Number(new URL(url).searchParams.get('taskId'))
    const hasEnded = await api.poll(index)
    return hasEnded === 'refused' ? rateLimited() : answer(recordOf(simulation, index, hasEnded))
  }
}

function recordOf({ api, tasks }: Simulation, index: number, hasEnded: boolean): object {
  const { kind = 'video', durationMs = 0 } = tasks[index] ?? {}
  const completeTime = api.endOf(index)
  return {
    taskId: String(index),
    model: models[kind].id,
    createTime: completeTime - durationMs,
    ...(hasEnded
      ? { state: 'success', resultJson: '{"resultUrls":["https://example.com/clip.mp4"]}', completeTime }
      : { state: 'generating', resultJson: '', completeTime: null }),
  }
}

function answer(data: object): Response {
  return Response.json({ code: 200, msg: 'success', data })
}

function rateLimited(): Response {
  return Response.json({ code: 429, msg: 'Your call frequency is too high.', data: null })
}
