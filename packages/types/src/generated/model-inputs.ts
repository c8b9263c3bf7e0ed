// Generated from the OpenAPI document of Apikley. Do not edit.

import type { KlingV21MasterTextToVideoInput } from './models/kling/v2-1-master-text-to-video.ts'

/** The input of each model, by its id. */
export interface ModelInputs {
  'kling/v2-1-master-text-to-video': KlingV21MasterTextToVideoInput
}

/** What requests have beside `model`, `callBackUrl` and `input`, or must have, by the id of the models that tell. */
export interface ModelFields {}
