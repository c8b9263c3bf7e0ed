import type { Field, InputDraft, MediaFile } from './input-draft.ts'
import { synonyms } from './synonyms.ts'
import { takesType } from './values.ts'

/** The files of a call, each by what it is for. */
export interface MediaOptions {
  readonly image: MediaFile | undefined
  readonly frameImages: readonly { readonly image: MediaFile; readonly frameType: string }[] | undefined
  readonly inputReferences: readonly MediaFile[] | undefined
}

/** Puts files into the fields that a model has for them. */
export function writeMedia(
  draft: InputDraft,
  { image, frameImages = [], inputReferences = [] }: MediaOptions,
): void {
  const first = frameImages.find(({ frameType }) => frameType === 'first_frame')?.image
  const last = frameImages.find(({ frameType }) => frameType === 'last_frame')?.image
  // The SDK gives a first frame as `image`, too.
  if (first)
    attach(draft, 'frameImages', synonyms.firstFrame.own, [first], 'It has no field for a first frame.')
  else if (image) attach(draft, 'image', last ? synonyms.firstFrame.own : synonyms.image.own, [image])
  if (last) attach(draft, 'frameImages', synonyms.lastFrame.own, [last], 'It has no field for a last frame.')
  for (const kind of ['images', 'videos', 'audios'] as const) {
    const files = inputReferences.filter((file) => kindOf(file) === kind)
    if (files.length)
      attach(draft, 'inputReferences', synonyms[kind].own, files, `It has no field for ${kind}.`)
  }
}

/** Puts files into the first field of some names that holds addresses. */
export function attach(
  draft: InputDraft,
  option: string,
  names: readonly string[],
  files: readonly MediaFile[],
  details?: string,
): void {
  const fields = draft.fieldsOf(names).filter(holdsAddresses)
  // Several files want a list, where the model has one.
  const list = files.length > 1 ? fields.find(({ schema }) => takesType(schema, 'array')) : undefined
  const field = list ?? fields[0]
  if (field) draft.attach(option, field, files)
  else draft.warnUnsupported(option, details && `${draft.modelId}: ${details} It was left out.`)
}

function holdsAddresses({ schema }: Field): boolean {
  return takesType(schema, 'string') || takesType(schema, 'array')
}

/** What a file is: by its media type, else by the end of its address, else an image. */
function kindOf(file: MediaFile): 'images' | 'videos' | 'audios' {
  const { mediaType = '' } = file
  const name = file.type === 'url' ? (file.url.split(/[?#]/, 1)[0] ?? '') : ''
  if (mediaType.startsWith('video/') || /\.(?:mp4|mov|webm|mkv|avi|m4v)$/i.test(name)) return 'videos'
  return mediaType.startsWith('audio/') || /\.(?:mp3|wav|m4a|ogg|flac|aac)$/i.test(name) ? 'audios' : 'images'
}
