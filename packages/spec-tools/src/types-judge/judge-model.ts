import { createTaskSchema, type ModelSource } from '../codegen/models.ts'
import { moduleFile } from '../codegen/print.ts'
import {
  type Compilation,
  judgeSent,
  type Place,
  placeOf,
  type Subject,
  type TypePath,
  verdict,
  writePath,
  type Pair,
} from '@apikley/judges/types'
import { partAt } from '@apikley/pages'
import { at } from '@apikley/pages/document'
import type { Change } from '@apikley/judges'
import { folders } from './lay-out.ts'
import { generatedFolder } from './types-package.ts'
import type { Version } from './version.ts'

/** What has become of one model that both versions have. */
export function judgeModel(
  compilation: Compilation,
  versions: Pair<Version>,
  model: Pair<ModelSource>,
): readonly Change[] {
  const subject = inputOf(versions, model.now.id)
  const old = compilation.exports(folders.old + generatedFolder + moduleFile(model.old))
  const now = compilation.exports(folders.now + generatedFolder + moduleFile(model.now))
  // What users import is a name of a module: under another path it is another one.
  const isMoved = model.old.path !== model.now.path
  const gone = [...old.keys()].filter((name) => isMoved || !now.has(name))
  const judged = (which: 'input' | 'fieldsType', of: Subject) => {
    const [before, after] = [old.get(model.old[which]), now.get(model.now[which])]
    return before && after ? judgeSent(of, { old: before, now: after }) : []
  }
  const changes = [
    ...gone.map((name) => exportRemoved(subject, name, model.old)),
    ...judged('input', subject),
    ...judged('fieldsType', besideInput(versions, model.now.id)),
  ]
  return changes.length > 0 ? changes : judgeText(subject, model)
}

/** What differs in a module whose types are the same. */
function judgeText(subject: Subject, { old, now }: Pair<ModelSource>): readonly Change[] {
  return [
    valueOf(old) !== valueOf(now)
      ? verdict('types-checks', 'send', subject, [], `Change: what ${subject.name([])} is checked against.`)
      : verdict('types-docs', 'send', subject, [], `Change: the documentation of ${subject.name([])}.`),
  ]
}

/** What stands in the module beside types and prose. */
function valueOf({ kind, checks, fields }: ModelSource): string {
  return JSON.stringify([kind, checks, fields])
}

export function modelAdded(now: Version, { id }: ModelSource): Change {
  const subject = inputOf({ old: now, now }, id)
  return verdict('types-added', 'send', subject, [], `Add: the model \`${id}\`.`)
}

export function modelRemoved(old: Version, { id, value, input }: ModelSource): Change {
  const subject = inputOf({ old, now: old }, id)
  const text = `Remove: the model \`${id}\`, and with it \`${value}\` and \`${input}\`.`
  return verdict('types-export-removed', 'send', subject, [], text)
}

function exportRemoved(subject: Subject, name: string, { path }: ModelSource): Change {
  const text = `Remove: \`${name}\` from \`@apikley/types/models/${path}\`.`
  return verdict('types-export-removed', 'send', subject, [], text)
}

function inputOf(versions: Pair<Version>, id: string): Subject {
  return besideInput(versions, id, 'input')
}

function besideInput({ old, now }: Pair<Version>, id: string, ...inside: TypePath): Subject {
  return {
    model: id,
    name: (path) => `\`${writePath([...inside, ...path])}\` of \`${id}\``,
    place: (path, which) => {
      const version = which === 'old' ? old : now
      return placeOf(version.document, bodyOf(version, id), [...inside, ...path])
    },
  }
}

/** Where the body of createTask for one model stands. */
function bodyOf({ document, models }: Version, id: string): Place {
  const schema = partAt(document, createTaskSchema)?.path ?? createTaskSchema
  const isUnion = Array.isArray(at(document, ...schema, 'oneOf'))
  return isUnion ? [...schema, 'oneOf', [...models.keys()].indexOf(id)] : schema
}
