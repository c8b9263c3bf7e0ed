import { relative } from 'node:path'
import { readUpload, uploadAll } from '../../fields/uploads.ts'
import { fileBelow } from '../below.ts'
import type { Tool } from '../tool.ts'

export const upload: Tool<{ readonly paths: readonly string[] }> = {
  name: 'upload',
  title: 'Upload files',
  description:
    'Uploads files from the folder of this server, and answers their addresses, for fields of an input that take one. ' +
    'Whoever knows an address can read the file. Costs nothing.',
  schema: {
    type: 'object',
    properties: {
      paths: {
        type: 'array',
        minItems: 1,
        maxItems: 10,
        items: { type: 'string', minLength: 1 },
        description: 'Below the folder of this server: photo.png.',
      },
    },
    required: ['paths'],
  },
  hints: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
  run: async ({ paths }, session) => {
    const files = await Promise.all(paths.map((path) => fileBelow(session.folder, path)))
    const uploads = await Promise.all(files.map((file) => readUpload(file)))
    const { apikley } = await session.online()
    const done = await session.once(`upload ${JSON.stringify(uploads)}`, () =>
      uploadAll(apikley, uploads, () => {}, session.ended),
    )
    if (!done) {
      const say = 'It is still being uploaded. Call upload again with the same paths to hear of its end.'
      return { say, data: { state: 'uploading' } }
    }
    return {
      say: 'Uploaded.',
      data: {
        files: files.map((file) => ({ path: relative(session.folder, file), url: done.value.get(file) })),
      },
    }
  },
}
