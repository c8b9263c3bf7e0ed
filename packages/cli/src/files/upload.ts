import { resolve } from 'node:path'
import type { Session } from '../action.ts'
import { connectLightly } from '../connection/connect.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { readUpload, uploadAll } from '../fields/uploads.ts'

/** Uploads files and prints their addresses, one a line, in the order in which they were named. */
export async function upload(
  { io, printer, options }: Session<{ readonly to?: string }>,
  files: readonly string[],
): Promise<ExitCode> {
  const uploads = await Promise.all(
    files.map(async (file) => {
      const found = await readUpload(resolve(io.cwd, file))
      return options.to === undefined ? found : { ...found, folder: options.to }
    }),
  )
  await using apikley = await connectLightly(io, printer, options)
  const addresses = await uploadAll(apikley, uploads, ({ file }, place, of) =>
    printer.status.show(() => `uploading ${place} of ${of}: ${file}`),
  )
  const urls = uploads.map(({ file }) => addresses.get(file) ?? '')
  printer.list(
    files.map((file, index) => ({ file, url: urls[index] })),
    urls,
  )
  return exitCodes.ok
}
