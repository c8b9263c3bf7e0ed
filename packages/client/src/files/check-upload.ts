import { isHttpUrl } from '../address/http-url.ts'
import { unreachableFromElsewhere } from '../address/private-address.ts'
import { ValidationError } from '../errors/kinds.ts'
import { isPlainObject, show } from '../schema/values.ts'
import { didYouMean } from '../text/did-you-mean.ts'
import type { UploadSource } from './upload-source.ts'

const names = ['file', 'base64', 'url', 'uploadPath', 'fileName']

/** Refuses what is no upload: the API takes much that no model can use, such as an empty file. */
export function checkUpload(source: UploadSource, isRemote: boolean): void {
  if (!isPlainObject(source)) throw refused(`received ${show(source)}`)
  const unknown = Object.keys(source).find((name) => !names.includes(name))
  if (unknown !== undefined) throw refused(`there is no '${unknown}'${didYouMean(unknown, names)}`)
  const { uploadPath, fileName, file, base64, url } = source as Record<string, unknown>
  if (!isText(uploadPath)) throw refused(`uploadPath is ${show(uploadPath)}`)
  if (fileName !== undefined && !isText(fileName)) {
    throw refused(`fileName is ${show(fileName)}`)
  }
  const given = ['file', 'base64', 'url'].filter((name) => name in source)
  if (given.length !== 1) throw refused(`received ${given.join(' and ') || 'none of them'}`)
  if (given[0] === 'file') checkFile(file)
  else if (!isText(base64 ?? url)) throw refused(`${given[0]} is ${show(base64 ?? url)}`)
  else if (typeof base64 === 'string') checkBase64(base64)
  else if (!isHttpUrl(url)) throw refused(`url is no http or https URL: ${show(url)}`)
  else if (isRemote) {
    const fault = unreachableFromElsewhere(url)
    if (fault !== undefined)
      throw refused(`url ${fault}, where the API cannot reach it: give the file itself`)
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

/** Four characters stand for three bytes; two or three are left at the end for one or two, and one for nothing. */
function checkBase64(text: string): void {
  const [, digits] = /^(?:data:[^,]*,)?([\w+/\s-]+)={0,2}\s*$/.exec(text) ?? []
  const length = digits?.replaceAll(/\s/g, '').length ?? 0
  if (!length || length % 4 === 1) throw refused(`base64 is none: ${show(text)}; a file goes as file`)
}

function checkFile(file: unknown): void {
  const isFile = file instanceof Blob || file instanceof Uint8Array || file instanceof ReadableStream
  if (!isFile) {
    const hint = typeof file === 'string' ? '; a path is opened with openAsBlob of node:fs' : ''
    throw refused(`file is ${show(file)}${hint}`)
  }
  const size = file instanceof Blob ? file.size : file instanceof Uint8Array ? file.length : undefined
  if (size === 0) throw emptyFile()
}

export function emptyFile(): ValidationError {
  return refused('the file is empty')
}

function refused(fault: string): ValidationError {
  return new ValidationError({
    what: `An upload takes an uploadPath and one of file (Blob, Uint8Array, ReadableStream), base64 and url: ${fault}`,
    moneySpent: 'no',
    nextStep: 'Correct the call; nothing was sent.',
  })
}
