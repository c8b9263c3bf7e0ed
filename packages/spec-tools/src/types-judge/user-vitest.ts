/**
 * What the type tests import from vitest, as a program of a user would mean it: what they use must be there, what they
 * pass must be accepted, what they read must fit. That something is *not* there, or is there in exactly this form, is
 * no promise to users: an addition may break such an assertion, and no program.
 */
export const userVitest = {
  'package.json': JSON.stringify({ name: 'vitest', version: '0.0.0', type: 'module', types: './index.d.ts' }),
  'index.d.ts': `
export declare function test(name: string, body: () => void): void
export declare function describe(name: string, body: () => void): void
export declare function assertType<T>(value: T): void
export declare function expectTypeOf<T>(value: T): Expectation<T>
export declare function expectTypeOf<T>(): Expectation<T>

interface Expectation<T> {
  toExtend<Wanted>(...mismatch: [T] extends [Wanted] ? [] : [{ got: T; wanted: Wanted }]): void
  toEqualTypeOf<Wanted>(
    ...mismatch: [T] extends [Wanted] ? [] : [Wanted] extends [T] ? [] : [{ got: T; wanted: Wanted }]
  ): void
  not: any
  [matcher: string]: any
}
`,
} as const
