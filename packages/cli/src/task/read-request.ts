import type { Model } from '@apikley/types/api'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { UsageError } from '../command-error.ts'
import { buildInput } from '../fields/build-input.ts'
import { parseJson } from '../fields/type-value.ts'
import { findUploads, type PendingInput } from '../fields/uploads.ts'
import type { Io } from '../terminal/io.ts'

/** What a command line orders, before its files are uploaded. */
export interface ReadRequest extends PendingInput {
  readonly model: Model
  /** What stands beside the input in the request; nothing if nothing was given. */
  readonly fields: object | undefined
}

export interface RequestWords {
  readonly words: readonly string[]
  /** A file with JSON; `-`: stdin. */
  readonly inputFile: string | undefined
  readonly beside: readonly string[] | undefined
}

/** Reads the input of a task from the command line and from a file, typed by the model's schema. */
export async function readRequest(
  io: Io,
  model: Model,
  { words, inputFile, beside }: RequestWords,
): Promise<ReadRequest> {
  const base = inputFile === undefined ? {} : await readInput(io, inputFile)
  if (words.length && !isObject(base)) {
    throw new UsageError('--input holds no object, so there can be no fields beside it. Nothing was sent.')
  }
  const input = isObject(base) ? buildInput(model.schema, words, io.cwd, base) : base
  const fields = beside && buildInput(model.fields, beside, io.cwd)
  return { model, fields, ...(await findUploads(model.schema, input, io.cwd)) }
}

async function readInput(io: Io, file: string): Promise<unknown> {
  if (file === '-') return parseJson(await text(io.stdin), 'What came from stdin')
  const content = await readFile(resolve(io.cwd, file), 'utf8').catch((error: Error) => {
    throw new UsageError(`The input file cannot be read: ${error.message}. Nothing was sent.`)
  })
  return parseJson(content, file)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
