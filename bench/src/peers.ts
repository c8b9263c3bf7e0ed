/** What each measurement needs to know of a client: how it is imported, and how it creates a task and waits. */
export interface Peer {
  /** The npm package. */
  name: string
  /** A program that creates a task and waits for its end, in the words of the package's own documentation. */
  createAndWait: string
}

export const ours: Peer = {
  name: '@apikley/client',
  createAndWait: `
    import { createApikley } from '@apikley/client'
    import { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'
    export async function run(apiKey) {
      const apikley = createApikley({ apiKey, models: [klingV21MasterTextToVideo] })
      const task = await apikley.tasks.create({ model: 'kling/v2-1-master-text-to-video', input: { prompt: 'a lighthouse' } })
      return apikley.tasks.wait(task.taskId)
    }`,
}

export const peers: Peer[] = [
  {
    name: 'openapi-fetch',
    createAndWait: `
      import createClient from 'openapi-fetch'
      export async function run(apiKey) {
        const client = createClient({ baseUrl: 'https://api.example.com', headers: { authorization: 'Bearer ' + apiKey } })
        const { data } = await client.POST('/tasks', { body: { prompt: 'a lighthouse' } })
        for (;;) {
          const task = await client.GET('/tasks/{id}', { params: { path: { id: data.id } } })
          if (task.data.ended) return task.data
          await new Promise((resolve) => setTimeout(resolve, 3000))
        }
      }`,
  },
  {
    name: 'replicate',
    createAndWait: `
      import Replicate from 'replicate'
      export function run(auth) {
        return new Replicate({ auth }).run('owner/model', { input: { prompt: 'a lighthouse' } })
      }`,
  },
  {
    name: '@runwayml/sdk',
    createAndWait: `
      import RunwayML from '@runwayml/sdk'
      export function run(apiKey) {
        return new RunwayML({ apiKey }).textToVideo
          .create({ model: 'veo3', promptText: 'a lighthouse', ratio: '1280:720' })
          .waitForTaskOutput()
      }`,
  },
  {
    name: '@fal-ai/client',
    createAndWait: `
      import { fal } from '@fal-ai/client'
      export function run(credentials) {
        fal.config({ credentials })
        return fal.subscribe('owner/model', { input: { prompt: 'a lighthouse' } })
      }`,
  },
]
