/** One measured figure of one package. */
export interface Row {
  name: string
  value: number
}

/** What a figure has to reach. */
export interface Goal {
  /** The name of the row that it is set for. */
  of: string
  limit: 'at most' | 'at least'
  /** In the measurement's unit; as a multiple of another row's figure, or above it. */
  value: number
  /** The name of the row that the value multiplies. */
  times?: string
  /** The name of the row that the value is added to. */
  above?: string
}

/** What a measurement answers: one figure a package, all taken in the same run. */
export interface Measurement {
  title: string
  unit: string
  /** How it was measured, in a sentence. */
  method: string
  goals: readonly Goal[]
  rows: Row[]
}

/** The measurements as a page, in the order in which they were taken. */
export function formatResults(
  measurements: readonly Measurement[],
  environment: Record<string, string>,
): string {
  const facts = Object.entries(environment).map(([name, value]) => `${name} ${value}`)
  const sections = measurements.map((measurement) => {
    const { title, unit, method, goals, rows } = measurement
    return [
      `## ${title}`,
      '',
      [method, ...goals.map((goal) => formatGoal(goal, measurement))].join(' '),
      '',
      `| package | ${unit} |`,
      '| --- | ---: |',
      ...rows.map((row) => `| ${row.name} | ${row.value} |`),
    ].join('\n')
  })
  return [
    `# Measured`,
    '',
    `Written by \`pnpm run bench\`: ${facts.join(', ')}.`,
    '',
    sections.join('\n\n'),
    '',
  ].join('\n')
}

function formatGoal({ of, limit, value, times, above }: Goal, { unit, rows }: Measurement): string {
  const figure = valueOf(rows, of) - (above === undefined ? 0 : valueOf(rows, above))
  const reached = times === undefined ? figure : figure / valueOf(rows, times)
  const met = limit === 'at most' ? reached <= value : reached >= value
  const measure =
    times === undefined ? ` ${unit}${above === undefined ? '' : ` above ${above}`}` : ` × ${times}`
  return `Goal for ${of}: ${limit} ${value}${measure}; ${met ? 'met' : 'missed'} with ${Number(reached.toFixed(2))}.`
}

function valueOf(rows: readonly Row[], name: string): number {
  const row = rows.find((each) => each.name === name)
  if (!row) throw new Error(`There is no figure of ${name}.`)
  return row.value
}
