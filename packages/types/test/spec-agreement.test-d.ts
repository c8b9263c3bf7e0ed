import type {
  CallbackBody,
  CallbackRecord,
  CreatedTask,
  Envelope,
  ErrorCode,
  TaskRecord,
  TaskResult,
  TaskState,
  UploadedFile,
} from '@apikley/types/api'
import type { components, operations } from '@apikley/types/openapi'
import { describe, expectTypeOf, test } from 'vitest'

type Spec = components['schemas']

/** What a union names, without the opening at its end (`string & {}`). */
type Named<T> = T extends string | number ? (string extends T ? never : number extends T ? never : T) : never

/** What the spec says that an operation answers. */
type Answer<Id extends keyof operations> = operations[Id]['responses'] extends {
  200: { content: { 'application/json': infer Body } }
}
  ? Body
  : never

describe('the hand-written types are the spec', () => {
  test('what the spec allows fits into them', () => {
    expectTypeOf<Spec['CreatedTask']>().toExtend<CreatedTask>()
    expectTypeOf<Spec['TaskRecord']>().toExtend<TaskRecord>()
    expectTypeOf<Spec['TaskResult']>().toExtend<TaskResult>()
    expectTypeOf<Spec['UploadedFile']>().toExtend<UploadedFile>()
    expectTypeOf<Spec['CallbackBody']>().toExtend<CallbackBody>()
  })

  test('they have the fields of the spec and no others', () => {
    expectTypeOf<keyof CreatedTask>().toEqualTypeOf<keyof Spec['CreatedTask']>()
    expectTypeOf<keyof TaskRecord>().toEqualTypeOf<keyof Spec['TaskRecord']>()
    expectTypeOf<keyof TaskResult>().toEqualTypeOf<keyof Spec['TaskResult']>()
    expectTypeOf<keyof UploadedFile>().toEqualTypeOf<keyof Spec['UploadedFile']>()
    expectTypeOf<keyof CallbackBody>().toEqualTypeOf<keyof Spec['CallbackBody']>()
    expectTypeOf<keyof CallbackRecord>().toEqualTypeOf<
      keyof Spec['TaskRecord'] | keyof Spec['OlderCallbackTask']
    >()
  })

  test('they name every state and every code', () => {
    expectTypeOf<Named<TaskState>>().toEqualTypeOf<Spec['TaskState']>()
    expectTypeOf<Named<ErrorCode> | 200>().toEqualTypeOf<NonNullable<Spec['ApiResponse']['code']>>()
  })

  test('every operation answers in the envelope', () => {
    expectTypeOf<Answer<'createTask'>>().toExtend<Partial<Envelope<CreatedTask>>>()
    expectTypeOf<Answer<'getTask'>>().toExtend<Partial<Envelope<TaskRecord>>>()
    expectTypeOf<Answer<'getCredits'>>().toExtend<Partial<Envelope<number>>>()
    expectTypeOf<Answer<'createDownloadLink'>>().toExtend<Partial<Envelope<string>>>()
    expectTypeOf<Answer<'uploadFileStream'>>().toExtend<Partial<Envelope<UploadedFile>>>()
    expectTypeOf<Answer<'uploadFileBase64'>>().toExtend<Partial<Envelope<UploadedFile>>>()
    expectTypeOf<Answer<'uploadFileUrl'>>().toExtend<Partial<Envelope<UploadedFile>>>()
    expectTypeOf<keyof Envelope<unknown>>().toEqualTypeOf<keyof Answer<'getTask'>>()
  })
})
