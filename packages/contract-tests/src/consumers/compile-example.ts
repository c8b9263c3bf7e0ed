import { installedReadmes, readmeExample } from './readme-example.ts'
import { compile, page, server, tscVersion } from './tsc.ts'
import type { CompilerLines, Resolution } from './tsc.ts'

/** A mistake that the compiler must find in the README's program, and a part of what it says then. */
export interface Mistake {
  name: string
  instead: string
  write: string
  told: RegExp
}

export const mistakes: readonly Mistake[] = [
  {
    name: 'a-duration-that-nobody-sells',
    instead: "duration: '5'",
    write: "duration: '7'",
    // TypeScript 7 sorts the members of a union.
    told: /Type '"7"' is not assignable to type '(?:"5" \| "10"|"10" \| "5")/,
  },
  {
    name: 'a-missing-prompt',
    instead: "prompt: 'a lighthouse at dusk', ",
    write: '',
    told: /Property 'prompt' is missing/,
  },
  {
    name: 'an-unknown-field',
    instead: "duration: '5'",
    write: "seconds: '5'",
    told: /'seconds' does not exist in type/,
  },
  {
    name: 'a-model-that-the-client-was-not-given',
    instead: "model: 'kling/v2-1-master-text-to-video'",
    write: "model: 'kling/v9'",
    told: /Type '"kling\/v9"' is not assignable/,
  },
]

// A page has no types of Node: the client's declarations must do without them.
const pageProgram = `import { createApikley, uncheckedModel } from '@apikley/client'
const apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', dangerouslyAllowBrowser: true })
const { taskId } = await apikley.tasks.create({ model: uncheckedModel('some/new-model'), input: { anything: 1 } })
document.title = taskId
`

const mockProgram = `import { createApikley } from '@apikley/client'
import { startMock } from '@apikley/mock'
const mock = await startMock({ taskMs: 10 })
const apikley = createApikley({ baseUrl: mock.url, apiKey: 'fake-key-for-tests-0000' })
const credits: number = await apikley.credits()
await mock.close()
console.log(credits)
`

/** What a compiler said: its version, and its lines a program. */
export interface Compiled {
  version: string
  errors: CompilerLines
}

/** Compiles the README's program, and the same with each mistake, with the TypeScript in a folder. */
export async function compileExample(
  typescript: string,
  project: string,
  resolution: Resolution,
): Promise<Compiled> {
  const { program } = readmeExample()
  const wrong = mistakes.map(({ name, instead, write }) => {
    if (!program.includes(instead)) throw new Error(`The README's program no longer says ${instead}`)
    return [`${name}.mts`, program.replace(instead, write)]
  })
  const programs = {
    'example.mts': program,
    'mock.mts': mockProgram,
    // What `apikley models add` leaves in a project; it is tested where pages are added.
    'apikley/models/index.d.ts': `import type { Model } from '@apikley/types/api'
export declare const models: readonly Model<'owner/model'>[]
`,
    ...installedReadmes(project).programs,
    ...Object.fromEntries(wrong),
  }
  const compiled = await Promise.all([
    compile(typescript, project, resolution, programs, server),
    compile(typescript, project, resolution, { 'page.mts': pageProgram }, page),
  ])
  return {
    version: await tscVersion(typescript),
    errors: new Map(compiled.flatMap((errors) => [...errors])),
  }
}
