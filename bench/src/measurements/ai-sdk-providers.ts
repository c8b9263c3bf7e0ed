import type { Measurement } from '../results.ts'
import { zippedSize } from './bundle-size.ts'
import { importMethod, importTimes } from './import-time.ts'

/** The provider and two of the SDK's own, each with a video model and all that it needs but the SDK's functions. */
const providers = [
  {
    name: '@apikley/ai-sdk-provider',
    model: `import { createApikleyProvider } from '@apikley/ai-sdk-provider'
      import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
      export const model = createApikleyProvider().video(kling)`,
  },
  {
    name: '@ai-sdk/fal',
    model: `import { createFal } from '@ai-sdk/fal'
      export const model = createFal().video('luma-dream-machine')`,
  },
  {
    name: '@ai-sdk/replicate',
    model: `import { createReplicate } from '@ai-sdk/replicate'
      export const model = createReplicate().video('minimax/video-01')`,
  },
]

/** What a provider adds to what a function downloads, and to its start. */
export async function aiSdkProviders(): Promise<Measurement[]> {
  const rows = []
  for (const { name, model } of providers) rows.push({ name, value: await zippedSize(model) })
  return [
    {
      title: "Bundle of an AI SDK provider's video model",
      unit: 'kB min+gzip',
      method: 'esbuild, minified ESM in one file, gzipped at level 9; without the SDK itself.',
      goals: [],
      rows,
    },
    {
      title: 'Cold import of an AI SDK provider',
      ...importMethod,
      goals: [],
      rows: importTimes(providers.map(({ name }) => name)),
    },
  ]
}
