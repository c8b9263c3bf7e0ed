import { pathOf, pointer, textAt } from '../document/json.ts'
import { modelSchema } from './create-task.ts'
import { type Draft, renameKey } from './draft.ts'
import { refuseOddId, refuseOddSchemas, refuseOtherPages, refuseOtherShapes } from './expectations.ts'
import { openPage } from './open-page.ts'
import type { Page, PageChoices, Repair, SourceText } from './page.ts'
import { refuseCircles, refuseForeignReferences, refuseUnfolding } from './references.ts'
import { repairRules } from '../repairs/table.ts'

/**
 * Reads a page in any of its forms: finds the document, repairs its defects and names its model. Nothing that the page
 * refers to is opened or fetched.
 * @throws SpecError with file, line and reason, when the text is no page of one model of createTask, or when a defect
 * could only be repaired by guessing.
 */
export function readPage(source: SourceText, choices: PageChoices = {}): Page {
  const { name: file, hasValidExamples = false } = source
  const opened = openPage(source, choices)
  const { format, document, lines, recovered } = opened
  const draft: Draft = {
    ...opened,
    file,
    hasValidExamples,
    chosenModel: choices.model,
    lineOf: (path) => lines.of(document, path),
    rename(map, from, to) {
      renameKey(map, from, to)
      lines.rename(map, from, to)
    },
  }
  refuseForeignReferences(draft)
  refuseOtherPages(draft)
  const repairs = repair(draft)
  refuseOtherShapes(draft)
  refuseOddId(draft)
  refuseOddSchemas(draft)
  return {
    name: file,
    format,
    model: textAt(modelSchema(document)?.value, 'enum', 0),
    document,
    ...(recovered && { recovered: recovered.yaml }),
    repairs,
    lineOf: (place) => draft.lineOf(pathOf(place)),
  }
}

/** Applies every rule, once, in their order. */
function repair(draft: Draft): Repair[] {
  const repairs: Repair[] = []
  for (const { name, changesMeaning, apply } of repairRules) {
    // What a reference means may be repaired, and is followed by some of the rules.
    refuseCircles(draft)
    refuseUnfolding(draft)
    apply(draft, (path, text, line = draft.lineOf(path)) => {
      repairs.push({ name, place: pointer(path), ...(line !== undefined && { line }), text, changesMeaning })
    })
  }
  return repairs
}
