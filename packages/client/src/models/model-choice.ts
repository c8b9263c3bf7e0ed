import type { Model } from '@apikley/types/api'

/** How a call names its model: the id of one that the client was made with, or a model value. */
export type ModelChoice<M extends Model> = M['id'] | Model

/** What a request to a chosen model has beside `model`, `input` and `callBackUrl`. */
export type FieldsOf<M extends Model, Choice> =
  Choice extends Model<string, infer _, infer Fields>
    ? Omit<Fields, 'callBackUrl'>
    : M extends Model<infer Id, infer _, infer Fields>
      ? Choice extends Id
        ? Omit<Fields, 'callBackUrl'>
        : never
      : never

/** The input that a chosen model takes. */
export type InputOf<M extends Model, Choice> =
  Choice extends Model<string, infer Input>
    ? Input
    : M extends Model<infer Id, infer Input>
      ? Choice extends Id
        ? Input
        : never
      : never
