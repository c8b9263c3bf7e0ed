import type { Model } from '@apikley/types/api'

/** How a call names its model: the id of one that the client was made with, or a model value. */
export type ModelChoice<M extends Model> = M['id'] | Model

/** The input that a chosen model takes. */
export type InputOf<M extends Model, Choice> =
  Choice extends Model<string, infer Input>
    ? Input
    : M extends Model<infer Id, infer Input>
      ? Choice extends Id
        ? Input
        : never
      : never
