/**
 * From the text of a documentation page to the document that it describes: formats, repairs, recovery of lost
 * indentation, with the line of each place. Reads no file and fetches nothing. What a document is, as JSON, is
 * `@apikley/pages/document`.
 */
export { parseYaml, readYaml, writeYaml } from './engines/js-yaml.ts'
export { type IndexLink, linksOf } from './formats/llms-index.ts'
export { answersSoon } from './patterns/pattern.ts'
export { createTaskPath, operationPath, operationsIn, partAt, requestPath } from './reading/create-task.ts'
export { type OpenPage, openPage } from './reading/open-page.ts'
export type { Page, PageChoices, PageFormat, Repair, SourceText } from './reading/page.ts'
export { readPage } from './reading/read-page.ts'
export { recognise } from './reading/recognise.ts'
export { readChoice } from './recovery/choice.ts'
export { invalidExample } from './repairs/examples.ts'
export { chosenPlace } from './repairs/lost-indentation.ts'
export { repairRules } from './repairs/table.ts'
export { byPerson, untrueModel } from './repairs/untrue-model.ts'
export { spot } from './text/limits.ts'
