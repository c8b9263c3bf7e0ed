import { createFiles, type Files } from '../files/files.ts'
import type { GeneratedTask, GenerateOptions } from '../generate/generate-options.ts'
import { generate } from '../generate/generate.ts'
import type { UncheckedTaskRequest } from '../tasks/create-task.ts'
import type { Workshop } from './workshop.ts'

/** What a client can do beyond creating tasks and looking after them. */
export interface Extras {
  readonly files: Files
  generate(task: UncheckedTaskRequest, options?: GenerateOptions): Promise<GeneratedTask>
}

export function createExtras(workshop: Workshop): Extras {
  return {
    files: createFiles(workshop),
    generate: (task, options) => generate(workshop, task, options),
  }
}
