/** One measured figure of one package. */
export interface Row {
  name: string
  value: number
}

/** What a measurement answers: one figure a package, all taken in the same run. */
export interface Measurement {
  title: string
  unit: string
  /** How it was measured, in a sentence. */
  method: string
  /** What our own figure has to stay under. */
  goal: number
  rows: Row[]
}

/** The measurements as a page, in the order in which they were taken. */
export function formatResults(
  measurements: readonly Measurement[],
  environment: Record<string, string>,
): string {
  const facts = Object.entries(environment).map(([name, value]) => `${name} ${value}`)
  const sections = measurements.map(({ title, unit, method, goal, rows }) =>
    [
      `## ${title}`,
      '',
      `${method} Goal for the client: at most ${goal} ${unit}.`,
      '',
      `| package | ${unit} |`,
      '| --- | ---: |',
      ...rows.map((row) => `| ${row.name} | ${row.value} |`),
    ].join('\n'),
  )
  return [
    `# Measured`,
    '',
    `Written by \`pnpm run bench\`: ${facts.join(', ')}.`,
    '',
    sections.join('\n\n'),
    '',
  ].join('\n')
}
