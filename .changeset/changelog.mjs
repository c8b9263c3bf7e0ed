// A changelog line is what its author wrote for the people who upgrade: no hashes, no look-ups.

/** @param {{ summary: string }} changeset */
export function getReleaseLine({ summary }) {
  const [first = '', ...rest] = summary.split('\n').map((line) => line.trimEnd())
  return [`- ${first}`, ...rest.map((line) => (line === '' ? '' : `  ${line}`))].join('\n')
}

/**
 * @param {unknown} _changesets
 * @param {readonly { name: string, newVersion: string }[]} dependencies
 */
export function getDependencyReleaseLine(_changesets, dependencies) {
  return dependencies.map(({ name, newVersion }) => `- Uses ${name} ${newVersion}.`).join('\n')
}

export default { getReleaseLine, getDependencyReleaseLine }
