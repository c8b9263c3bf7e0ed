import { fileURLToPath } from 'node:url'

/** Where upstream's documents and the bundle lie. */
export const specsFolder = new URL('../../../specs/', import.meta.url)

/** Path of the repository that these tools belong to. */
export const repositoryRoot = fileURLToPath(new URL('../', specsFolder))
