import { pointer } from '@apikley/pages/document'
import { spot } from '@apikley/pages'

/** Where a page says something, for messages. */
export interface Told {
  /** The page's file under `specs/`. */
  readonly file: string
  /** RFC 6901 pointer into its document. */
  readonly place: string
  readonly lineOf?: ((place: string) => number | undefined) | undefined
}

/** The place below another one. */
export function below(told: Told, ...keys: readonly (string | number)[]): Told {
  return { ...told, place: told.place + pointer(keys) }
}

/** `vendor/a.md:12`, or the file alone where the line is not known. */
export function placeOf({ file, place, lineOf }: Told): string {
  return spot(file, lineOf?.(place))
}

/** Told of something that is said at a place: half a sentence, or a whole one. */
export type Tell = (told: Told, text: string) => void
