/** The words of a command line as a shell splits them; the last one is what is being written, and may be empty. */
export function splitLine(line: string): string[] {
  const words = ['']
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? ''
    const last = words.length - 1
    if (letter === '\\' && quote !== "'") words[last] += line[++at] ?? ''
    else if (quote) {
      if (letter === quote) quote = ''
      else words[last] += letter
    } else if (letter === "'" || letter === '"') quote = letter
    else if (!/\s/.test(letter)) words[last] += letter
    else if (at > 0 && !/\s/.test(line[at - 1] ?? '')) words.push('')
  }
  return words
}
