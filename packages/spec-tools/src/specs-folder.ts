/** Where upstream's documents and the bundle lie. */
export const specsFolder = new URL('../../../specs/', import.meta.url)
