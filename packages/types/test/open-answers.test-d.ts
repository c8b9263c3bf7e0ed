import type * as everything from '@apikley/types'
import type {
  CallbackBody,
  CreatedTask,
  Envelope,
  ErrorCode,
  TaskRecord,
  TaskState,
} from '@apikley/types/api'
import { assertType, describe, expectTypeOf, test } from 'vitest'

describe('answers stay open for what the API adds', () => {
  test('a state that is not known yet', () => {
    assertType<TaskState[]>(['waiting', 'queuing', 'generating', 'success', 'fail', 'paused'])
    // @ts-expect-error a state is a string
    assertType<TaskState>(3)
  })

  test('a code that is not known yet', () => {
    assertType<ErrorCode[]>([401, 402, 433, 455, 505, 599])
    // @ts-expect-error in the envelope a code is a number
    assertType<ErrorCode>('401')
  })

  test('a task that has nothing but id and state', () => {
    assertType<TaskRecord>({ taskId: '0', state: 'waiting' })
    // @ts-expect-error without the id nothing can be asked again
    assertType<TaskRecord>({ state: 'waiting' })
  })
})

describe('data is not there just because the code says 200', () => {
  test('in an answer', () => {
    expectTypeOf<Envelope<CreatedTask>['data']>().toEqualTypeOf<CreatedTask | null | undefined>()
  })

  test('in a callback, where every field can be missing', () => {
    assertType<CallbackBody[]>([
      { code: 200, msg: 'done', data: { taskId: '0', state: 'success', resultJson: '{}' } },
      { code: 501, data: { task_id: '0', state: 'fail', failMsg: 'nsfw' } },
      { taskId: '0' },
    ])
  })
})

test('the main entry has the same types as the cheap one', () => {
  expectTypeOf<everything.TaskRecord>().toEqualTypeOf<TaskRecord>()
  expectTypeOf<everything.Envelope<number>>().toEqualTypeOf<Envelope<number>>()
})
