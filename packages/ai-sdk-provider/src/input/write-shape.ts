import type { SchemaNode } from '@apikley/types/api'
import { invalidCall } from '../errors.ts'
import type { InputDraft } from './input-draft.ts'
import { isSameShape, resolutionNames, shapeOf, type Size, usualName } from './shape.ts'
import { synonyms } from './synonyms.ts'
import { choicesOf, firstFitting, takesType } from './values.ts'

/** What a call says of the shape of its result. */
export interface ShapeOptions {
  readonly aspectRatio: string | undefined
  /** Width and height: `1280x720`. */
  readonly resolution: string | undefined
  /** What the call itself names the option. */
  readonly sizeName: 'resolution' | 'size'
}

/**
 * Writes aspect ratio and resolution into the fields that a model has for them. Many models take a ratio and a class such as
 * `720p` in place of width and height: then the ratio follows from those.
 */
export function writeShape(draft: InputDraft, { aspectRatio, resolution, sizeName }: ShapeOptions): void {
  const size = resolution === undefined ? undefined : readSize(resolution, sizeName)
  const ratio = aspectRatio === undefined ? undefined : shapeOf(aspectRatio)
  if (aspectRatio !== undefined && !ratio && aspectRatio !== 'adaptive') {
    throw invalidCall('aspectRatio', `must be like 16:9, received '${aspectRatio}'`)
  }
  if (size && ratio && !isSameShape(size, ratio)) {
    throw invalidCall(sizeName, `${resolution} does not have the aspectRatio ${aspectRatio}`)
  }
  const written = size && writeSize(draft, sizeName, size)
  const isExact = shapeOf(written) !== undefined
  const hasOwn = draft.fieldsOf(synonyms.aspectRatio.own).length > 0
  let hasRatio = isExact
  if (aspectRatio !== undefined && (hasOwn || !isExact)) {
    hasRatio = writeRatio(draft, 'aspectRatio', aspectRatio, ratio)
    if (!hasRatio) draft.warnUnsupported('aspectRatio')
  } else if (size && !isExact) hasRatio = writeRatio(draft, sizeName, usualName(size), size)
  if (!size || written !== undefined) return
  if (!hasRatio) return draft.warnUnsupported(sizeName)
  draft.warnings.push({
    type: 'compatibility',
    feature: sizeName,
    details: `${draft.modelId} takes no width and height: of ${resolution} it gets the aspect ratio alone.`,
  })
}

function readSize(resolution: string, sizeName: string): Size {
  const [, width = 0, height = 0] = /^(\d+)x(\d+)$/.exec(resolution) ?? []
  const size = { width: Number(width), height: Number(height) }
  if (size.width > 0 && size.height > 0) return size
  throw invalidCall(sizeName, `must be width and height, such as 1280x720, received '${resolution}'`)
}

/** Writes a size, and answers what was written: the size itself, the name of a class, or nothing. */
function writeSize(draft: InputDraft, option: string, size: Size): unknown {
  const [width] = draft.fieldsOf(synonyms.width.own)
  const [height] = draft.fieldsOf(synonyms.height.own)
  if (!width || !height || !takesNumber(width.schema) || !takesNumber(height.schema)) {
    return draft.find(option, synonyms.resolution, resolutionNames(size))
  }
  for (const [field, value] of [
    [width, size.width],
    [height, size.height],
  ] as const) {
    if (firstFitting(field.schema, [value]) === undefined) throw draft.refusal(option, value, field)
    draft.set(option, field, value)
  }
  return `${size.width}x${size.height}`
}

function takesNumber(schema: SchemaNode): boolean {
  return takesType(schema, 'number') || takesType(schema, 'integer')
}

/** Answers whether there is a field for it. Throws if there is one that does not take it. */
function writeRatio(draft: InputDraft, option: string, text: string, ratio: Size | undefined): boolean {
  const { own, shared = [] } = synonyms.aspectRatio
  const [first] = draft.fieldsOf(own)
  for (const field of draft.fieldsOf([...own, ...shared])) {
    const choices = choicesOf(field.schema)
    const same = choices.filter((choice) => isChoiceOf(choice, ratio))
    const isFree = field === first && !choices.length && text.includes(':')
    const value = same.find((choice) => choice === text) ?? same[0] ?? (isFree ? text : undefined)
    if (value !== undefined && firstFitting(field.schema, [value]) !== undefined) {
      draft.set(option, field, value)
      return true
    }
  }
  if (first && choicesOf(first.schema).length) throw draft.refusal(option, text, first)
  return false
}

function isChoiceOf(choice: unknown, ratio: Size | undefined): boolean {
  if (!ratio) return typeof choice === 'string' && /^(?:adaptive|auto)$/i.test(choice)
  const shape = shapeOf(choice)
  return shape !== undefined && isSameShape(shape, ratio)
}
