/**
 * A line that tells how far a walk is: rewritten in place on a terminal, every 25 pages elsewhere, where each line
 * stays in a log.
 */
export function progressTo(stream: NodeJS.WriteStream): (done: number, all: number) => void {
  return (done, all) => {
    const line = `fetched ${done} of ${all} pages`
    const end = done === all ? '\n' : ''
    if (stream.isTTY) stream.write(`\r${line}${end}`)
    else if (done % 25 === 0 || done === all) stream.write(`${line}\n`)
  }
}
