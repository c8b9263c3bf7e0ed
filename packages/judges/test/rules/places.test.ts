import { expect, test } from 'vitest'
import { judgeByRules } from '../../src/judge.ts'

test('what stands for a reader beside a reference moves no change to another place', () => {
  const documentWith = (states: readonly string[]) => ({
    openapi: '3.1.0',
    paths: {
      '/task': {
        get: {
          responses: {
            '200': {
              description: 'Ok',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    properties: {
                      state: {
                        $ref: '#/components/schemas/State',
                        description: 'Where it stands',
                        'x-evidence': {},
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
    components: { schemas: { State: { type: 'string', enum: [...states] } } },
  })
  const changes = judgeByRules(documentWith(['success']), documentWith(['success', 'expired']))
  expect(new Set(changes.map(({ place }) => place))).toEqual(new Set(['/components/schemas/State']))
})
