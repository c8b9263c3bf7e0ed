import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { refuseAllButDeclarations } from '../../src/codegen/only-declarations.ts'
import { SpecError } from '@apikley/pages/document'

const stamp = '// Generated from an invented document. Do not edit.\n\n'

/** What is wrong with a module; empty if nothing is. */
function problemOf(text: string, path = 'models/x.ts'): string {
  try {
    refuseAllButDeclarations(new Map([[path, text]]))
    return ''
  } catch (error) {
    if (error instanceof SpecError) return error.message
    throw error
  }
}

test('everything that is generated today is taken', () => {
  const folder = fileURLToPath(new URL('../../../types/src/generated/', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  expect(files.length).toBeGreaterThan(3)
  for (const file of files) expect(problemOf(readFileSync(folder + file, 'utf8'), file)).toBe('')
})

describe('is taken', () => {
  test.each([
    `import type { Model } from '../../../model.ts'`,
    `import type { AInput } from './models/a/b-1.5.ts'`,
    '/** Docs. */\nexport interface A { "x y"?: string; readonly b: -1 | 2 | null | true; [key: string]: unknown }',
    'export type B = A["b"][] | [1, "2"] & Record<string, never>;',
    'type WithRequired<T, K extends keyof T> = T & { [P in K]-?: T[P] };',
    `export const a: Model<'a', AInput> = { "a": [1, -2.5, "x", true, false, null, { "b": {} }] }`,
    'import type {\n  AInput,\n  AFields,\n} from "./models/a/b-1.5.ts";',
    'export const a: A = { b: [{ c: 1, "d e": 2 }] };',
  ])('%s', (text) => expect(problemOf(stamp + text)).toBe(''))
})

describe('is refused, and told with the file', () => {
  test.each([
    ['a call', 'run()'],
    ['a call in a value', 'export const a: A = { "b": run() }'],
    ['a new object', 'export const a: A = new B()'],
    ['a tagged template', 'export const a: A = run`x`'],
    ['a template', 'export const a: A = { "b": `x` }'],
    ['an import at run time', 'export const a: A = import("x")'],
    ['an assignment', '(globalThis as any).x = true'],
    ['a name as a value', 'export const a: A = globalThis'],
    ['a getter', 'export const a: A = { get "b"() { return 1 } }'],
    ['a method', 'export const a: A = { "b"() {} }'],
    ['a function', 'export const a: A = { "b": () => 1 }'],
    ['a computed key', 'export const a: A = { ["b"]: 1 }'],
    ['a short key', 'export const a: A = { b }'],
    ['a spread', 'export const a: A = { ...b }'],
    ['a prototype', 'export const a: A = { "__proto__": {} }'],
    ['a prototype without marks', 'export const a: A = { __proto__: {} }'],
    ['a prototype with escapes', String.raw`export const a: A = { \u005f_proto__: {} }`],
    ['a name as the value of a plain key', 'export const a: A = { b: c };'],
    ['a prototype further inside', 'export const a: A = { "b": [{ "__proto__": null }] }'],
    ['a regular expression', 'export const a: A = { "b": /x/ }'],
    ['a conversion', 'export const a: A = +"1"'],
    ['a variable', 'export let a: A = 1'],
    ['two constants', 'export const a: A = 1, b: A = 2'],
    ['a constant that is taken apart', 'export const { a }: A = { "a": 1 }'],
    ['what disposes of itself', 'export using a: A = 1'],
    ['a constant without a type', 'export const a = 1'],
    ['a constant of its own', 'const a: A = 1'],
    ['an enum', 'export enum A { B }'],
    ['a class', 'export class A {}'],
    ['a function that is declared', 'export function a() {}'],
    ['a namespace', 'export namespace A { export const b = 1 }'],
    ['what is declared for others', 'declare global { var x: 1 }'],
    ['a module of another name', "declare module 'x' {}"],
    ['a block', '{ }'],
    ['a lone semicolon', ';'],
    ['a directive', '"use strict"'],
    ['an export of another module', "export * from './x.ts'"],
    ['a default export', 'export default 1'],
    ['an import that runs', "import './model.ts'"],
    ['an import of a value', "import { Model } from '../model.ts'"],
    ['an import of all', "import type * as all from '../model.ts'"],
    ['an import from elsewhere', "import type { A } from 'node:fs'"],
    ['an import from further up', "import type { A } from './models/../../x.ts'"],
    ['an import by address', "import type { A } from 'data:text/javascript,1'"],
    ['a type that imports', 'export type A = import("x").B'],
    ['a type of a value', 'export type A = typeof globalThis'],
    ['a type that is worked out', 'export type A<T> = T extends 1 ? A<T> : 2'],
    ['a type of templates', 'export type A = `${string}`'],
    ['an interface of others', 'export interface A extends B {}'],
    ['a method of an interface', 'export interface A { [Symbol.iterator](): 1 }'],
    ['what the compiler overlooks', '/** @ts-ignore */\nexport type A = B'],
    ['a file that is not checked', '/** @ts-nocheck */\nexport type A = 1'],
    ['a reference', '/// <reference path="x" />\nexport type A = 1'],
    ['a map of sources', 'export type A = 1\n//# sourceMappingURL=x'],
    ['the same in a block', 'export type A = 1 /** # sourceMappingURL=x */'],
    ['what JSX means', '/** @jsx h */\nexport type A = 1'],
    ['another comment', 'export type A = 1 // x'],
    ['a comment that documents nothing', '/* x */ export type A = 1'],
    ['what is no TypeScript', 'export type A = {'],
    ['a comment of HTML', '<!-- x'],
    ['a character that cannot be seen', 'export type A = "a\u202eb"'],
    ['a line end of another script', '/** a\u2028b */\nexport type A = 1'],
  ])('%s', (_, text) => {
    expect(problemOf(stamp + text)).toMatch(/^models\/x\.ts: what was generated is not written: /)
  })

  test('a first line for a shell', () => expect(problemOf('#!/bin/sh\nexport type A = 1')).not.toBe(''))
  test('a second stamp', () => expect(problemOf(`${stamp}// more\nexport type A = 1`)).not.toBe(''))
})
