import { invalidCall } from '../errors.ts'
import type { InputDraft } from './input-draft.ts'
import { isSameShape, resolutionNames, shapeOf, type Size } from './shape.ts'
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
  const size = resolution === undefined ? undefined : shapeOf(resolution)
  if (resolution !== undefined && (!size || !isWhole(size))) {
    throw invalidCall(sizeName, `must be width and height, such as 1280x720, received '${resolution}'`)
  }
  const ratio = aspectRatio === undefined ? undefined : shapeOf(aspectRatio)
  if (aspectRatio !== undefined && !ratio && aspectRatio !== 'adaptive') {
    throw invalidCall('aspectRatio', `must be like 16:9, received '${aspectRatio}'`)
  }
  if (size && ratio && !isSameShape(size, ratio)) {
    throw invalidCall(sizeName, `${resolution} does not have the aspectRatio ${aspectRatio}`)
  }
  const isExact = size !== undefined && writeSize(draft, sizeName, size)
  if (aspectRatio !== undefined) writeRatio(draft, 'aspectRatio', aspectRatio, ratio)
  else if (size && !isExact) {
    writeRatio(draft, sizeName, `${size.width}x${size.height}`, size)
  }
}

/** Answers whether width and height themselves were written, which leave no ratio to be told. */
function writeSize(draft: InputDraft, option: string, size: Size): boolean {
  const [width] = draft.fieldsOf(synonyms.width.own)
  const [height] = draft.fieldsOf(synonyms.height.own)
  if (width && height && takesNumber(width.schema) && takesNumber(height.schema)) {
    for (const [field, value] of [
      [width, size.width],
      [height, size.height],
    ] as const) {
      if (firstFitting(field.schema, [value]) === undefined) throw draft.refusal(option, value, field)
      draft.set(option, field, value)
    }
    return true
  }
  const before = draft.warnings.length
  const written = draft.write(option, synonyms.resolution, resolutionNames(size))
  const [ratio] = draft.fieldsOf(synonyms.aspectRatio.own)
  if (written === undefined && ratio) {
    // The ratio at least can be had.
    draft.warnings.splice(before)
    draft.warnings.push({
      type: 'compatibility',
      feature: option,
      details: `${draft.modelId} takes no width and height: of ${size.width}x${size.height} it gets the aspect ratio alone.`,
    })
  }
  return shapeOf(written) !== undefined
}

function takesNumber(schema: Parameters<typeof takesType>[0]): boolean {
  return takesType(schema, 'number') || takesType(schema, 'integer')
}

function writeRatio(draft: InputDraft, option: string, text: string, ratio: Size | undefined): void {
  const fields = draft.fieldsOf([...synonyms.aspectRatio.own, ...(synonyms.aspectRatio.shared ?? [])])
  const [own] = draft.fieldsOf(synonyms.aspectRatio.own)
  for (const field of fields) {
    const choices = choicesOf(field.schema)
    const same = choices.filter((choice) => {
      const shape = shapeOf(choice)
      return ratio
        ? shape && isSameShape(shape, ratio)
        : typeof choice === 'string' && /^(?:adaptive|auto)$/i.test(choice)
    })
    const value = same.find((choice) => choice === text) ?? same[0]
    if (value !== undefined) return draft.set(option, field, value)
    if (
      field === own &&
      !choices.length &&
      option === 'aspectRatio' &&
      firstFitting(field.schema, [text]) !== undefined
    ) {
      return draft.set(option, field, text)
    }
  }
  if (own && choicesOf(own.schema).length) throw draft.refusal(option, text, own)
  if (option === 'aspectRatio') draft.warnUnsupported(option)
}

function isWhole({ width, height }: Size): boolean {
  return Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0
}
