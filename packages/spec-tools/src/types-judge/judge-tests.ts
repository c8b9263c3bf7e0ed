import { type Compilation, type CompileError, typeRules } from '@apikley/judges/types'
import type { Change } from '@apikley/judges'
import { createTaskSchema } from '../codegen/models.ts'
import { pointer } from '@apikley/pages/document'
import { folders } from './lay-out.ts'

/** A `@ts-expect-error` without an error: something is accepted that was refused, which no user's program can notice. */
const nothingExpected = 2578

/** A missing argument, which is how an assertion about a type says that it does not hold. */
const doesNotHold = 2554

/** What compiled in the public type tests must still compile. One change for each file, so that it is read. */
export function judgeTests(
  compilation: Compilation,
  tests: readonly string[],
  name: string,
): readonly Change[] {
  return tests.flatMap((test) => {
    const broken = compilation.errors(folders.now + test).filter(({ code }) => code !== nothingExpected)
    const earlier = broken.length > 0 ? compilation.errors(folders.old + test) : []
    const isNew = ({ line, code }: CompileError) =>
      !earlier.some((each) => each.line === line && each.code === code)
    return brokenTest(name + test, broken.filter(isNew))
  })
}

function brokenTest(file: string, [first, ...more]: readonly CompileError[]): readonly Change[] {
  if (!first) return []
  const { line, source, code, message } = first
  const reason = code === doesNotHold ? 'this does not hold any more' : message
  const others = more.length === 0 ? '' : `, and ${more.length} more errors`
  return [
    {
      id: 'types-tests-broken',
      place: pointer(createTaskSchema),
      direction: 'both',
      level: typeRules['types-tests-broken'],
      text: `Change: ${file}:${line} no longer compiles: \`${source}\`: ${reason}${others}.`,
    },
  ]
}
