import type { ModelFields, ModelInputs } from './generated/model-inputs.ts'

/** The ids of all models in the spec. */
export type ModelId = keyof ModelInputs

/** The input of one model: `ModelInput<'kling/v2-1-master-text-to-video'>`. */
export type ModelInput<M extends ModelId> = ModelInputs[M]

/** The body that createTask wants for one model; for several, a union of their bodies. */
export type CreateTaskBody<M extends ModelId> = {
  [Id in M]: Id extends keyof ModelFields ? TaskBody<Id> & ModelFields[Id] : TaskBody<Id>
}[M]

interface TaskBody<Id extends ModelId> {
  model: Id
  /** Where the API posts the result when the task has ended. */
  callBackUrl?: string
  input: ModelInputs[Id]
}
