/** Of the answers and requests that are tried with `FUZZ=all`. */
export const share: number = process.env['FUZZ'] === 'all' ? 1 : 0.2
