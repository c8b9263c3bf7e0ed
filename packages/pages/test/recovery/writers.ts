import { spawnSync } from 'node:child_process'
import { stringify } from 'yaml'
import type { JsonObject } from '../../src/document/json.ts'
import { writeYaml } from '../../src/engines/js-yaml.ts'

/** Writes each document as some program does; nothing where that program is not there. */
type Writer = (documents: readonly JsonObject[]) => readonly string[] | undefined

const each =
  (write: (document: JsonObject) => string): Writer =>
  (documents) =>
    documents.map(write)

/** js-yaml 4 is upstream's; three of them are it in another manner. */
export const writers = {
  'js-yaml 4': each((document) => writeYaml(document)),
  'lists in the column of their key': each((document) => writeYaml(document, { noArrayIndent: true })),
  'lines of any width': each((document) => writeYaml(document, { lineWidth: -1 })),
  yaml: each((document) => stringify(document)),
  PyYAML: pyYaml,
  'keys in quotes': each((document) =>
    writeYaml(document).replaceAll(/^(\s*(?:- )*)([A-Za-z$][\w$./-]*):(?= |$)/gm, '$1"$2":'),
  ),
} satisfies Record<string, Writer>

const program = `
import json, sys, yaml
documents = json.load(sys.stdin)
json.dump([yaml.safe_dump(each, sort_keys=False, allow_unicode=True) for each in documents], sys.stdout)
`

function pyYaml(documents: readonly JsonObject[]): readonly string[] | undefined {
  const { error, status, stdout, stderr } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(documents),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (error || stderr.includes("No module named 'yaml'")) return undefined
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}
